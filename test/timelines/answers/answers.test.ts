/**
 * What every command comes to in every situation, and by whom it is taken, held word for word in `commands/`: the examples of the table of
 * commands, and some awkward ones. A line that was said before under the same command is not repeated.
 */
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commands } from '../../../src/commands/commands.ts';
import type { Surface } from '../../../src/core/command-events.ts';
import type { Case } from '../../../src/core/case.ts';
import type { PatchFound } from '../../../src/core/distributors/early-asks.ts';
import type { CaseEvent } from '../../../src/core/events.ts';
import { expectSectionAsHeld, sectionsOf } from '../../as-held.ts';
import { caseId } from '../../../src/core/ids.ts';
import { aFixRepository, anotherCaseId, aReporter, aRepository } from '../../fixtures/a-case.ts';
import { aList, aMember } from '../../fixtures/early.ts';
import { dayMs, hourMs, inCaseIssue, onAdvisory, onPullRequest, releaseAt } from '../../fixtures/happenings.ts';
import { typedBy } from '../read-input.ts';
import { answered, together } from './answered.ts';
import { situations, type Situation } from './situations.ts';

const now = releaseAt - 2 * dayMs + hourMs;

type Speaker = { readonly name: string; readonly from: Surface; readonly where: string };
/** Who types it where a situation is not about who may. */
const inPrivate: Speaker = { name: 'max', from: inCaseIssue, where: '' };
const speakers: readonly Speaker[] = [
  { name: 'ana', from: onPullRequest(), where: ', by @ana on #11' },
  { name: 'ben', from: { kind: 'dashboard', commentId: '9', drawn: 1 }, where: ', by @ben on the dashboard' },
  { name: 'max', from: onAdvisory, where: ', by @max on the advisory' },
  { name: aReporter, from: onAdvisory, where: ', by the reporter on the advisory' },
  { name: 'oscar', from: onAdvisory, where: ', by an outsider on the advisory' },
  { name: 'ulla?', from: onAdvisory, where: ', by somebody unknown on the advisory' },
];
const triedBySpeakers = ['reported', 'dated, with an objection'];
const triedOnPull = ['dated, with an objection', 'being fixed, with all that git knows of it'];

/** What the examples leave out: this case's own lines, names and dates, and what somebody says who is mistaken. */
const awkward: Readonly<Record<string, readonly string[]>> = {
  lgtm: [
    '/lgtm aaaaaaa',
    '/lgtm main ddddddd',
    `/lgtm main ${'d'.repeat(40)}`,
    '/lgtm main eeeeeee',
    '/lgtm release-9 ddddddd',
    '/lgtm cancel main',
  ],
  tested: [
    '/tested main ddddddd https://ci.example.org/7',
    '/tested main ddddddd https://ci.example.org/8',
    '/tested main eeeeeee https://ci.example.org/7',
  ],
  target: ['/target main v2.0.1', '/target main v2.0.2', '/target release-1.0 v1.0.9', '/target release-9 v9'],
  backport: ['/backport main', '/backport release-1.0', '/backport release-0.9'],
  without: [
    '/without main It is not there.',
    '/without release-1.0 It is not there.',
    '/without release-1.0 cancel',
    '/without main cancel',
  ],
  override: ['/override main The CI is down.', '/override release-1.0 The CI is down.', '/override main'],
  affects: ['/affects main', '/affects release-1.0', '/affects release-1.0 main', '/affects release-9'],
  date: [
    ...[
      '/date 2026-03-09 16:00 UTC',
      '/date 2026-03-06 16:00 UTC',
      '/date 2026-03-05 09:59 UTC',
      '/date 2026-03-07 09:00 UTC',
      '/date final 2026-03-10 16:00 UTC',
    ],
    ...[
      '/date propose 2026-03-08 09:00 UTC',
      '/date propose 2026-03-10 16:00 UTC',
      '/date 2026-06-10 16:00 UTC',
      '/date 2026-03-12 16:00 UTC not-tested',
      '/date overrule nobody It is public.',
    ],
    '/date overrule example-linux It is public.',
  ],
  due: [
    '/due fix 2026-03-10 16:00 UTC A reason.',
    '/due fix-lead 2026-03-04 16:00 UTC A reason.',
    '/due release 2026-03-10 16:00 UTC A reason.',
    '/due luck 2026-03-10 16:00 UTC A reason.',
  ],
  upstream: [
    '/upstream libwidget 2026-03-12 16:00 UTC',
    '/upstream libwidget 2026-03-04 16:00 UTC',
    '/upstream libwidget 2026-03-12 16:00 UTC contact=ana',
  ],
  cvss: [
    '/cvss CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:L',
    '/cvss CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H',
    '/cvss CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
    '/cvss CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:L/VA:L/SC:N/SI:N/SA:N',
  ],
  'fix-lead': ['/fix-lead @oscar', '/fix-lead @ulla?', '/fix-lead hand-over @ben'],
  why: [
    '/why fix',
    '/why triage',
    '/why fix-lead',
    '/why communication-plan',
    '/why release',
    '/why disclosure',
    '/why forthcoming-notice',
    '/why publish',
    '/why luck',
  ],
  duplicate: [
    '/duplicate GHSA-5555-6666-7777',
    '/duplicate GHSA-2222-3333-4444',
    '/duplicate GHSA-8888-9999-2222',
    '/duplicate GHSA-3333-9999-2222',
  ],
  leak: ['/leak what="the fix" to="a forum"', '/leak what="the fix" to="a forum" by=other-linux'],
  early: ['/early retry a-linux', '/early feedback a-linux It fails.'],
  retry: ['/retry GHSA-2222-3333-4444/board'],
  notice: [
    ...[
      '/notice posted fixed by-hand:blog https://blog.example.org/2',
      '/notice posted forthcoming by-hand:blog https://blog.example.org/2',
    ],
    ...['/notice posted fixed slack:announce https://acme.example/2', '/notice posted fixed by-hand:elsewhere https://acme.example/2'],
    ...['/notice retry forthcoming mail:users@lists.example.org', '/notice retry fixed github:release', '/notice retry fixed by-hand:blog'],
    ...[
      '/notice retry forthcoming github:issue',
      '/notice approve unsupported',
      '/notice approve lifted',
      '/notice retry correction slack:announce',
    ],
    '/notice preview fixed',
    '/notice preview courtesy',
    '/notice preview unsupported',
    '/notice preview lifted',
    '/notice approve forthcoming',
    '/notice approve courtesy',
    '/notice preview reply-accepted',
  ],
  away: ['/away @oscar until 2030-12-28', '/away until 2026-03-01'],
  plan: ['/plan A post on the blog.'],
  mitigation: ['/mitigation Take the widgets down.'],
  cve: ['/cve CVE-2026-12345'],
};

const texts = commands.flatMap(({ name, examples }) =>
  [...new Set([...examples, ...(awkward[name] ?? []), `/${name}`, `/${name} what?`])].map((text) => ({ name, text })),
);

/** Other reports, as they are known. */
const others = new Map([
  [anotherCaseId, { repository: aRepository, phase: 'accepted' as const }],
  [caseId('GHSA-8888-9999-2222'), { repository: aRepository, phase: 'rejected' as const, duplicateOf: anotherCaseId }],
  [caseId('GHSA-3333-9999-2222'), { repository: aFixRepository, phase: 'reported' as const }],
]);

describe('what comes of', () => {
  it.each(texts)('$text', ({ name, text }) => {
    expectSectionAsHeld(fileOf(name), text, together(allOf(text)));
  });

  it.each(commands.map(({ name }) => ({ name })))('/$name is held in these sections and no others', ({ name }) => {
    expect([...sectionsOf(fileOf(name)).keys()]).toEqual(texts.filter((one) => one.name === name).map(({ text }) => text));
  });
});

function fileOf(name: string): string {
  return join(import.meta.dirname, 'commands', `${name}.txt`);
}

function allOf(text: string) {
  const all = situations.flatMap((situation) => {
    const who = speakersOf(text, situation);
    return who.map((speaker) => ({ where: `${situation.name}${speaker.where}`, situation, event: typedIn(text, speaker, situation) }));
  });
  // What is not understood is not so everywhere.
  const some = all.every(({ event }) => event?.kind === 'CommandNotUnderstood') ? all.slice(0, 2) : all;
  return some.map(({ where, situation, event }) => ({ where, what: what(situation, event) }));
}

/** Who may say a thing is tried with the examples; on a pull request it may be about another line. */
function speakersOf(text: string, { name }: Situation): readonly Speaker[] {
  const isExample = commands.some((row) => row.examples.includes(text));
  if (isExample && triedBySpeakers.includes(name)) return [inPrivate, ...speakers];
  return triedOnPull.includes(name) ? [inPrivate, ...speakers.slice(0, 1)] : [inPrivate];
}

/** Of the four who are on it two may be told, one not now and one never had a key. */
const list = aList([
  aMember(),
  aMember('a-linux', { people: ['Jane Doe'] }),
  aMember('b-linux', { leftOut: { rule: 'S58', says: 'agreed to version 1 of the embargo agreement, which does not hold any more' } }),
  aMember('c-linux', { fingerprint: undefined, leftOut: { rule: 'S6', says: 'has no OpenPGP key here' } }),
]);

/** Git made one of each fix that applies to one of two releases; of #12 it could make none. */
function patchesOf({ pullRequests }: Case): readonly PatchFound[] {
  return pullRequests.map(({ number, repository, line, headSha }) => {
    const releases = ['v1.1.0', 'v1.0.0'].map((tag, index) => ({ tag, applies: index === 0 }));
    const made = { repository, line, base: 'b'.repeat(40), sha: headSha, digest: 'd'.repeat(64), size: 100, releases };
    return { line, headSha, patch: number === 12 && line === 'main' ? { problem: 'it is larger than a mail may be' } : made };
  });
}

function typedIn(text: string, { name, from }: Speaker, { given, policy }: Situation): CaseEvent | undefined {
  return typedBy(name, text, { at: now, policy, others, list, patches: patchesOf(given), reporter: given.report.reporter }, from)[0];
}

function what(situation: Situation, event: CaseEvent | undefined) {
  return event === undefined ? { outcome: 'not a command', lines: [] } : answered(situation, event, now);
}
