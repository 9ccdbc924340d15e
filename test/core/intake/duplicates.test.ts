// One vulnerability, two reports: who reads what of the other, and who is credited.
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import type { Command } from '../../../src/core/events.ts';
import { login, repositoryName } from '../../../src/core/ids.ts';
import { boardPage, statusPage } from '../../../src/core/pages.ts';
import { aCase, aCaseId, aPolicy, aReporter, aRepository, anotherCaseId, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, effectsOf, effectsOfKind, hourMs, inCaseIssue, max, nextOf } from '../../fixtures/happenings.ts';
import { rita, seen, theCaseIssue, typed, wordsOf } from '../../fixtures/happenings.ts';

const policy = aPolicy();
const now = reportedAt + 2 * hourMs;
const reported = aCase({ caseIssue: theCaseIssue, advisoryComments: 'available' });
const known = { repository: aRepository, phase: 'accepted' } as const;

const duplicate = (of = anotherCaseId, other: Command<'DuplicateNamed'>['other'] = known) =>
  typed({ kind: 'DuplicateNamed', of, other }, { from: inCaseIssue });

describe('/duplicate', () => {
  const refusals: readonly { name: string; of?: typeof aCaseId; other: Command<'DuplicateNamed'>['other']; says: string }[] = [
    { name: 'an id that has no case', other: undefined, says: `I know of no report ${anotherCaseId} in ${aRepository}` },
    // Whoever may see one repository may not see another, so the answer is the same.
    {
      name: 'a report of another repository',
      other: { ...known, repository: repositoryName('acme/secret') },
      says: `I know of no report ${anotherCaseId} in ${aRepository}`,
    },
    { name: 'the report itself', of: aCaseId, other: known, says: 'That is this very report' },
    {
      name: 'a duplicate of this one',
      other: { ...known, phase: 'rejected', duplicateOf: aCaseId },
      says: 'was closed as a duplicate of this report',
    },
    {
      name: 'a duplicate of a third one',
      other: { ...known, phase: 'rejected', duplicateOf: anotherCaseId },
      says: `Name the report that goes on: \`/duplicate ${anotherCaseId}\``,
    },
    { name: 'a report that was rejected', other: { ...known, phase: 'rejected' }, says: 'Say `/reopen REASON` there first' },
  ];

  it.each(refusals)('of $name is refused, and the case stays open', ({ of, other, says }) => {
    const event = typed({ kind: 'DuplicateNamed', of: of ?? anotherCaseId, other });
    expect(decide(reported, event, policy, now)).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'not-found', message: expect.stringContaining(says) },
    });
  });

  it('closes the advisory after its reporter was told, and tells the other case who found it too', () => {
    const decision = decide(reported, duplicate(), policy, now);
    expect(nextOf(decision)).toMatchObject({ phase: 'rejected', duplicateOf: anotherCaseId, acknowledged: { by: max.login } });
    const kinds = effectsOf(decision).map((effect) => effect.kind);
    expect(kinds.indexOf('SayOnAdvisory')).toBeLessThan(kinds.indexOf('SetAdvisoryState'));
    expect(decision).toMatchObject({
      tells: [{ to: 'case', caseId: anotherCaseId, event: { kind: 'DuplicateClosed', duplicate: aCaseId, reporter: aReporter } }],
    });
    expect(boardPage(nextOf(decision), policy, now)).toContain(`- **Duplicate of** ${anotherCaseId}`);
  });

  it('lets its reporter read nothing of the other report', () => {
    const decision = decide(reported, duplicate(), policy, now);
    const read = effectsOf(decision).filter((effect) => effect.audience === 'reporter');
    expect(read.map((effect) => effect.kind)).toEqual(['SayOnAdvisory', 'SetAdvisoryState', 'ShowStatus']);
    expect(JSON.stringify(read)).not.toContain(anotherCaseId);
    expect(statusPage(nextOf(decision), policy, now)).toContain('closed as a duplicate');
  });

  it('where we cannot write to the reporter hands the words over', () => {
    const decision = decide({ ...reported, advisoryComments: 'absent' }, duplicate(), policy, now);
    expect(wordsOf(decision)).toEqual([
      expect.stringMatching(/^Please post this on the advisory[^]*The maintainers know of this vulnerability already/),
      expect.stringContaining('please **post the reason on the advisory by hand**'),
    ]);
  });

  it('is forgotten when the case is reopened, but the credit has to be taken back by hand', () => {
    const closed = nextOf(decide(reported, duplicate(), policy, now));
    const decision = decide(closed, typed({ kind: 'CaseReopened', reason: 'It is another one.' }), policy, now);
    expect(nextOf(decision).duplicateOf).toBeUndefined();
    expect(wordsOf(decision).at(-1)).toContain(`stays credited on ${anotherCaseId}`);
  });
});

describe('a report of which another was a duplicate', () => {
  const closed = (reporter: typeof aReporter | undefined) => seen({ kind: 'DuplicateClosed', duplicate: anotherCaseId, reporter });
  const olga = login('olga');
  const rows = [
    { name: 'published', given: aReadyCase({ phase: 'published', published: { at: now, by: 'fixlead' } }), reporter: olga, credit: [] },
    { name: 'closed', given: aReadyCase({ phase: 'rejected' }), reporter: olga, credit: [] },
    { name: 'open, and reported by the same person', given: aReadyCase(), reporter: rita.login, credit: [] },
    { name: 'open, and the other begun by maintainers', given: aReadyCase(), reporter: undefined, credit: [] },
    { name: 'open', given: aReadyCase(), reporter: olga, credit: [olga] },
  ];

  it.each(rows)('that is $name credits $credit and shows the other on the board', ({ given, reporter, credit }) => {
    const decision = decide(given, closed(reporter), policy, now);
    expect(effectsOfKind(decision, 'CreditFinder').map((effect) => effect.login)).toEqual(credit);
    expect(nextOf(decision).finders).toMatchObject([{ login: reporter, duplicate: anotherCaseId }]);
    expect(boardPage(nextOf(decision), policy, now)).toMatch(new RegExp(`Also reported by\\*\\* .*${anotherCaseId}`));
  });

  it('asks for one of the two to be reopened when it is closed itself', () => {
    const decision = decide(aReadyCase({ phase: 'rejected' }), closed(olga), policy, now);
    expect(wordsOf(decision)).toEqual([expect.stringContaining('please `/reopen REASON` one of the two')]);
  });

  it('lets its own reporter read nothing of the other, also while there is no private issue', () => {
    const decision = decide(aReadyCase({ caseIssue: undefined }), closed(olga), policy, now);
    expect(wordsOf(decision)).toEqual([]);
    expect(statusPage(nextOf(decision), policy, now)).not.toMatch(/olga|GHSA-5555/);
  });

  it('keeps each duplicate once', () => {
    const once = nextOf(decide(aReadyCase(), closed(olga), policy, now));
    expect(decide(once, closed(olga), policy, now).outcome).toBe('ignored');
  });
});
