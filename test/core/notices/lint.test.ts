// What a notice must say, and what it must not say while the case is embargoed.
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { approvedKinds } from '../../../src/core/notices/kinds.ts';
import { lint } from '../../../src/core/notices/lint.ts';
import { noNotices } from '../../../src/core/notices/notice-policy.ts';
import { check } from '../../../src/core/notices/writing.ts';
import { aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { toldEarly } from '../../fixtures/early.ts';
import { aReadyCase, max } from '../../fixtures/happenings.ts';

const policy = aPolicy();

function withMitigation(words: string, overrides: Partial<Case> = {}): Case {
  return aReadyCase({ mitigation: { by: max.login, at: reportedAt, words }, ...overrides });
}

describe('our own texts', () => {
  it.each([...approvedKinds, 'correction' as const])('of the kind %s pass their own lint, whatever is known', (kind) => {
    for (const thisCase of [aReadyCase(), withMitigation('none'), withMitigation('Set max-depth to 10.')])
      expect(check(kind, { ...thisCase, affected: { by: max.login, at: 0, lines: ['release-0.9'] } }, policy).findings).toEqual([]);
  });
});

describe('a notice of a forthcoming fix', () => {
  it.each([
    { name: 'without a date', body: 'Please upgrade. No mitigation. CVE: pending.', rule: 'S105' },
    { name: 'with the date in another form', body: 'Upgrade on 7 March 2026. No mitigation. CVE: pending.', rule: 'S105' },
    { name: 'without what to do', body: 'It comes 2026-03-07 09:00 UTC. No mitigation. CVE: pending.', rule: 'S108' },
    { name: 'without a word on the mitigation', body: 'Upgrade 2026-03-07 09:00 UTC. CVE: pending.', rule: 'S107' },
    { name: 'without a CVE', body: 'Upgrade 2026-03-07 09:00 UTC. No mitigation.', rule: 'S110' },
    { name: 'without the way to upgrade', body: 'Upgrade 2026-03-07 09:00 UTC. No mitigation. CVE: pending.', rule: 'S111' },
    { name: 'that is unfinished', body: 'Upgrade 2026-03-07 09:00 UTC. TODO: mitigation. CVE: pending.', rule: 'S108' },
  ])('$name is found wanting', ({ body, rule }) => {
    const findings = lint('forthcoming', { subject: 'A fix', body }, aReadyCase(), policy);
    expect(findings.map((finding) => finding.rule)).toContain(rule);
  });

  it.each([
    { name: 'a word of the title', words: 'Do not let anybody read it.', what: 'title' },
    { name: 'the same in capitals', words: 'Switch WIDGETS off.', what: undefined },
    { name: 'a path from the report', words: 'Deny /widgets/1 at your proxy.', what: 'report' },
    { name: 'a name from the report', words: 'Unset read_all.', what: 'report' },
    { name: 'a file', words: 'Delete parser.go.', what: 'file' },
    { name: 'a path', words: 'Restrict src/server/auth.', what: 'path' },
    { name: 'a commit', words: 'Revert 4f2c9a1.', what: 'commit' },
    { name: 'a pull request', words: 'Apply #12.', what: 'pull request' },
    { name: 'a piece of a patch', words: 'Apply:\n+++ b', what: 'patch' },
    { name: 'the kind of weakness', words: 'Block SQL injection in your firewall.', what: 'kind of weakness' },
    { name: 'its number', words: 'See CWE-79.', what: 'kind of weakness' },
    { name: 'how it is attacked', words: 'Keep attackers out.', what: 'attacking' },
    { name: 'the part', words: 'Do not call the vulnerable endpoint.', what: 'part' },
    { name: 'the advisory', words: 'See GHSA-2222-3333-4444.', what: 'advisory' },
    { name: 'the private repository', words: 'See acme/widget-security.', what: 'private repository' },
    { name: 'the reporter', words: 'Thanks to @rita.', what: 'reporter' },
  ])('gives too much away with $name in its mitigation (S61)', ({ words, what }) => {
    const thisCase = withMitigation(words, {
      report: {
        title: 'Secrets can be read by anybody',
        text: 'Ask for /widgets/1 with `read_all`.',
        reporter: 'rita' as never,
        reportedAt,
      },
    });
    const says = check('forthcoming', thisCase, policy).findings.map((finding) => finding.says);
    if (what === undefined) expect(says).toEqual([]);
    else expect(says).toContainEqual(expect.stringMatching(new RegExp(`^has .*${what}.* in its line \\d+`)));
  });

  it('never repeats the word that gave it away', () => {
    const says = check('forthcoming', withMitigation('Keep anybody from it.'), policy).findings.map((finding) => finding.says);
    expect(says).toEqual([expect.not.stringContaining('anybody')]);
  });

  it('may use whatever the project had written before there was a case', () => {
    const template =
      'Anybody who runs widget\nUpgrade {{ release_date }}: {{ upgrade }} No mitigation. CVE: pending. Attackers read parser.go as well.';
    const notices = { ...policy.notices, templates: { forthcoming: template } };
    expect(check('forthcoming', aReadyCase(), aPolicy({ notices: notices as never })).findings).toEqual([]);
  });

  it('leaves words of the report alone once the advisory is public', () => {
    expect(check('fixed', withMitigation('Let nobody but anybody read /widgets/1.'), policy).findings).toEqual([]);
  });
});

describe('a notice that the fix is there', () => {
  const page = 'https://distribution.example.org/security';
  const withPages = aPolicy({ notices: { ...noNotices, upgrade: 'Run the installer.', documentation: [page] } });

  it.each([
    { name: 'without a word on the mitigation', body: `Upgrade. Run the installer. CVE: pending. ${page}`, rule: 'S48' },
    { name: 'without a CVE', body: `Upgrade. Run the installer. No mitigation. ${page}`, rule: 'S110' },
    { name: 'without how to apply it', body: `Upgrade. No mitigation. CVE: pending. ${page}`, rule: 'S111' },
    { name: 'without the pages of distributors', body: 'Upgrade. Run the installer. No mitigation. CVE: pending.', rule: 'S112' },
  ])('$name is found wanting, and of nothing else ($rule)', ({ body, rule }) => {
    const findings = lint('fixed', { subject: 'A fix', body }, aReadyCase(), withPages);
    expect(findings.map((finding) => finding.rule)).toEqual([rule]);
  });

  it('links to what distributors wrote, also to the advisory that one of them published for this case (S49, S112)', () => {
    const advisory = 'https://example-linux.example.org/advisories/7';
    const told = toldEarly(['example-linux']);
    const answered = {
      ...told,
      answers: [{ member: 'example-linux', by: max.login, at: reportedAt, what: 'advisory' as const, link: advisory }],
    };
    const body = check('fixed', aReadyCase({ early: answered }), withPages).text?.body;
    for (const link of [page, advisory]) expect(body).toContain(`- ${link}`);
  });
});

describe('the first word to distributors', () => {
  it.each(['early-plan', 'early-patches'] as const)('has the mitigation and the lines that will be fixed, as %s (S50)', (kind) => {
    const body = check(kind, withMitigation('Set max-depth to 10.'), policy).text?.body;
    expect(body).toContain('Set max-depth to 10.');
    for (const line of policy.lines) expect(body).toContain(line);
  });
});
