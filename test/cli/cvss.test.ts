import { describe, expect, it } from '@jest/globals';
import { run } from '../../src/cli/cvss.ts';
import { runCommand } from './run-command.ts';

const v31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const v40 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U';

function objects(stdout: string): unknown[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

describe('fixlead cvss', () => {
  it('answers each line with one JSON object', async () => {
    const { exitCode, stdout } = await runCommand(run, { args: ['--json'], input: `${v31}\r\n${v40}\n` });
    expect(objects(stdout)).toEqual([
      { input: v31, ok: true, version: '3.1', vector: v31, score: 9.8, baseScore: 9.8, severity: 'Critical' },
      { input: v40, ok: true, version: '4.0', vector: v40, score: 8.1, baseScore: 9.3, severity: 'High' },
    ]);
    expect(exitCode).toBe(0);
  });

  it('answers bad lines and empty lines in their place, and exits with 1', async () => {
    const { exitCode, stdout } = await runCommand(run, { args: ['--json'], input: `AV:N\n\n${v31} \n${v31}` });
    expect(objects(stdout)).toMatchObject([
      { input: 'AV:N', ok: false, error: { code: 'missing-prefix' } },
      { input: '', ok: false, error: { code: 'empty' } },
      { input: `${v31} `, ok: false, error: { code: 'unexpected-character' } },
      { input: v31, ok: true },
    ]);
    expect(exitCode).toBe(1);
  });

  it('says nothing and exits with 0 when there is no line', async () => {
    expect(await runCommand(run, { args: ['--json'] })).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });

  it('takes vectors as arguments, and then reads no lines', async () => {
    const { exitCode, stdout } = await runCommand(run, { args: ['--json', v31, 'x'], input: 'y\n' });
    expect(objects(stdout)).toMatchObject([{ ok: true }, { input: 'x', ok: false }]);
    expect(exitCode).toBe(1);
  });

  it('prints a table for people', async () => {
    const { stdout } = await runCommand(run, { args: [v31, v40, '\u001b[31m'] });
    expect(stdout.split('\n')).toEqual([
      ` 9.8 Critical base  9.8   ${v31}`,
      ` 8.1 High     base  9.3   ${v40}`,
      expect.stringMatching(/^refused {19}"\\u001b\[31m": The character U\+001B at position 1 /),
      '',
    ]);
  });

  it('explains itself when asked, and when it is called wrongly', async () => {
    const asked = await runCommand(run, { args: ['--help'] });
    const wrong = await runCommand(run, { args: ['--yaml'] });
    expect([asked.exitCode, wrong.exitCode]).toEqual([0, 2]);
    expect(asked.stdout).toContain('Usage: fixlead cvss');
    expect(wrong.stderr).toContain("'--yaml'");
  });

  it('answers 20,000 lines of version 4.0 in a few seconds', async () => {
    const input = Array.from({ length: 20_000 }, (_, index) => `${v40.slice(0, -4)}/E:${'APU'.charAt(index % 3)}\n`).join('');
    const startedAt = performance.now();
    const { exitCode, stdout } = await runCommand(run, { args: ['--json'], input });
    expect(stdout.split('\n')).toHaveLength(20_001);
    expect(exitCode).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });
});
