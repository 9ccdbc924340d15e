/** What is said about a public issue, and what stands in it. */
import type { Place } from '../act.ts';
import type { Case } from '../case.ts';
import { harmless, plain } from '../quote.ts';

type PublicIssue = NonNullable<Case['publicIssue']>;
type Purpose = PublicIssue['purpose'];

const commandOf: Readonly<Record<Purpose, string>> = { downgrade: '/downgrade', hardening: '/harden' };

/** As GitHub shows it: titles know no Markdown. */
export function publicTitle(typed: string): string {
  return plain(typed);
}

/** The maintainer's own words, which call nobody and hide nothing, and why the issue is there. */
export function publicBody(purpose: Purpose, typed: string | undefined): string {
  const why =
    purpose === 'downgrade'
      ? 'The maintainers track this bug here. It is not a vulnerability.'
      : 'The maintainers look for a safer default here. What could break for existing users belongs into the discussion.';
  return typed === undefined ? why : `${harmless(typed)}\n\n${why}`;
}

export function shownFirst(thisCase: Case, { purpose, title, body }: PublicIssue): string {
  const shown = [`**${harmless(title)}**`, '', ...body.split('\n')].map((line) => `> ${line}`.trimEnd()).join('\n');
  const closes = purpose === 'downgrade' ? ' The report is closed with it, and its reporter is told where the issue is.' : '';
  return `This would be **public**, as an issue in ${thisCase.repository}:\n\n${shown}\n\nThe reporter is not named, and nothing of the report is in it as far as I can see: please look once more. \`${commandOf[purpose]} confirm\` opens it, another \`${commandOf[purpose]} TITLE -- WORDS\` changes it.${closes}`;
}

export function notForThePublic(problems: readonly string[]): string {
  return `That cannot be public: it ${problems.join(', it ')}. Please say it in words of your own.`;
}

export function nothingToConfirm(purpose: Purpose): string {
  return `There is nothing to confirm: \`${commandOf[purpose]} TITLE -- WORDS\` shows first what would be public.`;
}

export const hardeningNotNeeded =
  'A hardening issue is offered when a report was closed with `/reject unsafe-default`; this one was closed for another reason.';

export function alreadyPublic({ place }: PublicIssue): string {
  return place === undefined ? 'That issue is being opened.' : `That issue is open already: ${issueUrl(place)}`;
}

export const downgradeReason = 'A bug and not a vulnerability; it is fixed in public.';
export const willBePublic = 'The public issue is being opened; I say here where it is.';

export function downgraded(): string {
  return 'Thank you for this report. The maintainers looked into it and treat it as a bug, not as a vulnerability. They open a public issue for it in words of their own, without your name and without your text, and the link follows here. If you think that it is a vulnerability after all, please answer here.';
}

export function trackedAt(purpose: Purpose, place: Place): string {
  return `${purpose === 'downgrade' ? 'The bug is tracked' : 'A safer default is discussed'} in public at ${issueUrl(place)}.`;
}

export function openedAt(place: Place): string {
  return `The public issue is open: ${issueUrl(place)}`;
}

function issueUrl({ repository, number }: Place): string {
  return `https://github.com/${repository}/issues/${number}`;
}
