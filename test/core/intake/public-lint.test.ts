// What of a private report may not be in public, however it is dressed.
import { describe, expect, it } from '@jest/globals';
import { whatMayNotBePublic } from '../../../src/core/intake/public-lint.ts';
import { aCase, aReporter, reportedAt } from '../../fixtures/a-case.ts';

const report = {
  title: 'Admin sockets are open to everybody',
  text: 'Hello,\n\nrun this:\n\n```sh\ncurl -d "x=${IFS}id" /admin/exec\n```\n\nThe handler passes it to a shell without any check at all.\nRita',
  reporter: aReporter,
  reportedAt,
};
const given = aCase({ report });

describe('a public text', () => {
  it.each([
    { name: 'an advisory by its id', text: 'This is ghsa-2222-3333-4444', problem: 'names an advisory' },
    { name: 'the reporter', text: 'Thanks to @RITA!', problem: 'names the reporter' },
    { name: 'a block of code', text: '``` rm -rf ```', problem: 'holds a block of code' },
    { name: 'the exploit', text: 'curl -d "x=${IFS}id" /admin/exec', problem: 'holds a line of the report' },
    { name: 'the exploit with other spaces and signs', text: "CURL  -d 'x=$IFS id' admin/exec;", problem: 'holds a line of the report' },
    { name: 'half a sentence', text: 'A handler passes it to a shell, sometimes', problem: 'holds a phrase of the report' },
    { name: 'the title of the report', text: 'sockets are OPEN to everybody', problem: 'holds a phrase of the report' },
  ])('may not hold $name', ({ text, problem }) => {
    expect(whatMayNotBePublic(text, given)).toContain(problem);
  });

  it.each([
    { name: 'words of its own', text: 'The command handler should check its input' },
    { name: 'a common short line', text: 'Hello,' },
    { name: 'a word that begins like the reporter', text: 'Ritalin and meritable' },
    { name: 'four of the words', text: 'sockets are open to nobody' },
  ])('may hold $name', ({ text }) => {
    expect(whatMayNotBePublic(text, given)).toEqual([]);
  });

  it('may not hold a title or a text that is short, as a whole', () => {
    const short = aCase({ report: { ...report, title: 'Widgets explode', text: 'Shake one.' } });
    expect(whatMayNotBePublic('Sometimes widgets explode', short)).toEqual(['holds a phrase of the report']);
    expect(whatMayNotBePublic('Shake   ONE!', short)).toEqual(['holds a phrase of the report']);
    expect(whatMayNotBePublic('Widgets may fail', short)).toEqual([]);
  });

  it('repeats in its problems nothing of what it found', () => {
    expect(whatMayNotBePublic('GHSA-x rita ``` curl -d "x=${IFS}id" /admin/exec', given).join()).not.toMatch(/rita|curl|exec/);
  });
});
