/** The pieces GitHub's answers and deliveries are made of, read into our own words: undefined for null, instants for dates, branded names. */
import { z } from 'zod';
import type { Login } from '../../core/ids.ts';
import { caseId, login, repositoryName } from '../../core/ids.ts';

/** A field that reality leaves out or fills with null, whatever GitHub's description says. */
export function maybe<Inner extends z.ZodType>(inner: Inner) {
  return inner.nullish().transform((value) => value ?? undefined);
}

/** Epoch milliseconds, from an RFC 3339 date with its zone. */
export const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** Ids are kept as text: those of deliveries are above 2^53 and arrive as a bigint (octokit/request.js#797). */
export const id = z.union([z.int(), z.bigint()]).transform(String);

/** Text that GitHub gives as null when it is empty. */
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

export const advisoryId = madeBy(caseId, 'a GHSA id such as GHSA-xxxx-xxxx-xxxx');
export const repositoryFullName = madeBy(repositoryName, 'a repository such as owner/name');

export type Account = { readonly login: Login; readonly isBot: boolean };

/** Only Apps have brackets in their logins, so nobody can pass for one. */
export const account = z
  .object({ login: z.string().min(1), type: z.string().optional() })
  .transform((account): Account => ({ login: login(account.login), isBot: account.type === 'Bot' || account.login.endsWith('[bot]') }));

/** GitHub shows a deleted account as `ghost`, in some answers by null. */
export const accountOrGhost = maybe(account).transform((found): Account => found ?? { login: login('ghost'), isBot: false });

export const advisoryState = z.enum(['triage', 'draft', 'published', 'closed', 'withdrawn']);

/** Where and how data breaks what we depend on, without the data: they may be an embargoed report. */
export function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? 'not readable' : `${issue.path.map(String).join('.') || 'the whole'}: ${issue.message}`;
}

/** `make` names what it refuses, which is not for us to repeat: what stands there instead may be anything. */
function madeBy<Made>(make: (text: string) => Made, wanted: string) {
  return z.string().transform((text, context) => {
    try {
      return make(text);
    } catch {
      context.addIssue({ code: 'custom', message: `is not ${wanted}` });
      return z.NEVER;
    }
  });
}
