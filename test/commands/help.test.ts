import { describe, expect, it } from '@jest/globals';
import { commands } from '../../src/commands/commands.ts';
import { helpPage, printCommandsPage } from '../../src/commands/help.ts';
import { aPolicy } from '../fixtures/a-case.ts';

describe('the answer to /help', () => {
  const rows = helpPage(aPolicy()).split('\n');

  it('is a table with every command, once, in the order of the table', () => {
    expect(rows.slice(2).map((row) => /^\| `\/([a-z-]+)/.exec(row)?.[1])).toEqual(commands.map((row) => row.name));
    for (const row of rows) expect(row.split('|')).toHaveLength(6);
  });

  it('says who may and where, in the names of this policy', () => {
    expect(rows).toContain(
      '| `/lgtm [SHA or cancel or LINE SHA or cancel LINE]` | Approves the present head of this pull request, or the commit named; `cancel` takes it back. With a line it is declared for GitHub’s temporary private fork. | members of `acme/security` | fix pull requests |',
    );
    expect(rows).toContain(
      '| `/publish [anyway REASON… or later REASON…]` | Publishes the advisory, if every gate is green, once the fix is out; `anyway` does not wait for the fix, `later` says why a public fix has no advisory yet. | members of `acme/security` | the case issue |',
    );
  });

  it('names the Fix Lead where the policy leaves the last word to them', () => {
    const page = helpPage(aPolicy({ scoreFinalCall: 'fix-lead', dateFinalSay: 'fix-lead' }));
    expect(page).toMatch(
      /`\/cvss \[VECTOR or final\]` .* \| members of `acme\/security`; parts of it: the Fix Lead; maintainers and the reporter \|/,
    );
    expect(page).toMatch(/`\/date \[propose .* \| the Fix Lead; parts of it: maintainers and the reporter; members of `acme\/security` \|/);
  });

  it('calls nobody, so that a curious question wakes no team', () => {
    expect(helpPage(aPolicy())).not.toMatch(/(?<!`[^`]*)@(?!LOGIN)\w/);
  });
});

describe('docs/commands.md', () => {
  const page = printCommandsPage();

  it('has a section for every command, with its examples', () => {
    for (const row of commands) {
      expect(page).toContain(`\n## \`/${row.name}`);
      for (const example of row.examples) expect(page).toContain(`\`${example}\``);
    }
  });

  it('says when each can be said, and where the taking back differs', () => {
    expect(page).toContain('- When the case is: reported, accepted, publishing.\n- `/hold cancel` when the case is: reported, accepted.\n');
    expect(page).not.toContain('`/lgtm cancel` when');
  });

  it('names nobody in particular, because it is for every project', () => {
    expect(page).toContain('- Who: the maintainers or the Fix Lead, as the policy says.');
    expect(page).not.toContain('acme');
  });

  it('says where a command may stand, which the reader of comments keeps to', () => {
    expect(page).toContain('\n## Where a command may stand\n');
  });
});
