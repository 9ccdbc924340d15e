// The operations of the slice, and which of them a request is.
import type { Schema, SchemaNames } from './schema-slice.ts';
import { readSlice } from './schema-slice.ts';

export type Parameter = {
  readonly in: 'path' | 'query';
  readonly name: string;
  readonly required?: boolean;
  /** Its value may contain unencoded slashes, as a ref's does. */
  readonly multiSegment?: boolean;
  readonly schema: Schema;
};

export type Operation = {
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly schema: Schema };
  /** By status; null where the answer has no body. */
  readonly responses: Readonly<Record<string, Schema | null>>;
};

export type PathValues = Readonly<Record<string, string>>;

type Operations = Readonly<Record<string, Operation>>;
type Route = {
  readonly name: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly literals: number;
  readonly operation: Operation | undefined;
};

const rest = readSlice('github-slice.json') as ReturnType<typeof readSlice> & { operations: Operations; outside: readonly string[] };
const comments = readSlice('advisory-comments.json') as ReturnType<typeof readSlice> & {
  operations: Operations;
  advisoryProperties: SchemaNames;
};

/** Every schema by its name; an advisory carries the count of its comments since they have an interface. */
export const schemas: SchemaNames = { ...rest.schemas, ...comments.schemas, 'repository-advisory': advisoryWithComments() };

/**
 * The operation a request is, with the decoded values of its path parameters.
 * Of several templates that fit, the one with the most fixed segments is meant: …/reports before …/{ghsa_id}.
 * Edges: undefined for what is not in the slice, also where a value with slashes would have swallowed it.
 */
export function findOperation(method: string, path: string): { name: string; operation: Operation; values: PathValues } | undefined {
  const route = routes.find((candidate) => candidate.method === method.toUpperCase() && candidate.pattern.test(path));
  if (!route?.operation) return undefined;
  const values = Object.entries(route.pattern.exec(path)?.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)] as const);
  return { name: route.name, operation: route.operation, values: Object.fromEntries(values) };
}

/** `METHOD /path/template`, every operation the checker knows. */
export const operationNames: readonly string[] = Object.keys({ ...rest.operations, ...comments.operations });

const routes: readonly Route[] = [
  ...Object.entries({ ...rest.operations, ...comments.operations }).map(([name, operation]) => routeOf(name, operation)),
  ...rest.outside.map((name) => routeOf(name, undefined)),
].sort((left, right) => right.literals - left.literals);

function routeOf(name: string, operation: Operation | undefined): Route {
  const [method = '', template = ''] = name.split(' ');
  const segments = template.split('/').map((segment) => segmentPattern(segment, operation));
  const literals = template.split('/').filter((segment) => !segment.startsWith('{')).length;
  return { name, method, pattern: new RegExp(`^${segments.join('/')}$`), literals, operation };
}

function segmentPattern(segment: string, operation: Operation | undefined): string {
  const parameter = /^\{(.+)\}$/.exec(segment)?.[1];
  if (parameter === undefined) return segment;
  const described = operation?.parameters.find(({ name }) => name === parameter);
  const slashesToo = described?.multiSegment ?? (parameter === 'ref' || parameter === 'commit_sha');
  return `(?<${parameter}>${slashesToo ? '.+' : '[^/]+'})`;
}

function advisoryWithComments(): Schema {
  const advisory = rest.schemas['repository-advisory'];
  return { ...advisory, properties: { ...(advisory?.properties as SchemaNames), ...comments.advisoryProperties } };
}
