// After the publication: the advisory is read back, whoever was not told is named, and how it went is written down.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import type { AdvisoryFacts } from '../../../src/core/records/advisory-facts.ts';
import { decide } from '../../../src/core/decide.ts';
import { parseCvss } from '../../../src/core/score/cvss.ts';
import { wakeUps } from '../../../src/core/schedule/wake-ups.ts';
import { aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aFixedNotice, aReadyCase, dayMs, effectsOf, hourMs, max, nextOf, releaseAt, seen, wordsOf } from '../../fixtures/happenings.ts';
import { someFacts } from '../records/a-record.ts';

const policy = aPolicy();
const [vector = ''] = someFacts().vectors;

function published(overrides: Partial<Case> = {}): Case {
  const parsed = parseCvss(vector);
  if (!parsed.ok) throw new Error('the vector is none');
  const score = { by: max.login, at: reportedAt, cvss: parsed.value, final: undefined };
  const facts = { phase: 'published', published: { at: releaseAt, by: 'fixlead' }, advisory: someFacts(), score } as const;
  return aReadyCase({ ...facts, ...overrides });
}

const read = (given: Case, advisory: AdvisoryFacts) =>
  decide(given, seen({ kind: 'AdvisoryRead', advisory }, releaseAt + 60_000), policy, releaseAt + 60_000);
const patched = { fixes: [], releases: [{ line: 'main', tag: 'v1.4.2', at: releaseAt }] };

describe('the published advisory', () => {
  it('that reads as it was meant is remembered so, and nobody is bothered', () => {
    const decision = read(published({ releaseDay: patched }), someFacts());
    expect(nextOf(decision).readBack).toEqual({ at: releaseAt + 60_000, differs: [] });
    expect(wordsOf(decision)).toEqual([]);
  });

  it.each([
    { name: 'another title', facts: { title: 'Something else' }, says: 'the title is not the one that I last read' },
    { name: 'another text', facts: { text: 'Something else' }, says: 'the text is not the one that I last read' },
    {
      name: 'another severity',
      facts: { vectors: ['CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N'] },
      says: 'the severity is not that of the vector',
    },
    { name: 'another CVE id', facts: { cveId: 'CVE-2026-99999' }, says: 'the CVE id is another one, not CVE-2026-12345' },
    { name: 'no patched version', facts: { vulnerabilities: [{ range: '< 2' }] }, says: '1 of its packages names no patched version' },
  ])('with $name is told at once', ({ facts, says }) => {
    const words = wordsOf(read(published({ releaseDay: patched }), someFacts(facts))).join();
    expect(words).toContain(says);
    expect(words).not.toContain('Something else');
  });

  it('is read back once: what changes later is a revision', () => {
    const known = nextOf(read(published(), someFacts()));
    expect(wordsOf(read(known, someFacts({ title: 'Better words' })))).toEqual([]);
  });

  it('whose vector only came back in another order reads as it was meant', () => {
    const turned = vector.split('/').toReversed().join('/');
    expect(nextOf(read(published(), someFacts({ vectors: [turned] }))).readBack?.differs).toEqual([]);
  });

  it('is held against the vector that the policy wanted there, not the one given last', () => {
    const parsed = parseCvss('CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N');
    if (!parsed.ok) throw new Error('the vector is none');
    const score = { by: max.login, at: reportedAt, cvss: parsed.value, final: undefined, onAdvisory: vector };
    expect(nextOf(read(published({ score }), someFacts())).readBack?.differs).toEqual([]);
    const { onAdvisory: _, ...last } = score;
    expect(nextOf(read(published({ score: last }), someFacts())).readBack?.differs).toHaveLength(1);
  });
});

const wakes = (given: Case, rules = policy) => wakeUps(given, rules).map(({ name, dueAt }) => `${name} +${(dueAt - releaseAt) / hourMs} h`);
const ring = (given: Case, name: string, dueAt: number) => decide(given, seen({ kind: 'WakeUpRang', name, dueAt }, dueAt), policy, dueAt);
const told = {
  ...aFixedNotice(),
  sends: ['slack:announce', 'by-hand:blog'].flatMap((channel) => aFixedNotice({ channel, state: 'sent' }).sends),
};

describe('an hour after the publication', () => {
  it.each([
    {
      name: 'nobody approved the notice',
      notices: [],
      says: '- fixed on `slack:announce`: nobody has approved the text: `/notice preview fixed`',
    },
    {
      name: 'nobody said that they posted it',
      notices: [aFixedNotice()],
      says: '- fixed on `by-hand:blog`: nobody has said that they posted it',
    },
    {
      name: 'it could not be sent',
      notices: [aFixedNotice({ channel: 'slack:announce', state: 'failed' as const })],
      says: '- fixed on `slack:announce`: it could not be sent: `/notice retry fixed slack:announce`',
    },
  ])('it is said what to do where $name', ({ notices, says }) => {
    expect(wordsOf(ring(published({ notices }), 'channels-check', releaseAt + hourMs)).join()).toContain(says);
  });

  it('nothing is said where every channel was told', () => {
    expect(wakes(published({ notices: [told] }))).toEqual(['retrospective +24 h']);
  });
});

describe('the retrospective', () => {
  const done = published({ notices: [told], readBack: { at: releaseAt, differs: [] } });

  it('is posted after an hour where nothing is open any more, and after a day otherwise', () => {
    expect(wakes(done)).toEqual(['retrospective +1 h']);
    expect(wakes(published())).toEqual(['channels-check +1 h', 'retrospective +24 h']);
  });

  it('is posted once, in private, with its figures', () => {
    const decision = ring(done, 'retrospective', releaseAt + hourMs);
    const said = effectsOf(decision).filter((effect) => effect.kind === 'SayInFixRepository');
    expect(said.map(({ audience }) => audience)).toEqual(['maintainers']);
    expect(wordsOf(decision).join()).toContain('### Retrospective, a draft');
    expect(wakes(nextOf(decision))).toEqual([]);
    expect(ring(nextOf(decision), 'retrospective', releaseAt + dayMs).outcome).toBe('ignored');
  });

  it('waits for a place that only maintainers read', () => {
    expect(wakes({ ...done, caseIssue: undefined })).toEqual([]);
  });
});
