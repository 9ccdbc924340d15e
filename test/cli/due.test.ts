import { describe, expect, it } from '@jest/globals';
import { run } from '../../src/cli/due.ts';
import { runCommand } from './run-command.ts';

async function answersTo(...lines: readonly string[]): Promise<{ answers: unknown[]; exitCode: number }> {
  const { stdout, exitCode } = await runCommand(run, { args: ['--json'], input: lines.map((line) => `${line}\n`).join('') });
  const answers = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  return { answers, exitCode };
}

describe('fixlead due', () => {
  it.each([
    { name: 'a date', request: { from: '2026-03-04', businessDays: 3 }, dueOn: '2026-03-09', dueAt: '2026-03-09T23:59:59.999Z' },
    {
      name: 'an instant',
      request: { from: '2026-03-04T23:30:00Z', businessDays: 3 },
      dueOn: '2026-03-09',
      dueAt: '2026-03-09T23:59:59.999Z',
    },
    {
      name: 'an instant in a zone where it is the next day',
      request: { from: '2026-03-04T23:30:00Z', businessDays: 3, timeZone: 'Europe/Berlin' },
      dueOn: '2026-03-10',
      dueAt: '2026-03-10T22:59:59.999Z',
    },
    {
      name: 'an instant with an offset',
      request: { from: '2026-03-05T00:30:00+01:00', businessDays: 3, timeZone: 'Europe/Berlin' },
      dueOn: '2026-03-10',
      dueAt: '2026-03-10T22:59:59.999Z',
    },
    {
      name: 'a calendar',
      request: { from: '2026-12-23', businessDays: 3, calendar: 'DE', timeZone: 'Europe/Berlin' },
      dueOn: '2026-12-29',
      dueAt: '2026-12-29T22:59:59.999Z',
    },
    {
      name: 'days of one’s own',
      request: { from: '2026-03-04', businessDays: 3, holidays: ['2026-03-05'], workdays: ['2026-03-07'], weekend: [6, 7] },
      dueOn: '2026-03-09',
      dueAt: '2026-03-09T23:59:59.999Z',
    },
  ])('answers $name', async ({ request, dueOn, dueAt }) => {
    expect(await answersTo(JSON.stringify(request))).toEqual({ answers: [{ dueOn, dueAt }], exitCode: 0 });
  });

  it('warns of a calendar that is known to be incomplete', async () => {
    const { answers } = await answersTo('{"from":"2026-03-04","businessDays":3,"calendar":"CN"}');
    expect(answers).toMatchObject([{ dueOn: '2026-03-09', warnings: [{ code: 'known-incomplete' }] }]);
  });

  it.each([
    { line: '', code: 'malformed-json', says: 'JSON object' },
    { line: 'null', code: 'invalid-request', says: 'object' },
    { line: '{"from":"2026-03-04"}', code: 'invalid-request', says: 'businessDays: a whole number from 0 to 10000' },
    { line: '{"from":"2026-03-04","businessDays":1.5}', code: 'invalid-request', says: 'a whole number' },
    { line: '{"from":"2026-03-04","businessDays":"3"}', code: 'invalid-request', says: 'a whole number' },
    { line: '{"from":"2026-03-04","businessDays":10001}', code: 'invalid-request', says: '10000' },
    { line: '{"from":"2026-03-04","businessDays":-1}', code: 'invalid-request', says: 'a whole number' },
    { line: '{"from":"2026-03-04","businessDays":3,"days":3}', code: 'invalid-request', says: 'allowed are from, businessDays, timeZone' },
    { line: '{"from":"2026-03-04","businessDays":3,"weekend":[0]}', code: 'invalid-request', says: 'from 1 (Monday) to 7 (Sunday)' },
    { line: '{"from":"2026-02-30","businessDays":3}', code: 'impossible-date', says: '01 to 28' },
    { line: '{"from":"2026-03-04T24:00:00Z","businessDays":3}', code: 'impossible-time', says: '00 to 23' },
    { line: '{"from":"2026-03-04T10:00:00","businessDays":3}', code: 'malformed', says: '+01:00' },
    { line: '{"from":"2026-03-04","businessDays":3,"holidays":["2026-02-29"]}', code: 'impossible-date', says: 'holidays: ' },
    { line: '{"from":"2026-03-04","businessDays":3,"workdays":["x"]}', code: 'malformed', says: 'workdays: ' },
    { line: '{"from":"2026-03-04","businessDays":3,"calendar":"XX"}', code: 'unknown-calendar', says: '"XX"' },
    { line: '{"from":"2026-03-04","businessDays":3,"timeZone":"XX"}', code: 'unknown-time-zone', says: '"XX"' },
    { line: '{"from":"2014-12-31","businessDays":3,"calendar":"DE"}', code: 'before-calendar-data', says: '2015-01-01' },
    { line: '{"from":"2035-12-31","businessDays":3,"calendar":"DE"}', code: 'past-calendar-data', says: '2035-12-31' },
  ])('refuses $line', async ({ line, code, says }) => {
    const { answers, exitCode } = await answersTo(line, '{"from":"2026-03-04","businessDays":3}');
    expect(answers).toEqual([
      { error: { code, message: expect.stringContaining(says) } },
      expect.objectContaining({ dueOn: '2026-03-09' }),
    ]);
    expect(exitCode).toBe(1);
  });

  it('refuses a line that is too long, and answers the next', async () => {
    const { answers } = await answersTo(`"${'x'.repeat(1024 * 1024)}"`, '{"from":"2026-03-04","businessDays":3}');
    expect(answers).toMatchObject([{ error: { code: 'line-too-long' } }, { dueOn: '2026-03-09' }]);
  });

  it('takes one request as arguments', async () => {
    const args = [
      '2026-12-23',
      '3',
      '--calendar',
      'DE',
      '--time-zone',
      'Europe/Berlin',
      '--holiday',
      '2026-12-28',
      '--workday',
      '2026-12-26',
    ];
    expect(await runCommand(run, { args })).toEqual({ exitCode: 0, stdout: '2026-12-29, until 2026-12-29T22:59:59.999Z\n', stderr: '' });
    expect((await runCommand(run, { args: ['2026-03-04', '1', '--weekend', '4,5', '--json'] })).stdout).toContain('"dueOn":"2026-03-07"');
    expect((await runCommand(run, { args: ['2026-03-04', '3', '--calendar', 'IN'] })).stdout).toContain('\nWarning: India');
  });

  it.each([
    { args: ['2026-03-04', '3', '--calendar', 'XX'], exitCode: 1, says: '"XX" is not a calendar' },
    { args: ['2026-03-04', 'three'], exitCode: 1, says: 'a whole number' },
    { args: ['2026-03-04'], exitCode: 2, says: 'Wanted are FROM and BUSINESS_DAYS' },
    { args: [], exitCode: 2, says: 'Usage: fixlead due' },
    { args: ['--json', '--calendar', 'DE'], exitCode: 2, says: 'Wanted are' },
    { args: ['--until', 'x'], exitCode: 2, says: "'--until'" },
  ])('says what is wrong with the arguments $args', async ({ args, exitCode, says }) => {
    const outcome = await runCommand(run, { args });
    expect(outcome.exitCode).toBe(exitCode);
    expect(outcome.stderr).toContain(says);
    expect(outcome.stdout).toBe('');
  });

  it('explains itself when asked', async () => {
    expect(await runCommand(run, { args: ['-h'] })).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Usage: fixlead due') as unknown,
    });
  });
});
