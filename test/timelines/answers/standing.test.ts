// What stands in the world and on the dashboard in each situation, whole: pages, checks, records, gates, duties, notices, and what a member sees.
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { headsToSend } from '../../../src/core/distributors/early-mail.ts';
import { isTold, mayAnswer, memberView } from '../../../src/core/distributors/member-view.ts';
import { checkStandings } from '../../../src/core/fix/check-standing.ts';
import { giversOf } from '../../../src/core/fix/givers.ts';
import { linesInHand } from '../../../src/core/fix/line-gates.ts';
import { hasAccess } from '../../../src/core/fix-repository/access.ts';
import { publicationGates } from '../../../src/core/gates.ts';
import { noticeKinds } from '../../../src/core/notices/kinds.ts';
import { check } from '../../../src/core/notices/writing.ts';
import { dueSoonIn } from '../../../src/core/project/word-of-the-day.ts';
import { fixHeads, linesToRelease } from '../../../src/core/release-day/release-day.ts';
import { reporterStanding } from '../../../src/core/reporter/status-page-words.ts';
import { measure } from '../../../src/core/schedule/measures.ts';
import { standingEffects } from '../../../src/core/standing-effects.ts';
import { expectSectionAsHeld, sectionsOf } from '../../as-held.ts';
import { dayMs, hourMs, releaseAt } from '../../fixtures/happenings.ts';
import { linesOfEffect, printed } from '../words-read.ts';
import { situations, type Situation } from './situations.ts';

const now = releaseAt - 2 * dayMs + hourMs;
const held = join(import.meta.dirname, 'standing.txt');
const member = 'example-linux';

/** Where the notices are held too; elsewhere they read like one of these. */
const noticed = ['reported', 'being fixed', 'ready', 'dated, with an objection', 'on hold, with much gone wrong', 'published'];

const views: Readonly<Record<string, (situation: Situation) => unknown>> = {
  'the gates': ({ given, policy }) => publicationGates(given, policy, now),
  'the measures': ({ given, policy }) => measure(given, policy, now),
  'what the reporter sees': ({ given, policy }) => reporterStanding(given, policy, now),
  'what a member sees': ({ given }) => memberView(given, member),
  'whether the member is told and may answer': ({ given, policy }) => [isTold(given, member), mayAnswer(given, policy, member) ?? 'may'],
  'whose word the gates rest on': ({ given }) => giversOf(given),
  'the checks of each fix': ({ given, policy }) => given.pullRequests.map((pull) => checkStandings(pull, policy)),
  'the lines in hand': ({ given, policy }) => linesInHand(given, policy),
  'the heads to publish': ({ given, policy }) => fixHeads(given, policy).map(({ number }) => number),
  'the lines to release': ({ given, policy }) => linesToRelease(given, policy),
  'the heads to send to members': ({ given, policy }) => headsToSend(given, policy).map(({ line, head }) => [line, head?.number]),
  'whether anybody has access': ({ given }) => hasAccess(given, () => true),
  'what is soon due': ({ given, policy }) => dueSoonIn(given, policy, now),
  'the notices': ({ name, given, policy }) => (noticed.includes(name) ? noticeKinds.map((kind) => [kind, check(kind, given, policy)]) : []),
};

describe('what stands', () => {
  it.each(situations)('while a case is $name', (situation) => {
    const { name, given, policy } = situation;
    const effects = standingEffects(given, policy, now).flatMap(linesOfEffect);
    const shown = Object.entries(views).flatMap(([what, view]) => [
      `${what}:`,
      ...printed(' ', '', JSON.parse(JSON.stringify(view(situation) ?? null))),
    ]);
    expectSectionAsHeld(held, name, [...effects, ...shown]);
  });

  it('is held of each situation', () => {
    expect([...sectionsOf(held).keys()]).toEqual(situations.map(({ name }) => name));
  });
});
