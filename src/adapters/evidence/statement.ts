/** What a CI outside GitHub says of one test of one tree, read from the body once it is known whose body it is. */
import { z } from 'zod';
import type { Evidence } from '../../core/fix/test-evidence.ts';
import { repositoryName, type RepositoryName } from '../../core/ids.ts';

export type Statement = Pick<Evidence, 'name' | 'outcome' | 'sha' | 'tree' | 'url'> & {
  /** The fix repository that has the commit. */
  readonly repository: RepositoryName;
};

const outcomes = {
  success: 'passed',
  failure: 'failed',
  timed_out: 'failed',
  cancelled: 'cancelled',
  skipped: 'skipped',
  neutral: 'neutral',
  running: 'running',
} as const;

/** The words for `conclusion`, GitHub's own and `running`. */
export const conclusions = Object.keys(outcomes) as readonly (keyof typeof outcomes)[];

const objectId = z.string().regex(/^[0-9a-f]{40}$/, 'must be the 40 hexadecimal digits of git');
const printable = /^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,200}$/u;

const statement = z.strictObject({
  repository: z.string().regex(/^[\w-]{1,39}\/[\w.-]{1,100}$/, 'must be the fix repository as OWNER/NAME'),
  sha: objectId,
  tree: objectId,
  check: z.string().regex(printable, 'must be the name of a check as the policy has it, at most 200 characters'),
  conclusion: z.enum(conclusions, `must be one of ${conclusions.join(', ')}`),
  url: z
    .string()
    .regex(/^https:\/\/[^\s<>"'`]{1,500}$/, 'must be a page that begins with https://, or left out')
    .optional(),
});

/** Errors: `problem` names the field and what it must be, and repeats nothing of what was sent. */
export function readStatement(bytes: Buffer): Statement | { readonly problem: string } {
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString('utf8'));
  } catch {
    return { problem: 'the body is not JSON' };
  }
  const read = statement.safeParse(body);
  if (!read.success) return { problem: problemIn(read.error) };
  const { repository, sha, tree, check, conclusion, url } = read.data;
  return {
    ...{ repository: repositoryName(repository), sha, tree, name: check, outcome: outcomes[conclusion] },
    ...(url !== undefined && { url }),
  };
}

function problemIn(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue === undefined || issue.code === 'unrecognized_keys')
    return `a field is not known; there are ${Object.keys(statement.shape).join(', ')}`;
  return `${issue.path.join('.') || 'the body'}: ${issue.code === 'invalid_type' ? 'is missing or of the wrong type' : issue.message}`;
}
