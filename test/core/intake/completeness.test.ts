// What a report seems to lack (S13–S18). A hint for people, which decides nothing (S20).
import { describe, expect, it } from '@jest/globals';
import { missingFrom } from '../../../src/core/intake/completeness.ts';
import { decide } from '../../../src/core/decide.ts';
import { boardPage } from '../../../src/core/pages.ts';
import { aCase, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { nextOf, theReport } from '../../fixtures/happenings.ts';
import { processorTime } from '../../processor-time.ts';

const title = 'Parser loops on a nested array';

/** One sentence for each thing that is asked for, and each of them only there. */
const sentences = {
  S14: 'My name is Rita Reyes, from Example Ltd.',
  S15: 'To see it, run this:\n\n```\nwidget parse nested.json\n```',
  S16: 'It leads to a hang, seen with 2.4.1 on Linux.',
  S17: 'Anybody on the internet may send such a file.',
  S18: 'No other software was involved; the bundled library alone does it.',
};

function textWithout(...missing: readonly string[]): string {
  return Object.entries(sentences)
    .filter(([rule]) => !missing.includes(rule))
    .map(([, sentence]) => sentence)
    .join('\n\n');
}

function rulesMissing(report: { title: string; text: string }): readonly string[] {
  return missingFrom(report).map((one) => one.rule);
}

describe('a report', () => {
  it('that says all of it lacks nothing', () => {
    expect(missingFrom({ title, text: textWithout() })).toEqual([]);
  });

  it.each(Object.keys(sentences).map((rule) => ({ rule })))('without what $rule asks for lacks that alone', ({ rule }) => {
    expect(rulesMissing({ title, text: textWithout(rule) })).toEqual([rule]);
  });

  it.each([{ title: '' }, { title: 'Bug' }, { title: 'Security issue' }, { title: '!!! ??? ...' }, { title: 'a b c d' }])(
    'called "$title" lacks a descriptive title (S13)',
    ({ title: poor }) => {
      expect(rulesMissing({ title: poor, text: textWithout() })).toEqual(['S13']);
    },
  );

  it.each([{ title: 'SQL injection in search' }, { title: '数据 泄露 漏洞' }, { title: 'CVE-2026-12345 affects us' }])(
    'called "$title" has one',
    ({ title: good }) => {
      expect(rulesMissing({ title: good, text: textWithout() })).toEqual([]);
    },
  );

  it.each([
    { name: 'says its effect and no environment', text: 'It leads to a hang.' },
    { name: 'says its environment and no effect', text: 'Seen with 2.4.1 on Linux.' },
  ])('that $name lacks half of what S16 asks for', ({ text }) => {
    expect(rulesMissing({ title, text: `${textWithout('S16')}\n\n${text}` })).toEqual(['S16']);
  });

  it('may stay anonymous, if it says so (S14)', () => {
    expect(rulesMissing({ title, text: `${textWithout('S14')}\n\nI would like to stay anonymous.` })).toEqual([]);
  });

  it.each([
    { name: 'nothing', text: '' },
    { name: 'one word', text: 'broken' },
    { name: 'nothing but marks', text: '***\n> \n<!-- -->' },
    // Known to be beyond us: the words are looked for in English.
    { name: 'everything, in German', text: 'Ich heiße Rita. Man ruft es mit einer Datei auf, dann hängt es. Jeder kann das.' },
  ])('that says $name lacks all of it, in the order of the policy', ({ text }) => {
    expect(rulesMissing({ title: 'x', text })).toEqual(['S13', 'S14', 'S15', 'S16', 'S17', 'S18']);
  });

  it('is read in a moment, however long it is', () => {
    const took = processorTime();
    rulesMissing({ title: 'a'.repeat(60_000), text: 'aa '.repeat(100_000) });
    expect(took()).toBeLessThan(1_000);
  });
});

describe('what is lacking', () => {
  const poor = theReport({ title: 'Bug', text: 'It may or may not be one, I am unsure.' });

  it('rejects nothing: a poor and unsure report opens a case like any other (S20)', () => {
    expect(nextOf(decide(undefined, poor, aPolicy(), reportedAt))).toMatchObject({ phase: 'reported', rejected: undefined });
  });

  it('stands on the board until the report is decided on, with the way to ask', () => {
    const given = aCase({ report: { ...aCase().report, title: 'Bug', text: '' } });
    expect(boardPage(given, aPolicy(), reportedAt)).toContain(
      [
        '### The report may lack',
        '- a descriptive title (S13)',
        '- who the reporter is and for whom they work (they may stay anonymous) (S14)',
        '- steps to reproduce it, a proof of concept, or logs (S15)',
        '- its effects, and the hardware, software and configuration it was seen on (S16)',
        '- how it affects the use of this project, and the attack surface (S17)',
        '- other projects or dependencies that were used (S18)',
        '',
        '`/need-info QUESTION` asks the reporter, and stops the clocks until they answer.',
      ].join('\n'),
    );
    for (const phase of ['accepted', 'rejected'] as const)
      expect(boardPage({ ...given, phase }, aPolicy(), reportedAt)).not.toContain('may lack');
  });
});
