/** Whether a record is what its format says: the official schemas, and for CSAF its mandatory and optional tests. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type AnySchema, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { RecordFormat } from '../../core/records/export.ts';

/** `test` is the schema, or one of the tests of CSAF 2.0, §6; `at` is a JSON pointer. A warning makes no record invalid. */
export type RecordProblem = {
  readonly level: 'error' | 'warning';
  readonly test: string;
  readonly at: string;
  readonly message: string;
};

/** Asks nothing of the network: CSAF's informative tests, which fetch what a document names, are left out. */
export function validateRecord(format: RecordFormat, record: object): Promise<readonly RecordProblem[]> {
  return format === 'csaf' ? csafProblems(record) : Promise.resolve(schemaProblems(format, record));
}

type WithSchema = Exclude<RecordFormat, 'csaf'>;

// As their makers publish them; `schemas/README.md` says where.
const schemaFiles: Readonly<Record<WithSchema, { readonly file: string; readonly draft: '2020-12' | '7' }>> = {
  osv: { file: 'osv-schema-1.7.5.json', draft: '2020-12' },
  openvex: { file: 'openvex-0.2.0.json', draft: '2020-12' },
  cve: { file: 'cve-record-5.1.1.json', draft: '7' },
};

const isIri = (text: string): boolean => URL.canParse(text);
const isDateTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text);
const options = { strict: false, allErrors: true, formats: { iri: isIri, uri: isIri, 'date-time': isDateTime } };

const compiled = new Map<WithSchema, ValidateFunction>();

function schemaProblems(format: WithSchema, record: object): readonly RecordProblem[] {
  const { file } = schemaFiles[format];
  const validate = compiled.get(format) ?? compile(format);
  compiled.set(format, validate);
  if (validate(record)) return [];
  const found = validate.errors ?? [];
  return found.map(({ instancePath, message = '' }) => ({ level: 'error', test: file, at: instancePath, message }));
}

function compile(format: WithSchema): ValidateFunction {
  const { file, draft } = schemaFiles[format];
  const schema = JSON.parse(readFileSync(join(import.meta.dirname, 'schemas', file), 'utf8')) as AnySchema;
  return draft === '7' ? new Ajv(options).compile(schema) : new Ajv2020(options).compile(schema);
}

type Test = (document: object) => unknown;
type Found = { readonly message: string; readonly instancePath: string };
type Result = { readonly name: string; readonly errors: readonly Found[]; readonly warnings: readonly Found[] };
type Validator = (tests: readonly Test[], document: object) => Promise<{ readonly tests: readonly Result[] }>;

async function csafProblems(record: object): Promise<readonly RecordProblem[]> {
  const { tests, validate } = await csafTests();
  const { tests: results } = await validate(tests, record);
  return results.flatMap(({ name, errors, warnings }) => [
    ...errors.map((one) => problem('error', name, one)),
    ...warnings.map((one) => problem('warning', name, one)),
  ]);
}

function problem(level: RecordProblem['level'], test: string, { instancePath: at, message }: Found): RecordProblem {
  return { level, test, at, message };
}

/** The library has no types, and takes a second to load: only where somebody validates. */
async function csafTests(): Promise<{ readonly tests: readonly Test[]; readonly validate: Validator }> {
  const library = '@secvisogram/csaf-validator-lib';
  const [schema, mandatory, optional, validate] = (await Promise.all(
    ['schemaTests', 'mandatoryTests', 'optionalTests', 'validate'].map((file) => import(`${library}/${file}.js`)),
  )) as [Record<string, Test>, Record<string, Test>, Record<string, Test>, { readonly default: Validator }];
  const strict = schema['csaf_2_0_strict'];
  if (strict === undefined) throw new Error('The library has no strict schema test of CSAF 2.0 any more');
  return { tests: [strict, ...Object.values(mandatory), ...Object.values(optional)], validate: validate.default };
}
