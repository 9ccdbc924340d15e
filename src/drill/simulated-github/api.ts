/** What a request brings to the rule that answers it, and what the rule gives back. */
import type { IncomingHttpHeaders } from 'node:http';
import type { z } from 'zod';
import { GitHubProblem } from './problems.ts';
import type { Actor, Repository, World } from './world.ts';

export type ApiRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
};

export type Context = {
  readonly world: World;
  readonly request: ApiRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly actor: Actor;
  /** The login that what is done will be signed with. */
  readonly by: string;
};
export type RepositoryContext = Context & { readonly repository: Repository };

/** `body` is sent as JSON, or as it is when it is a Buffer; undefined sends nothing. */
export type Answer = { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown): Answer => ({ status: 201, body });
export const accepted = (body: unknown = {}): Answer => ({ status: 202, body });
export const done: Answer = { status: 204 };

/** Reads a request's body, or refuses it with 422 and the fields that are wrong, as GitHub does. Keys nobody knows are passed over. */
export function bodyOf<Schema extends z.ZodType>(context: Context, schema: Schema): z.infer<Schema> {
  return parseFields(schema, context.request.body ?? {});
}

export function parseFields<Schema extends z.ZodType>(schema: Schema, fields: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({
    field: issue.path.join('.'),
    code: issue.code === 'invalid_type' && issue.message.includes('undefined') ? 'missing_field' : 'invalid',
    message: issue.message,
  }));
  throw new GitHubProblem(422, 'Validation Failed', { errors });
}

export function param(context: Context, name: string): string {
  const value = context.params[name];
  if (value === undefined) throw new Error(`The route has no {${name}}.`);
  return value;
}

export const numberParam = (context: Context, name: string) => Number(param(context, name));
