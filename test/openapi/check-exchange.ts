// Holds what is sent to GitHub, and what the simulated GitHub answers, against GitHub's own description of its REST interface.
import { checkGraphql } from './check-graphql.ts';
import { findOperation, type Operation, type Parameter, type PathValues, schemas } from './operations.ts';
import type { Schema } from './schema-slice.ts';
import { valueChecker } from './schema-slice.ts';

export type Exchange = {
  readonly method: string;
  /** As on the wire: percent-encoded, from the first slash, without the query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** The parsed JSON; undefined when no body was sent. */
  readonly requestBody?: unknown;
  readonly status: number;
  /** The parsed JSON; undefined when no body came back. Other media types than JSON are not described and not checked here. */
  readonly responseBody?: unknown;
};

/**
 * What one request and its answer do that GitHub does not document; none means all of it is documented.
 * Stricter than the description in one point: a field of the request that it does not name is a problem, because GitHub ignores it in silence.
 * No looser: where real answers break GitHub's own description, this reports it.
 * An operation that is not in the slice is itself a problem. Errors: throws a URIError where the path's percent-encoding is broken.
 * Source: GitHub's OpenAPI description (see cut-slice.mjs); for advisory comments see advisory-comments.json.
 */
export function checkExchange(exchange: Exchange): readonly string[] {
  if (exchange.path === '/graphql') return checkGraphql(exchange);
  const found = findOperation(exchange.method, exchange.path);
  if (!found) return [`${exchange.method} ${exchange.path} is no operation of the slice: add it to cut-slice.mjs, or do not call it`];
  const problems = [
    ...checkPath(found.operation, found.values),
    ...checkQuery(found.operation, exchange.query ?? {}),
    ...checkRequestBody(found.operation, exchange.requestBody),
    ...checkAnswer(found.operation, exchange.status, exchange.responseBody),
  ];
  return problems.map((problem) => `${found.name}: ${problem}`);
}

const check = valueChecker(schemas);

// What any operation may answer, whether or not its description lists the status (docs.github.com, "Troubleshooting the REST API").
// `undefined` is "no body". The operation's own description, where there is one, goes before this table.
const basicError: Schema = { $ref: 'schema:basic-error' };
const answersOfAnyOperation: Readonly<Record<number, Schema | undefined>> = {
  304: undefined,
  401: basicError,
  403: basicError,
  404: basicError,
  422: { anyOf: [{ $ref: 'schema:validation-error' }, { $ref: 'schema:validation-error-simple' }] },
  429: basicError,
};
// A failing GitHub answers JSON, HTML or nothing.
const anyBody: Schema = {};

function checkPath(operation: Operation, values: PathValues): readonly string[] {
  return parametersIn(operation, 'path').flatMap((parameter) => checkParameter(parameter, values[parameter.name]));
}

function checkQuery(operation: Operation, query: Readonly<Record<string, string>>): readonly string[] {
  const known = parametersIn(operation, 'query');
  const names = known.map((parameter) => parameter.name);
  const unknown = Object.keys(query).filter((name) => !names.includes(name));
  return [
    ...unknown.map((name) => `query parameter ${name} is unknown; there are: ${names.join(', ') || 'none'}`),
    ...known.flatMap((parameter) => checkParameter(parameter, query[parameter.name])),
  ];
}

function checkParameter(parameter: Parameter, text: string | undefined): readonly string[] {
  const where = `${parameter.in} parameter ${parameter.name}`;
  if (text === undefined) return parameter.required === true ? [`${where} is missing`] : [];
  return check(parameter.schema, fromText(parameter.schema, text), where);
}

/** Text that is not of the wanted type stays text, and the schema then says so. */
function fromText({ type }: Schema, text: string): unknown {
  if ((type === 'integer' || type === 'number') && /^-?\d+$/.test(text)) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return type === 'array' ? text.split(',') : text;
}

function checkRequestBody({ requestBody }: Operation, body: unknown): readonly string[] {
  if (body === undefined) return requestBody?.required === true ? ['the request needs a body'] : [];
  if (!requestBody) return ['the request takes no body'];
  return [...check(requestBody.schema, body, 'request'), ...unknownFields(requestBody.schema, body)];
}

function unknownFields(schema: Schema, body: unknown): readonly string[] {
  const named = fieldsNamedBy(schema);
  if (named.size === 0 || typeof body !== 'object' || body === null || Array.isArray(body)) return [];
  const unknown = Object.keys(body).filter((field) => !named.has(field));
  return unknown.map((field) => `request field ${field} is unknown; there are: ${[...named].join(', ')}`);
}

function fieldsNamedBy(schema: Schema): ReadonlySet<string> {
  const { $ref, properties, anyOf, allOf } = schema as { $ref?: string; properties?: object; anyOf?: Schema[]; allOf?: Schema[] };
  const meant = $ref === undefined ? undefined : schemas[$ref.replace('schema:', '')];
  const parts = [...(meant ? [meant] : []), ...(anyOf ?? []), ...(allOf ?? [])];
  return new Set([...Object.keys(properties ?? {}), ...parts.flatMap((part) => [...fieldsNamedBy(part)])]);
}

function checkAnswer({ responses }: Operation, status: number, body: unknown): readonly string[] {
  const documented = status in responses || status in answersOfAnyOperation || status >= 500;
  if (!documented) return [`status ${status} is not documented; there are: ${Object.keys(responses).join(', ')}`];
  const schema = status in responses ? responses[status] : status >= 500 ? anyBody : answersOfAnyOperation[status];
  if (!schema) return body === undefined ? [] : [`answer ${status} has no body`];
  if (body === undefined) return schema === anyBody ? [] : [`answer ${status} needs a body`];
  return check(schema, body, `answer ${status}`);
}

function parametersIn(operation: Operation, place: Parameter['in']): readonly Parameter[] {
  return operation.parameters.filter((parameter) => parameter.in === place);
}
