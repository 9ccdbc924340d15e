// Reads what cut-slice.mjs wrote and checks values against the schemas in it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorObject } from 'ajv';
import { Ajv } from 'ajv';

export type Schema = Readonly<Record<string, unknown>>;
export type SchemaNames = Readonly<Record<string, Schema>>;

/** What is wrong with a value, one sentence a problem, each beginning with `where`; none means it fits. */
export type CheckValue = (schema: Schema, value: unknown, where: string) => readonly string[];

/**
 * A slice file beside this one. References point at the schemas by absolute names from here on, so that a schema can be compiled by itself.
 * Errors: throws when the file is missing or is no JSON; the files are ours.
 */
export function readSlice(file: string): Record<string, unknown> & { readonly schemas: SchemaNames } {
  const text = readFileSync(join(import.meta.dirname, file), 'utf8');
  return JSON.parse(text, (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' ? value.replace('#/schemas/', 'schema:') : value,
  ) as ReturnType<typeof readSlice>;
}

/** Each schema is compiled when first asked for: compiling all of them takes seconds, a check microseconds. */
export function valueChecker(schemas: SchemaNames): CheckValue {
  const ajv = new Ajv({ allErrors: true, strictTypes: false, allowUnionTypes: true, validateSchema: false });
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format);
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema, `schema:${name}`);
  return (schema, value, where) => {
    const validate = ajv.compile(schema);
    return validate(value) ? [] : problemsIn(validate.errors ?? []).map((problem) => `${where}${problem}`);
  };
}

// A format that is not in this table makes the compiler throw, so a new one cannot go unchecked without notice.
const formats: Record<string, true | ((value: string) => boolean) | { type: 'number'; validate: (value: number) => boolean }> = {
  'date-time': (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value)),
  date: (value) => /^\d{4}-\d\d-\d\d$/.test(value),
  email: (value) => /^[^\s@]+@[^\s@]+$/.test(value),
  // A repository's name with its owner.
  'repo.nwo': (value) => /^[^/\s]+\/[^/\s]+$/.test(value),
  int64: { type: 'number', validate: Number.isInteger },
  timestamp: true,
  uri: (value) => URL.canParse(value),
  'uri-template': (value) => URL.canParse(value.replaceAll(/\{[^{}]*\}/g, '')),
};

/** Leaves out the echoes ("must match a schema in anyOf", "must be null") of what is wrong with the alternative that was meant. */
function problemsIn(errors: readonly ErrorObject[]): readonly string[] {
  const telling = errors.filter((error) => error.keyword !== 'anyOf' && !(error.keyword === 'type' && error.params.type === 'null'));
  return [...new Set((telling.length > 0 ? telling : errors).map(sentence))];
}

function sentence({ instancePath, message, params }: ErrorObject): string {
  const detail: unknown = params.additionalProperty ?? params.allowedValues;
  return `${instancePath} ${message ?? 'is wrong'}${detail === undefined ? '' : `: ${JSON.stringify(detail)}`}`;
}
