import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from '../../src/cli/policy.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'policy-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function fileWith(text: string | Buffer): string {
  const file = join(folder, 'fixlead.yml');
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

  it('reads no more of a file than it needs to see that it is too large', async () => {
    const { exitCode, stdout } = await answer('check', '/dev/zero');
    expect(exitCode).toBe(1);
    expect(stdout).toBe('/dev/zero:1:1: The file is larger than 256 KiB; a policy fits in a few.\n');
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
    expect(stdout).toContain(`fix_repository: "acme/fix"\n    ${file}:2:1\n`);
    expect(stdout).toContain(
      'fix.calendar_days: 7\n    vitess\n    S95 (V:56): “These steps should be completed within the 1-7 days of Disclosure”\n',
    );
    expect(stdout).toContain('maintainers.team: not set\n    vitess\n    S75 (V:12): ');
    expect(stdout.match(/^\S/gm)).toHaveLength(20);
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
    { name: 'nothing', args: [] },
    { name: 'an unknown action', args: ['repair', 'fixlead.yml'] },
    { name: 'no file', args: ['check'] },
    { name: 'two files', args: ['check', 'a.yml', 'b.yml'] },
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
