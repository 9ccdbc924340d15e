// The settings about notices: channels, templates, zones.
import { describe, expect, it } from '@jest/globals';
import { formatProblem } from '../../src/policy/policy-problem.ts';
import { readPolicy } from '../../src/policy/read-policy.ts';

function found(text: string): readonly string[] {
  const read = readPolicy(text, { path: 'fixlead.yml' });
  return read.ok
    ? []
    : read.problems.map(
        ({ line, column, code, suggestion }) => `${line}:${column} ${code}${suggestion === undefined ? '' : ` → ${suggestion}`}`,
      );
}

function noticesOf(text: string) {
  const read = readPolicy(text, { path: 'fixlead.yml' });
  if (!read.ok) throw new Error(read.problems.map(formatProblem).join('\n'));
  return read.policy.notices;
}

describe('a channel', () => {
  it.each([
    { name: 'of an unknown kind', text: 'channels: { fixed: ["twitter:us"] }', problems: ['1:21 not-allowed'] },
    { name: 'of a misspelt kind', text: 'channels: { fixed: ["by_hand:blog"] }', problems: ['1:21 not-allowed → by-hand:blog'] },
    { name: 'without a name', text: 'channels: { fixed: ["slack:"] }', problems: ['1:21 not-allowed'] },
    {
      name: 'that is the secret itself',
      text: 'channels: { fixed: ["slack:https://hooks.slack.com/services/T/B/x"] }',
      problems: ['1:21 not-allowed'],
    },
    {
      name: 'with an address that could end a header',
      text: 'channels: { fixed: ["mail:a@b.org\\nBcc: c@d.org"] }',
      problems: ['1:21 not-allowed'],
    },
    { name: 'that is no address', text: 'channels: { fixed: ["mail:announce"] }', problems: ['1:21 not-allowed'] },
    { name: 'that GitHub does not have', text: 'channels: { fixed: ["github:wall"] }', problems: ['1:21 not-allowed'] },
    {
      name: 'in the notes of a release, for a notice from before there is one,',
      text: 'channels: { forthcoming: ["github:release"] }',
      problems: ['1:27 not-allowed → github:issue'],
    },
    { name: 'of a kind of notice that nobody approves', text: 'channels: { correction: ["slack:a"] }', problems: ['1:13 unknown-key'] },
  ])('$name is refused', ({ text, problems }) => {
    expect(found(text)).toEqual(problems);
  });

  it('named twice counts once, so that nobody is told twice', () => {
    expect(noticesOf('channels: { fixed: ["slack:a", "github:issue", "slack:a"] }')?.channels.fixed).toEqual(['slack:a', 'github:issue']);
  });
});

describe('a template of the project', () => {
  it.each([
    { name: 'has a variable that nobody knows', template: 'A fix\\nSee {{ titel }}' },
    { name: 'names the advisory while it is embargoed', template: 'A fix\\nSee {{ advisory_url }}' },
    { name: 'has a filter that looks at the clock', template: "A fix\\n{{ 'now' | date: '%Y' }}" },
    { name: 'has a tag that reads a file', template: "A fix\\n{% include '/etc/passwd' %}" },
    { name: 'is not closed', template: 'A fix\\n{% if mitigation %}x' },
    { name: 'has a subject and nothing else', template: 'A fix' },
    { name: 'never ends', template: 'A fix\\n{% for i in (1..100000000) %}x{% endfor %}' },
    { name: 'uses a variable only where something is unknown', template: 'A fix\\n{% if mitigation %}x{% else %}{{ nope }}{% endif %}' },
  ])('that $name is refused, where it stands', ({ template }) => {
    expect(found(`publish: confirm\ntemplates:\n  forthcoming: "${template}"\n`)).toEqual(['3:16 bad-template']);
  });

  it('is refused with the line in it, and what it may use', () => {
    const read = readPolicy('templates:\n  fixed: |\n    A fix\n    is there\n    {{ titel }}\n', { path: 'fixlead.yml' });
    expect(read.ok ? [] : read.problems.map((problem) => problem.message)).toEqual([
      expect.stringMatching(
        /^`templates\.fixed` cannot be used, line 3 of it: undefined variable: titel\. It may use project, .*advisory_url/,
      ),
    ]);
  });

  it('holds in the place of ours', () => {
    expect(noticesOf('templates:\n  early_plan: |\n    Plan\n    {{ advisory }}\n')?.templates).toEqual({
      'early-plan': 'Plan\n{{ advisory }}\n',
    });
  });
});

describe('the other settings about notices', () => {
  it.each([
    {
      name: 'a page that is not on the secure web',
      text: 'notices: { documentation: ["http://example.org"] }',
      problems: ['1:28 not-allowed'],
    },
    { name: 'no words on how to upgrade', text: 'notices: { upgrade: " " }', problems: ['1:21 not-allowed'] },
  ])('do not take $name', ({ text, problems }) => {
    expect(found(text)).toEqual(problems);
  });

  it('follow the policy that the file extends: Vitess names its channels (S90, S93) and its window (S104)', () => {
    expect(noticesOf('extends: vitess\nfix_repository: acme/fix\n')).toMatchObject({
      channels: { courtesy: ['by-hand:developers'], unsupported: ['by-hand:general'] },
      forthcomingCalendarDays: 7,
    });
  });
});
