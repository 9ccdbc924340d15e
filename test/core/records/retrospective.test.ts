// The draft of a retrospective: from the record alone, for maintainers, with what was late and how long users were exposed (S74).
import { describe, expect, it } from '@jest/globals';
import { boardPage, statusPage } from '../../../src/core/pages.ts';
import { decide } from '../../../src/core/decide.ts';
import { retrospective } from '../../../src/core/records/retrospective.ts';
import { aPolicy, aReporter, reportedAt } from '../../fixtures/a-case.ts';
import { aFixedNotice, aPull, aReadyCase, ana, dayMs, hourMs, max, nextOf, releaseAt, rita, typed } from '../../fixtures/happenings.ts';

const policy = aPolicy({ acknowledgeBusinessDays: 0 });
const publishedAt = releaseAt + 90_000;
const done = aReadyCase({
  phase: 'published',
  acknowledged: { by: max.login, at: reportedAt + 2 * dayMs },
  knownPublicly: { by: max.login, at: releaseAt - 3 * dayMs, where: 'a forum' },
  published: { at: publishedAt, by: 'fixlead' },
  notices: [
    {
      ...aFixedNotice(),
      sends: [
        ...aFixedNotice({ channel: 'slack:announce', state: 'sent', at: publishedAt + 12_000 }).sends,
        ...aFixedNotice({ state: 'sent', at: publishedAt + hourMs }).sends,
      ],
    },
  ],
  readBack: { at: publishedAt, differs: ['the title is not the one that I last read before the publication'] },
  pullRequests: [aPull({ override: { by: max.login, at: reportedAt, reason: 'the CI is down', sha: 'a'.repeat(40) } })],
  exception: { by: max.login, at: reportedAt, reason: 'it is <b>exploited</b>' },
  dateObjections: [
    {
      by: aReporter,
      at: reportedAt,
      party: 'reporter',
      releaseAt,
      concern: 'my talk',
      ended: { by: max.login, at: reportedAt + hourMs, how: 'overruled' },
    },
  ],
  releaseDay: {
    fixes: [{ line: 'main', sha: 'a'.repeat(40), at: releaseAt }],
    releases: [{ line: 'main', tag: 'v1.4.2', at: publishedAt + 5_000 }],
  },
});
const page = retrospective(done, policy, publishedAt);

describe('the retrospective', () => {
  it.each([
    { name: 'how long the fix was public before the advisory, in seconds', says: '- fix public on main → advisory public: 90 s\n' },
    {
      name: 'how long each channel waited for its notice, and how long it took in all',
      says: [
        '- advisory public → `slack:announce` (fixed): 12 s',
        '- advisory public → `by-hand:blog` (fixed): 3600 s',
        '- fix public → last channel told: 3690 s',
      ].join('\n'),
    },
    { name: 'what went out when', says: '- 2026-03-07 09:01 UTC: fixed went out on `slack:announce`' },
    { name: 'whether the advisory reads as it was meant', says: '**Read back**\n- the title is not the one' },
    { name: 'gates that were overridden', says: '- gates of main overridden by @max: the CI is down' },
    { name: 'how long it was publicly known', says: '- publicly known → advisory public: 259290 s (3.0 d)\n' },
    { name: 'what came in the wrong order', says: 'release v1.4.2 of main → advisory public: 5 s, the advisory first' },
    {
      name: 'what was late, by how much and by which rule',
      says: 'the first answer to the reporter: due 2026-03-02 23:59 UTC, met 2026-03-04 09:00 UTC, 118800 s (33.0 h) late; S9 (G:20), S24 (G:47)',
    },
    { name: 'what was decided against the rule', says: 'exception for unsupported lines, by @max: it is &lt;b>exploited&lt;/b>' },
    {
      name: 'objections, and what became of them',
      says: '- @rita to 2026-03-07 09:00 UTC: my talk (overruled 2026-03-02 10:00 UTC by @max)',
    },
    { name: 'what happened when', says: '- 2026-03-07 09:01 UTC: advisory published' },
  ])('tells $name', ({ says }) => {
    expect(page).toContain(says);
  });

  it.each([
    { name: 'at its very last millisecond as in time', ms: 59_999, says: undefined },
    {
      name: 'one millisecond past its minute as late, and not by 0 s',
      ms: 60_000,
      says: 'met 2026-03-07 09:01 UTC, less than a second late;',
    },
    { name: 'a second past it as late by that', ms: 60_999, says: 'met 2026-03-07 09:01 UTC, 1 s late;' },
  ])('tells of a publication $name', ({ ms, says }) => {
    const text = retrospective({ ...done, published: { at: releaseAt + ms, by: 'fixlead' } }, policy, publishedAt);
    expect(/the publication of the advisory: due 2026-03-07 09:00 UTC, (.*?;)/.exec(text)?.[1]).toBe(says);
  });

  it('has its timeline in order', () => {
    const times = [...page.slice(page.indexOf('**What happened**')).matchAll(/^- (\S+ \S+) UTC:/gm)].map(([, at]) => at);
    expect(times.length).toBeGreaterThan(5);
    expect(times).toEqual(times.toSorted());
  });

  it('stands in the case issue once the case is published, and never on the advisory', () => {
    expect(boardPage(done, policy, publishedAt)).toContain('### Retrospective, a draft');
    expect(statusPage(done, policy, publishedAt)).not.toContain('Retrospective');
    expect(boardPage(aReadyCase(), policy, releaseAt)).not.toContain('Retrospective');
  });

  it('repeats nothing of the report', () => {
    expect(page).not.toMatch(/Widgets can be read|Ask for/);
  });

  it('remembers a hold that was lifted', () => {
    const held = nextOf(
      decide(aReadyCase(), typed({ kind: 'HoldPlaced', reason: 'It breaks upgrades.' }, { by: rita }), policy, releaseAt - dayMs),
    );
    const lifted = nextOf(
      decide(held, typed({ kind: 'HoldLifted' }, { by: rita, at: reportedAt + 2 * hourMs }), policy, releaseAt - dayMs),
    );
    expect(retrospective(lifted, policy, releaseAt)).toContain(
      '- @rita, 2026-03-02 10:00 UTC, lifted by @rita 2026-03-02 11:00 UTC: It breaks upgrades.',
    );
  });

  it('of an early case says what there is', () => {
    expect(
      retrospective(aReadyCase({ published: undefined, fixLead: { login: ana.login, by: ana.login, at: reportedAt } }), policy, releaseAt),
    ).not.toContain('Exposure');
  });
});
