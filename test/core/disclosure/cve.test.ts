// The CVE id: asked for once, set from an own CNA, told when it comes, and never waited for (S110).
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import type { Case } from '../../../src/core/case.ts';
import { publicationGates } from '../../../src/core/gates.ts';
import { boardPage } from '../../../src/core/pages.ts';
import { factsFor } from '../../../src/core/notices/facts.ts';
import { aPolicy } from '../../fixtures/a-case.ts';
import { aReadyCase, effectsOf, effectsOfKind, hourMs, nextOf, releaseAt, seen, typed, wordsOf } from '../../fixtures/happenings.ts';
import { aPublishedCase, publishedAt, someFacts } from '../records/a-record.ts';

const policy = aPolicy();
const now = releaseAt - 24 * hourMs;
const withoutCve = (({ cveId: _, ...rest }) => rest)(someFacts());
const ask = (given: Case, id?: string) => decide(given, typed({ kind: 'CveWanted', id }, { at: now }), policy, now);
const asked = nextOf(ask(aReadyCase({ advisory: withoutCve })));
const isCve = (kind: string) => kind === 'AskForCve' || kind === 'SetCve';

describe('/cve', () => {
  it('asks GitHub, says that it takes weeks, and that nothing waits for it', () => {
    const decision = ask(aReadyCase());
    expect(effectsOfKind(decision, 'AskForCve')).toMatchObject([{ audience: 'cna', askedAt: now }]);
    expect(wordsOf(decision).join()).toContain('may take some weeks');
    expect(publicationGates(nextOf(decision), policy, releaseAt)).toEqual(publicationGates(aReadyCase(), policy, releaseAt));
    expect(boardPage(nextOf(decision), policy, now)).toContain('**CVE**: pending, asked for 2026-03-06 09:00 UTC');
  });

  it('asks once, and says how it stands when it is said again', () => {
    const again = ask(asked);
    expect(effectsOf(again).filter(({ kind }) => isCve(kind))).toEqual([]);
    expect(wordsOf(again).join()).toContain('asked for a CVE id by @max');
  });

  it('asks again after GitHub refused', () => {
    const key = `${asked.id}/ask-for-cve`;
    const refused = nextOf(decide(asked, seen({ kind: 'EffectGivenUp', key, what: 'AskForCve', error: 'not now' }, now), policy, now));
    const again = ask(refused);
    expect(effectsOfKind(again, 'AskForCve')).toHaveLength(1);
    expect(nextOf(again).stuck).toEqual([]);
  });

  it('sets the id of an own CNA, which notices name from then on', () => {
    const decision = ask(aReadyCase(), 'CVE-2026-12345');
    expect(effectsOfKind(decision, 'SetCve')).toMatchObject([{ audience: 'reporter', cveId: 'CVE-2026-12345' }]);
    expect(factsFor('fixed', nextOf(decision), policy)).toMatchObject({
      cve: 'CVE-2026-12345',
      cve_url: 'https://www.cve.org/CVERecord?id=CVE-2026-12345',
    });
  });

  it('leaves an id that the advisory has, and says so', () => {
    const given = aReadyCase({ advisory: someFacts() });
    expect(ask(given, 'CVE-2026-54321')).toMatchObject({ outcome: 'refused', refusal: { code: 'already-done' } });
    expect(wordsOf(ask(given)).join()).toBe('The CVE id is CVE-2026-12345.');
  });
});

describe('the id that comes on the advisory', () => {
  const comes = (given: Case, at: number) => decide(given, seen({ kind: 'AdvisoryRead', advisory: someFacts() }, at), policy, at);

  it('is told once, and is named by what goes out from then on, but by no text that goes out while it is embargoed', () => {
    const decision = comes(asked, now);
    expect(wordsOf(decision).join()).toContain('The advisory has a CVE id: CVE-2026-12345.');
    expect(wordsOf(decide(nextOf(decision), seen({ kind: 'AdvisoryRead', advisory: someFacts() }, now), policy, now))).toEqual([]);
    expect(factsFor('fixed', nextOf(decision), policy)['cve']).toBe('CVE-2026-12345');
    expect(JSON.stringify(factsFor('forthcoming', nextOf(decision), policy))).not.toContain('CVE-2026-12345');
  });

  it('is told after the publication with what the notices had said', () => {
    const published = { ...aPublishedCase(), advisory: withoutCve, caseIssue: asked.caseIssue };
    expect(wordsOf(comes(published, publishedAt + 999 * hourMs)).join()).toContain('notices that are out already say that it is pending');
  });

  it('that was set here is no news', () => {
    const set = nextOf(ask(aReadyCase({ advisory: withoutCve }), 'CVE-2026-12345'));
    expect(wordsOf(comes(set, now))).toEqual([]);
  });
});
