// What stands on the advisory is kept for the records, and each change after the publication is a revision.
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import type { Case } from '../../../src/core/case.ts';
import { aPolicy } from '../../fixtures/a-case.ts';
import { aReadyCase, dayMs, nextOf, onAdvisory, rita, seen, typed, effectsOfKind } from '../../fixtures/happenings.ts';
import { aPublishedCase, publishedAt, someFacts } from './a-record.ts';

const policy = aPolicy();
const edited = someFacts({ title: 'Widgets can be read and written by anybody', vulnerabilities: [] });

function read(given: Case, advisory: ReturnType<typeof someFacts>, at: number) {
  return decide(given, seen({ kind: 'AdvisoryRead', advisory }, at), policy, at);
}

describe('the advisory', () => {
  it('is kept as it reads, and never repeated in what is said', () => {
    const decision = read(aReadyCase(), edited, publishedAt);
    expect(nextOf(decision).advisory).toEqual(edited);
    expect(JSON.stringify(decision.outcome === 'accepted' ? decision.effects : [])).not.toContain('written by anybody');
  });

  it('that reads as before changes nothing', () => {
    expect(read(aPublishedCase(), someFacts(), publishedAt + dayMs)).toEqual({ outcome: 'ignored', because: 'it reads as before' });
  });

  it('changed after the publication has a revision that says what changed', () => {
    expect(nextOf(read(aPublishedCase(), edited, publishedAt + dayMs)).advisoryRevisions).toEqual([
      { at: publishedAt + dayMs, words: 'Changed: the title, the affected versions.' },
    ]);
  });

  it('changed just before the publication and seen just after it has none', () => {
    expect(nextOf(read(aPublishedCase(), edited, publishedAt + 60_000)).advisoryRevisions).toBeUndefined();
  });

  it('has a revision from the moment after the fifteen minutes in which a change may be older than the publication', () => {
    const lastMoment = publishedAt + 15 * 60_000;
    expect(nextOf(read(aPublishedCase(), edited, lastMoment)).advisoryRevisions).toBeUndefined();
    expect(nextOf(read(aPublishedCase(), edited, lastMoment + 1)).advisoryRevisions).toHaveLength(1);
  });

  it('that is read for the first time long after the publication, as it was, has no revision', () => {
    const { readBack: _readBack, ...unread } = aPublishedCase();
    expect(nextOf(read(unread, someFacts(), publishedAt + dayMs)).advisoryRevisions).toBeUndefined();
  });
});

describe('/credit', () => {
  const say = (wanted: boolean, name?: string) =>
    decide(
      aReadyCase(),
      typed({ kind: 'CreditDecided', wanted, ...(name !== undefined && { name }) }, { by: rita, from: onAdvisory }),
      policy,
      publishedAt,
    );

  it('is asked on the status page until the reporter answers', () => {
    const [status] = effectsOfKind(read(aReadyCase(), edited, publishedAt), 'ShowStatus');
    expect(status?.body).toContain('- **Credit**: the reporter is named only on their word: `/credit yes`');
  });

  it.each([
    { name: 'yes', decision: say(true), says: '- **Credit**: the reporter is named\n' },
    { name: 'yes with a name', decision: say(true, 'Rita R.'), says: '- **Credit**: the reporter is named as Rita R.' },
    { name: 'no', decision: say(false), says: '- **Credit**: the reporter is not named' },
  ])('$name is recorded and shown', ({ decision, says }) => {
    expect(effectsOfKind(decision, 'ShowStatus')[0]?.body).toContain(says);
  });
});
