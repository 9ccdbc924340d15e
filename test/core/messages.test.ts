// The pages that are kept in place, and what `/why` answers.
import { describe, expect, it } from '@jest/globals';
import { linesBoard } from '../../src/core/fix/fix-words.ts';
import { decide } from '../../src/core/decide.ts';
import { boardPage, caseIssueTitle, statusPage } from '../../src/core/pages.ts';
import { whyPage } from '../../src/core/schedule/why-page.ts';
import { parseCvss } from '../../src/core/score/cvss.ts';
import { aCase, aCaseId, aPolicy, reportedAt } from '../fixtures/a-case.ts';
import {
  aPull,
  aReadyCase,
  ana,
  ben,
  dayMs,
  effectsOf,
  hourMs,
  lgtmOf,
  max,
  releaseAt,
  rita,
  sha,
  typed,
  wordsOf,
} from '../fixtures/happenings.ts';

const policy = aPolicy();
const now = reportedAt + hourMs;

describe('the status page', () => {
  it('of a new report reads so', () => {
    expect(statusPage(aCase({ recent: [{ at: reportedAt, words: 'the report came in' }] }), policy, now)).toBe(
      [
        '### Where this report stands: reported, not answered yet',
        '',
        'Thank you: this report has arrived. Please keep it confidential. You will hear from the maintainers by 2026-03-05 23:59 UTC (Thursday). How reports are handled here: https://github.com/acme/widget/security/policy',
        '',
        '- **Fix Lead**: nobody yet (a maintainer says `/fix-lead`)',
        '- **In triage**: since 2026-03-02 09:00 UTC (Monday)',
        '- **CVSS**: not scored yet',
        '- **Release Date**: not set',
        '',
        '| Due | What | Who | |',
        '|---|---|---|---|',
        '| 2026-03-05 23:59 UTC | the first answer to the reporter | the maintainers | open |',
        '| 2026-03-09 23:59 UTC | the reviewed fix for every line | the Fix Lead (nobody yet) | open |',
        '',
        '**Lately**',
        '- 2026-03-02 09:00 UTC: the report came in',
        '',
        '<sub>This comment is kept up to date. `/help` on a line of its own lists what can be said here.</sub>',
      ].join('\n'),
    );
  });

  it.each([
    { name: 'an answered report', given: aCase({ acknowledged: { by: max.login, at: now } }), says: 'answered, being looked into' },
    { name: 'an accepted one', given: aReadyCase({ release: undefined }), says: 'accepted, being fixed' },
    { name: 'one with a date', given: aReadyCase(), says: 'accepted, to be published 2026-03-07 09:00 UTC (Saturday)' },
    {
      name: 'one on hold without a date',
      given: aReadyCase({ release: undefined, holds: [{ by: rita.login, at: 0, reason: 'no' }] }),
      says: 'accepted, on hold',
    },
    {
      name: 'one on hold with a date',
      given: aReadyCase({ holds: [{ by: rita.login, at: 0, reason: 'no' }] }),
      says: 'accepted, on hold, to be published 2026-03-07 09:00 UTC (Saturday)',
    },
    {
      name: 'one whose date passed',
      given: aReadyCase({ release: { by: max.login, at: 0, releaseAt: now } }),
      says: 'accepted, was to be published 2026-03-02 10:00 UTC (Monday)',
    },
    { name: 'one being published', given: aReadyCase({ phase: 'publishing' }), says: 'being published' },
    {
      name: 'a published one',
      given: aReadyCase({ phase: 'published', published: { at: releaseAt, by: 'fixlead' } }),
      says: 'published 2026-03-07 09:00 UTC (Saturday)',
    },
    { name: 'a closed one', given: aCase({ phase: 'rejected' }), says: 'closed, not treated as a vulnerability' },
  ])('of $name says "$says" first', ({ given, says }) => {
    expect(statusPage(given, policy, now).split('\n')[0]).toBe(`### Where this report stands: ${says}`);
  });

  it('of a closed case asks for nothing any more, and gives the reason', () => {
    const page = statusPage(
      aCase({ phase: 'rejected', rejected: { by: max.login, at: now, reason: 'Works as *designed*.' } }),
      policy,
      now,
    );
    expect(page).toContain('- **Reason**: Works as \\*designed\\*.');
    expect(page).not.toMatch(/nobody yet|not scored yet|not set/);
  });

  it('shows when something was met, and when it was late', () => {
    const page = (at: number) => statusPage(aCase({ acknowledged: { by: max.login, at } }), policy, now + 9 * dayMs);
    expect(page(now)).toContain('| the maintainers | met 2026-03-02 10:00 UTC |');
    expect(page(now + 4 * dayMs)).toContain('| the maintainers | met late 2026-03-06 10:00 UTC |');
    expect(page(now)).toContain('| the Fix Lead (nobody yet) | overdue |');
  });

  it('remembers the last six things and no more', () => {
    let given = aCase();
    for (let hour = 1; hour <= 9; hour += 1) {
      const decision = decide(given, typed({ kind: 'HoldPlaced', reason: 'no' }, { at: reportedAt + hour * hourMs }), policy, now);
      if (decision.outcome === 'accepted') given = decision.next;
    }
    expect(given.recent.map((note) => (note.at - reportedAt) / hourMs)).toEqual([4, 5, 6, 7, 8, 9]);
  });
});

describe('the board in the case issue', () => {
  const parsed = parseCvss('CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N');
  if (!parsed.ok) throw new Error(parsed.problem.message);
  const voided = { ...lgtmOf(ben.login), voidedAt: now, why: 'new-push' as const };
  const given = aReadyCase({
    fixLead: { login: ana.login, by: ana.login, at: now },
    score: { by: ana.login, at: now, cvss: parsed.value, final: undefined },
    holds: [{ by: rita.login, at: now, reason: 'not <yet>' }],
    pullRequests: [aPull({ headSha: sha('b'), lgtms: [lgtmOf(ana.login, { sha: sha('b') })], voided: [voided] })],
    stuck: [{ key: 'k', what: 'ShowCheck', error: 'Not @found', at: now }],
  });

  it('of a case in the middle of it reads so', () => {
    expect(boardPage(given, policy, now)).toBe(
      [
        'https://github.com/acme/widget/security/advisories/GHSA-2222-3333-4444',
        '`/help` lists what can be said here.',
        '',
        '## accepted, on hold, to be published 2026-03-07 09:00 UTC (Saturday)',
        '',
        '- **Fix Lead**: @ana',
        '- **Affected**: not said yet (a maintainer says `/affects LINE…`)',
        '- **CVSS**: 6.5 Medium, `CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N`, by @ana, provisional',
        '- **Priority**: highest, because of confidentiality (S69)',
        '- **Release Date**: 2026-03-07 09:00 UTC (Saturday)',
        '- **Credit**: the reporter is named only on their word: `/credit yes`, `/credit yes NAME` or `/credit no`',
        '',
        '- **On hold** by @rita: not &lt;yet>',
        '',
        '- **About the Release Date**: That day is no business day.',
        '',
        '| Due | What | Who | |',
        '|---|---|---|---|',
        '| 2026-03-05 23:59 UTC | the first answer to the reporter | the maintainers | met 2026-03-02 10:00 UTC |',
        '| 2026-03-09 23:59 UTC | the reviewed fix for every line | Fix Lead @ana | open |',
        '| 2026-03-07 09:00 UTC | the publication of the advisory | a maintainer, with /publish | open |',
        '',
        '### Before it may be published',
        '- ✅ **accepted**: the report is accepted',
        '- ❌ **LGTM release-1.0**: no pull request (needs: a pull request in the fix repository that names GHSA-2222-3333-4444 in its branch, title or body)',
        '- ❌ **LGTM main**: #11 has 1 of 2 LGTMs (needs: 2 different maintainers who wrote none of it, with /lgtm or an approving review)',
        '- ❌ **no hold**: held by @rita (needs: @rita or the Fix Lead, with /hold cancel)',
        '- ❌ **Release Date**: 2026-03-07 09:00 UTC, not reached yet (needs: nothing but time)',
        '',
        '| Line | Fix | LGTM | CI | Release |',
        '|---|---|---|---|---|',
        '| release-1.0 | ❌ none yet |  |  |  |',
        '| main | #11 open `bbbbbbbbbb` | 1 of 2, @ana, ~~@ben~~ (new push) |  |  |',
        '',
        '### Given up: a person must look',
        '- 2026-03-02 10:00 UTC, showing the LGTM check: Not @\u200Bfound',
      ].join('\n'),
    );
  });

  it('shows a hostile branch harmlessly, within its column', () => {
    const page = boardPage(aReadyCase({ pullRequests: [aPull({ line: '@everyone|x' })] }), policy, now);
    expect(page).toContain('\n| @\u200Beveryone\\|x | #11 open `aaaaaaaaaa` |');
  });

  it('of a new report begins with what is wanted, and calls the team', () => {
    expect(boardPage(aCase(), policy, now).split('\n')[0]).toBe(
      '@acme/security: a security advisory needs you. Read it at https://github.com/acme/widget/security/advisories/GHSA-2222-3333-4444. A new report is answered with `/ack`, `/accept` or `/reject REASON`, there or here; `/help` lists what else can be said.',
    );
  });

  it('where no team is named calls nobody', () => {
    expect(boardPage(aCase(), aPolicy({ maintainers: undefined }), now)).toMatch(/^Maintainers: a security advisory needs you\./);
  });

  it('of a published case has no gates any more', () => {
    expect(boardPage(aReadyCase({ phase: 'published' }), policy, now)).not.toContain('Before it may be published');
  });

  it('has a title that says nothing of the report', () => {
    expect(caseIssueTitle(aCase())).toBe(`Security case ${aCaseId}`);
  });
});

describe('/why', () => {
  it('names what is due, how it was counted, where it stands, and the sentences of the policy', () => {
    expect(whyPage(aCase(), policy, now, { topic: 'first-answer', withSettings: false })).toBe(
      [
        '**first-answer**: the first answer to the reporter, owed by the maintainers.',
        'Due 2026-03-05 23:59 UTC (Thursday): 3 business days after Mon 2 Mar 2026 (calendar none, UTC). It is open.',
        '- S9 (G:20): “Emails will be addressed within 3 business days”',
        '- S24 (G:47): “The maintainers will initiate a conversation with the reporter within 3 business days”',
      ].join('\n'),
    );
  });

  it('without a topic names everything that is due', () => {
    const page = whyPage(aReadyCase(), policy, now, { topic: undefined, withSettings: false });
    expect(page.match(/^\*\*[a-z-]+\*\*/gm)).toEqual(['**first-answer**', '**fix**', '**release**']);
  });

  it('about something unknown says what may be asked, and calls nobody', () => {
    expect(whyPage(aCase(), policy, now, { topic: '@everyone', withSettings: false })).toBe(
      'Nothing called "@\u200Beveryone" is due here. You may ask: `/why first-answer`, `/why fix`, `/why publish`, `/why refused`.',
    );
  });
});

describe('asking', () => {
  it.each([
    {
      name: '/status answers in private with the page that the reporter may read, and the board of lines',
      event: typed({ kind: 'StatusAsked' }, { by: rita }),
      page: `${statusPage(aReadyCase(), policy, now)}\n\n${linesBoard(aReadyCase(), policy)}`,
    },
    { name: '/help answers with the table it was given', event: typed({ kind: 'HelpAsked', page: 'the table' }), page: 'the table' },
    {
      name: '/why answers with the reasons',
      event: typed({ kind: 'WhyAsked', topic: 'fix' }),
      page: whyPage(aReadyCase(), policy, now, { topic: 'fix', withSettings: false }),
    },
  ])('$name, and changes nothing', ({ event, page }) => {
    const decision = decide(aReadyCase(), event, policy, now);
    expect(wordsOf(decision)).toEqual([page]);
    expect(decision).toMatchObject({ outcome: 'accepted', next: aReadyCase() });
  });

  it('something that was not understood is answered with what was wrong', () => {
    const event = typed({ kind: 'CommandNotUnderstood', code: 'unknown-command', message: 'Did you mean `/ack`?' }, { by: rita });
    const decision = decide(aReadyCase(), event, policy, now);
    expect(decision).toMatchObject({ outcome: 'refused', refusal: { code: 'not-understood' } });
    expect(effectsOf(decision)).toHaveLength(1);
    expect(wordsOf(decision)).toEqual(['Did you mean `/ack`?']);
  });
});
