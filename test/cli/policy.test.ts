import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from '../../src/cli/policy.ts';
import { policyKeys } from '../../src/policy/policy-keys.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'policy-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(text: string | Buffer, name = 'fixlead.yml'): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function answer(...args: readonly string[]) {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const exitCode = await run(args, { stdin: Readable.from([]), stdout, stderr });
  return { exitCode, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
}

describe('fixlead policy check', () => {
  it('prints every problem as file:line:column and exits with 1', async () => {
    const file = fileWith('publish: maybe\nlines: [main, main]\n');
    expect(await answer('check', file)).toEqual({
      exitCode: 1,
      stdout: `${file}:1:10: \`publish\` is "maybe"; it must be \`auto\` or \`confirm\`.\n${file}:2:15: "main" is given twice; take one out.\n`,
      stderr: '',
    });
  });

  it('exits with 0 when the policy holds, and tells of its warnings', async () => {
    const file = fileWith('calendar: { holidays: CN }\n');
    const { exitCode, stdout } = await answer('check', file);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^.*:1:23: China .* \(a warning\)\n.*: the policy holds\.\n$/);
  });

  it('answers with one JSON object on request', async () => {
    const bad = await answer('check', fileWith('publsh: auto\n'), '--json');
    expect(bad.exitCode).toBe(1);
    expect(JSON.parse(bad.stdout)).toMatchObject({
      ok: false,
      problems: [{ code: 'unknown-key', line: 1, column: 1, suggestion: 'publish' }],
    });
    const good = await answer('check', '--json', fileWith('publish: auto\n'));
    expect(good.exitCode).toBe(0);
    expect(JSON.parse(good.stdout)).toMatchObject({ ok: true, warnings: [{ code: 'publishes-without-review' }] });
  });

  it('checks each of several files, goes on after one that is broken, and exits as the worst of them does', async () => {
    const good = fileWith('publish: confirm\n', 'good.yml');
    const bad = fileWith('publsh: auto\n', 'bad.yml');
    const { exitCode, stdout, stderr } = await answer('check', bad, good);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' });
    expect(stdout.split('\n').map((line) => line.slice(0, bad.length + 4))).toEqual([
      `${bad}:1:1`,
      `${good}: the`.slice(0, bad.length + 4),
      '',
    ]);
    const missing = join(folder, 'missing.yml');
    const all = await answer('check', '--json', missing, bad, good);
    expect(all.exitCode).toBe(2);
    expect(
      all.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      { file: missing, ok: false, error: expect.stringContaining('ENOENT') as unknown },
      { file: bad, ok: false, problems: [{ code: 'unknown-key', path: bad }] },
      { file: good, ok: true, warnings: [] },
    ]);
  });

  it('checks files on top of the organisation’s, and names the file that is to blame', async () => {
    const organisation = fileWith('extends: vitess\ncalendar: { time_zone: Mars }\n', 'org.yml');
    const repository = fileWith('publish: confirm\n');
    const { exitCode, stdout } = await answer('check', repository, '--org', organisation);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`${organisation}:1:10: 2 LGTMs are required`);
    expect(stdout).toContain(`${organisation}:2:24: \`calendar.time_zone\` is "Mars"`);
  });

  it('reads no more of a file than it needs to see that it is too large', async () => {
    const { exitCode, stdout } = await answer('check', '/dev/zero');
    expect(exitCode).toBe(1);
    expect(stdout).toBe('/dev/zero:1:1: The file is larger than 256 KiB; a policy fits in a few.\n');
  });

  it('warns, as on the day it is told, that the holiday data will end', async () => {
    const file = fileWith('calendar: { holidays: CN }\n');
    const far = await answer('check', file, '--on', '2026-03-02');
    const near = await answer('check', file, '--on', '2030-11-15');
    expect([far.exitCode, near.exitCode]).toEqual([0, 0]);
    expect(far.stdout).not.toContain('are known until');
    expect(near.stdout).toContain(
      ':1:23: The holidays of the calendar CN are known until 2030-12-31, and a deadline of up to 3 business days',
    );
  });

  it('answers bytes that are no text', async () => {
    const { exitCode, stdout } = await answer('check', fileWith(Buffer.from([0xff, 0xfe, 0x70, 0x00])));
    expect(exitCode).toBe(1);
    expect(stdout).toContain(':1:1: ');
  });
});

describe('fixlead policy show', () => {
  it('prints every setting with where it comes from and the words behind it', async () => {
    const file = fileWith('extends: vitess\nfix_repository: acme/fix\n');
    const { exitCode, stdout, stderr } = await answer('show', file);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain(`fix_repository: "acme/fix"\n    ${file}:2:1\n    S100 (V:62): “`);
    expect(stdout).toContain(
      'fix.calendar_days: 7\n    vitess\n    S95 (V:56): “These steps should be completed within the 1-7 days of Disclosure”\n',
    );
    expect(stdout).toContain('maintainers.team: not set\n    vitess\n    S75 (V:12): ');
    expect(stdout.match(/^\S/gm)).toHaveLength(Object.keys(policyKeys).length + 1);
    expect(stdout.startsWith(`extends: vitess\n    ${file}:1:1\n`)).toBe(true);
  });

  it('shows which of the two files each setting comes from, with its sentences in full on request', async () => {
    const organisation = fileWith('extends: vitess\nfix_repository: acme/fix\n', 'org.yml');
    const repository = fileWith('lgtm: { required: 3 }\n');
    const { stdout } = await answer('show', repository, '--org', organisation);
    expect(stdout).toContain(`extends: vitess\n    ${organisation}:1:1 (the organisation’s file)\n`);
    expect(stdout).toContain(`lgtm.required: 3\n    ${repository}:1:9\n    S100 (V:62): “`);
    const json = JSON.parse((await answer('show', repository, '--org', organisation, '--json')).stdout) as { settings: { key: string }[] };
    expect(json.settings.find(({ key }) => key === 'fix_repository')).toMatchObject({
      from: { layer: 'organisation', path: organisation, line: 2, column: 1 },
      rules: [{ rule: 'S100', source: 'V:62', words: expect.stringContaining('in a private repo') as unknown }],
    });
  });

  it('keeps warnings out of what it shows', async () => {
    const { stdout, stderr } = await answer('show', fileWith('publish: auto\n'));
    expect(stdout).not.toContain('warning');
    expect(stderr).toContain('(a warning)');
  });

  it('shows nothing of a policy that has problems', async () => {
    const { exitCode, stdout, stderr } = await answer('show', fileWith('extends: vitess\n'));
    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(':1:10: 2 LGTMs are required');
  });

  it('answers with the resolved policy as JSON on request', async () => {
    const { stdout } = await answer('show', fileWith('calendar: { holidays: US }\n'), '--json');
    const shown = JSON.parse(stdout) as { policy: { calendar: { holidays: string[] } } };
    expect(shown).toMatchObject({ ok: true, policy: { publish: 'confirm', calendar: { name: 'US', weekend: [6, 7] } } });
    expect(shown.policy.calendar.holidays).toContain('2026-11-26');
  });
});

describe('fixlead policy', () => {
  it.each([
    { args: ['--help'], says: 'fixlead policy check FILE…' },
    { args: ['simulate', '--help'], says: 'TIMELINE is a YAML file' },
  ])('$args tells how it is used', async ({ args, says }) => {
    expect(await answer(...args)).toEqual({ exitCode: 0, stdout: expect.stringContaining(says), stderr: '' });
  });

  it.each([
    { name: 'nothing', args: [] },
    { name: 'an unknown action', args: ['repair', 'fixlead.yml'] },
    { name: 'no file', args: ['check'] },
    { name: 'two files to show', args: ['show', 'a.yml', 'b.yml'] },
    { name: 'no file of the organisation', args: ['check', 'a.yml', '--org'] },
    { name: 'an option for the file of the organisation', args: ['check', 'a.yml', '--org', '--json'] },
    { name: 'two files of the organisation', args: ['check', 'a.yml', '--org', 'b.yml', '--org', 'c.yml'] },
    { name: 'a day that is none', args: ['check', 'a.yml', '--on', '2026-13-01'] },
    { name: 'an unknown option', args: ['check', 'a.yml', '--yaml'] },
  ])('says how it is used when it is given $name, and exits with 2', async ({ args }) => {
    const { exitCode, stdout, stderr } = await answer(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('usage: fixlead policy check FILE');
  });

  it.each([
    { name: 'is not there', file: () => join(folder, 'nowhere.yml'), says: 'ENOENT' },
    { name: 'is a folder', file: () => folder, says: 'EISDIR' },
  ])('exits with 2 when the file $name', async ({ file, says }) => {
    const { exitCode, stdout, stderr } = await answer('check', file());
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(says);
  });
});
