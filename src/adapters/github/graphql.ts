/** What only GitHub's GraphQL interface can do: discussions. */
import { z } from 'zod';
import { GitHubFailure } from '../../engine/ports/failures.ts';
import type { Asker, Parameters } from './ask.ts';
import { redact } from './failures.ts';

const envelope = z.object({
  data: z.unknown(),
  errors: z.array(z.object({ type: z.string().optional(), message: z.string() })).optional(),
});
type Problem = NonNullable<z.output<typeof envelope>['errors']>[number];

/** Asking again cannot change these. Errors without a type are GitHub's own. */
const forGood: readonly string[] = ['FORBIDDEN', 'INSUFFICIENT_SCOPES', 'NOT_FOUND', 'UNPROCESSABLE'];
/** GitHub's advice when a limit names no time. */
const limitMs = 60_000;

/**
 * `what` names the question in errors: the query may hold what is to be posted.
 * Errors: GitHubFailure, also for those that GraphQL reports beside a status of 200. Source: GitHub Docs, "Rate limits and query limits for the GraphQL API".
 */
export async function askGraphql<Answer>(
  asker: Asker,
  what: string,
  question: { readonly query: string; readonly variables: Parameters },
  answer: z.ZodType<Answer>,
): Promise<Answer> {
  const { data, errors = [] } = await asker.ask('POST /graphql', question, envelope);
  const [problem] = errors;
  if (problem !== undefined) throw failureOf(what, problem);
  const parsed = answer.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new GitHubFailure(`${what}: an answer we cannot read`, { permanent: true });
}

function failureOf(what: string, { type = '', message }: Problem): GitHubFailure {
  if (type === 'RATE_LIMITED') return new GitHubFailure(`${what}: too many requests`, { retryAfterMs: limitMs });
  const said = redact(message).slice(0, 200);
  const needed = /not accessible by integration/i.test(message)
    ? "; the App needs the permission discussions: write: grant it in the App's settings and accept it in the installation"
    : '';
  return new GitHubFailure(`${what}: GitHub answered ${said}${needed}`, { permanent: forGood.includes(type) });
}
