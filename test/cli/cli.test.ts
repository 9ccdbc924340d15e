// What people type at the machine, on the store of a case that was really lived through.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openStore } from '../../src/adapters/store/open-store.ts';
import { run as runCase } from '../../src/cli/case.ts';
import { run as runParked } from '../../src/cli/parked.ts';
import { run as runRetry } from '../../src/cli/retry.ts';
import type { CaseId } from '../../src/core/ids.ts';
import { startProcess } from '../a-process.ts';
import { aConversation, minute } from '../conversations/a-conversation.ts';
import { someFacts } from '../core/records/a-record.ts';
import { runCommand } from './run-command.ts';

let lived: string;
let folder: string;
let id: CaseId;
const before = process.env.FIXLEAD_STORE;

/** Reported, accepted, an LGTM, a refusal, and a check that GitHub did not let us write. */
beforeAll(async () => {
  lived = mkdtempSync(join(tmpdir(), 'cli-'));
  const bot = await aConversation({ onDisk: true });
  id = await bot.report();
  const { world } = bot.github;
  world.acceptPermissions('acme', { ...world.installation('acme').permissions, checks: 'read' });
  await bot.restart();
  await bot.say('max', 'case-issue', '/accept');
  await bot.say('ana', await bot.openFix(), '/lgtm');
  await bot.say('max', 'case-issue', '/hold cancel');
  await bot.say('max', 'case-issue', '/date 2030-12-03 16:00 UTC');
  await bot.pass(minute);
  await bot.stop();
  copyFileSync(bot.storeUrl.replace('sqlite:', ''), join(lived, 'store.sqlite'));
  await bot.close();
}, 60_000);
afterAll(() => rmSync(lived, { recursive: true, force: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  copyFileSync(join(lived, 'store.sqlite'), join(folder, 'store.sqlite'));
  process.env.FIXLEAD_STORE = `sqlite:${join(folder, 'store.sqlite')}`;
});
afterEach(() => {
  if (before === undefined) delete process.env.FIXLEAD_STORE;
  else process.env.FIXLEAD_STORE = before;
  rmSync(folder, { recursive: true, force: true });
});

const looked = (...args: readonly string[]) => runCommand(runCase, { args });
const lines = (text: string) => text.trimEnd().split('\n');
/** Somebody with a tool of their own. */
function tamper(sql: string): void {
  const database = new DatabaseSync(join(folder, 'store.sqlite'));
  database.exec(sql);
  database.close();
}

describe('fixlead', () => {
  it('alone says what there is', async () => {
    const asked = startProcess([], { folder });
    expect(await asked.ended()).toBe(0);
    expect(asked.stdout()).toMatch(/^fixlead COMMAND[\s\S]+ start .+[\s\S]+ case .+[\s\S]+ retry /);
  });

  it('with a command that does not exist says so, and what there is, and ends with 2', async () => {
    const asked = startProcess(['strat'], { folder });
    expect(await asked.ended()).toBe(2);
    expect(asked.stderr()).toMatch(/^fixlead: there is no command "strat"\.\nfixlead COMMAND/);
    expect(asked.stdout()).toBe('');
  });

  it('hands the arguments on, and ends as the command does', async () => {
    const asked = startProcess(['case', 'history', 'GHSA-2222-2222-2222'], {
      folder,
      env: { FIXLEAD_STORE: process.env.FIXLEAD_STORE ?? '' },
    });
    expect(await asked.ended()).toBe(1);
    expect(asked.stderr()).toBe('fixlead: there is no case "GHSA-2222-2222-2222"; "fixlead case list" names them\n');
  });
});

describe('fixlead case', () => {
  it.each([
    { typed: 'nothing', args: [] },
    { typed: 'show alone', args: ['show'] },
    { typed: 'why alone', args: ['why'] },
    { typed: 'history alone', args: ['history'] },
    { typed: 'what it cannot do', args: ['burn', 'GHSA-2222-3333-4444'] },
  ])('with $typed is answered with how it is said, and 2', async ({ args }) => {
    const { exitCode, stderr, stdout } = await looked(...args);
    expect({ exitCode, stderr, stdout }).toEqual({
      exitCode: 2,
      stderr:
        'fixlead: say fixlead case list | show GHSA-ID | why GHSA-ID [TOPIC] | history GHSA-ID | retrospective GHSA-ID | export GHSA-ID --format csaf   [--json]\n',
      stdout: '',
    });
  });

  it.each(['show', 'why', 'history'])('%s of a case that is not there says so in a line, and 1', async (verb) => {
    const { exitCode, stderr } = await looked(verb, 'GHSA-2222-2222-2222');
    expect([exitCode, stderr]).toEqual([1, 'fixlead: there is no case "GHSA-2222-2222-2222"; "fixlead case list" names them\n']);
  });

  it('show of what is no id at all says so too', async () => {
    expect((await looked('show', 'nonsense')).stderr).toBe('fixlead: there is no case "nonsense"; "fixlead case list" names them\n');
  });

  it('says in a line that there is no store', async () => {
    process.env.FIXLEAD_STORE = `sqlite:${join(folder, 'nowhere.sqlite')}`;
    const { exitCode, stderr } = await looked('list');
    expect([exitCode, stderr]).toEqual([
      1,
      `fixlead: There is no store at ${join(folder, 'nowhere.sqlite')}; \`fixlead start\` makes one.\n`,
    ]);
  });
});

describe('fixlead case list', () => {
  it('names each case with its phase, repository and Release Date', async () => {
    expect(await looked('list')).toEqual({ exitCode: 0, stdout: `${id}  accepted  acme/widget  2030-12-03 16:00 UTC\n`, stderr: '' });
  });

  it('does so as JSON, a line each', async () => {
    const { stdout } = await looked('list', '--json');
    expect(lines(stdout).map((line) => JSON.parse(line) as unknown)).toEqual([
      { id, phase: 'accepted', repository: 'acme/widget', releaseAt: Date.UTC(2030, 11, 3, 16) },
    ]);
  });
});

describe('fixlead case show', () => {
  it('prints the board that stands in the case issue', async () => {
    const { exitCode, stdout } = await looked('show', id);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('## accepted, to be published 2030-12-03 16:00 UTC (Tuesday)');
    expect(stdout).toContain('❌ **LGTM main**: #2 has 1 of 2 LGTMs');
    expect(stdout).toContain('### Given up: a person must look');
  });

  it.each(['lower case', 'an address'])('takes the id in %s', async (how) => {
    const given = how === 'an address' ? `https://github.com/acme/widget/security/advisories/${id}` : id.toLowerCase();
    expect((await looked('show', given)).exitCode).toBe(0);
  });

  it('gives everything there is as JSON', async () => {
    const { stdout } = await looked('show', id, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      case: { id, phase: 'accepted' },
      policy: { requiredLgtms: 2 },
      version: expect.any(Number) as unknown,
    });
  });
});

describe('fixlead case why', () => {
  it('names the sentences and the counting', async () => {
    const { exitCode, stdout } = await looked('why', id, 'fix');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('**fix**: the reviewed fix');
    expect(stdout).toMatch(/S95 \(V:56\)/);
  });

  it('names the gates', async () => {
    expect((await looked('why', id, 'publish')).stdout).toContain('❌ **Release Date**: 2030-12-03 16:00 UTC, not reached yet');
  });

  it('names what was refused', async () => {
    const { exitCode, stdout } = await looked('why', id, 'refused');
    expect([exitCode, stdout]).toEqual([0, '**2026-03-02 09:00 UTC, @max**: Nobody holds this case.\n']);
  });
});

describe('fixlead case retrospective', () => {
  it('prints what the record tells so far', async () => {
    const { exitCode, stdout } = await looked('retrospective', id);
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^### Retrospective, a draft[\s\S]+\*\*What happened\*\*\n- /)]);
  });
});

describe('fixlead case export', () => {
  const published = () => {
    const advisory = JSON.stringify(someFacts({ title: "It's 'quoted'" })).replaceAll("'", "''");
    tamper(
      `update cases set snapshot = json_set(snapshot, '$.published', json('{"at":1774000000000,"by":"fixlead"}'), '$.advisory', json('${advisory}'))`,
    );
  };

  it('prints the record of a published case', async () => {
    published();
    const { exitCode, stdout, stderr } = await looked('export', id, '--format', 'osv');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ id, aliases: ['CVE-2026-12345'], summary: "It's 'quoted'" });
  });

  it('writes it into a file that only its owner reads, and replaces none', async () => {
    published();
    const out = join(folder, 'record.json');
    expect(await looked('export', id, '--format', 'csaf', '--out', out)).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ document: { tracking: { id } } });
    expect(statSync(out).mode & 0o077).toBe(0);
    const again = await looked('export', id, '--format', 'csaf', '--out', out);
    expect([again.exitCode, again.stderr]).toEqual([1, `fixlead: ${out} is there already\n`]);
  });

  it('says of each format whether the record is valid, with what is only missed', async () => {
    published();
    const { exitCode, stdout } = await looked('export', id, '--validate');
    expect([exitCode, lines(stdout).filter((line) => !line.startsWith(' '))]).toEqual([
      0,
      ['csaf: valid', 'osv: valid', 'openvex: valid', 'cve: valid'],
    ]);
    // Nobody said where it will be found, which CSAF would like to know.
    expect(stdout).toContain('warning optionalTest_6_2_11 ');
  }, 60_000);

  it('says what is wrong with a record that is not valid, also as JSON, and ends with 1', async () => {
    published();
    tamper(`update cases set snapshot = json_set(snapshot, '$.published.at', 1e15)`);
    const { exitCode, stdout } = await looked('export', id, '--format', 'osv', '--validate', '--json');
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([
      1,
      {
        format: 'osv',
        state: 'invalid',
        problems: [
          { level: 'error', at: '/modified' },
          { level: 'error', at: '/published' },
        ],
      },
    ]);
    expect((await looked('export', id, '--format', 'osv', '--validate')).stdout).toMatch(
      /^osv: invalid\n {2}error osv-schema-1\.7\.5\.json \/modified: must match /,
    );
  });

  it('has nothing to validate of a case that is not public', async () => {
    const { exitCode, stdout } = await looked('export', id, '--format', 'osv', '--validate');
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('osv: no record, because case')]);
  });

  it('of a case that is not public is refused', async () => {
    const { exitCode, stdout, stderr } = await looked('export', id, '--format', 'osv');
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toBe(`fixlead: case ${id} is not public, and neither may a record of it be; --draft prints one marked TLP:RED\n`);
  });

  it.each([
    { args: ['--format', 'osv'], says: 'Wanted is one GHSA id.' },
    { args: ['GHSA-2222-3333-4444', '--format', 'pdf'], says: 'Wanted is a format: csaf, osv, openvex, cve.' },
    { args: ['GHSA-2222-3333-4444'], says: 'Wanted is a format' },
    { args: ['GHSA-2222-3333-4444', '--validate', '--format', 'pdf'], says: 'Wanted is a format' },
    { args: ['GHSA-2222-3333-4444', '--validate', '--out', 'x'], says: '--validate writes no record' },
    { args: ['GHSA-2222-3333-4444', '--format', 'csaf', '--folder-url', 'ftp://x/'], says: '--folder-url begins with https://' },
    { args: ['GHSA-2222-3333-4444', '--format', 'cve', '--cna-org', 'us'], says: '--cna-org is a UUID.' },
    { args: ['GHSA-2222-3333-4444', '--format', 'osv', '--loud'], says: "Unknown option '--loud'" },
  ])('with $args says what is wanted, and 2', async ({ args, says }) => {
    const { exitCode, stderr } = await looked('export', ...args);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(says)]);
  });
});

describe('fixlead case history', () => {
  it('prints each event with its outcome, and finds the chain whole', async () => {
    const { exitCode, stdout, stderr } = await looked('history', id);
    expect([exitCode, stderr]).toEqual([0, '']);
    const told = lines(stdout).map((line) => line.split('  ').slice(2, 4).join(': '));
    expect(told[0]).toBe('ReportReceived: accepted');
    expect(told).toEqual(
      expect.arrayContaining(['ReportAccepted: accepted', 'LgtmGiven: accepted', 'HoldLifted: nothing-to-undo', 'EffectGivenUp: accepted']),
    );
  });

  it('does so as JSON, each line with its hash and the one before', async () => {
    const { stdout } = await looked('history', id, '--json');
    const told = lines(stdout).map((line) => JSON.parse(line) as { hash: string; previousHash: string; version: number });
    expect(told.map(({ version }) => version)).toEqual(told.map((_line, index) => index + 1));
    for (const [index, line] of told.slice(1).entries()) expect(line.previousHash).toBe(told[index]?.hash);
  });

  it.each([
    {
      name: 'an event was changed',
      sql: `update history set event = replace(event, '"max"', '"ana"') where event like '%ReportAccepted%'`,
    },
    {
      name: 'a refusal was made an acceptance',
      sql: `update history set outcome = 'accepted', refusal_code = null where outcome = 'refused'`,
    },
    { name: 'a line was taken out', sql: 'delete from history where version = 3' },
    { name: 'the last line was cut off', sql: 'delete from history where version = (select max(version) from history)' },
    { name: 'a time was changed', sql: 'update history set decided_at = decided_at + 1 where version = 2' },
  ])('ends with 1 and names the line when $name', async ({ sql }) => {
    tamper(sql);
    const { exitCode, stderr } = await looked('history', id);
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/^fixlead: the history is not whole: line \d+ /)]);
  });

  it('disturbs nobody who works on the same store', async () => {
    const store = await openStore(process.env.FIXLEAD_STORE ?? '');
    expect((await looked('history', id)).exitCode).toBe(0);
    expect(await store.receive([])).toEqual([]);
    await store.close();
  });
});

describe('fixlead parked', () => {
  it('tells what was given up, when, after how many tries and why', async () => {
    const { exitCode, stdout } = await runCommand(runParked, { args: [] });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`^2026-03-02 09:\\d\\d UTC  ${id}/check/2/[0-9a-f]{40}  ShowCheck, 1 tries: .*the App may not do this`),
    );
  });

  it('does so as JSON', async () => {
    const { stdout } = await runCommand(runParked, { args: ['--json'] });
    expect(JSON.parse(lines(stdout)[0] ?? '')).toMatchObject({ what: 'ShowCheck', attempts: 1 });
  });

  it('says nothing when nothing was', async () => {
    tamper(`update outbox set state = 'done'`);
    expect(await runCommand(runParked, { args: [] })).toEqual({ exitCode: 0, stdout: '', stderr: '' });
  });
});

describe('fixlead retry', () => {
  const retried = (...args: readonly string[]) => runCommand(runRetry, { args });
  const parkedKeys = async () => {
    const { stdout } = await runCommand(runParked, { args: ['--json'] });
    return lines(stdout).map((line) => (JSON.parse(line) as { key: string }).key);
  };

  it('gives parked work another set of tries', async () => {
    const [key = '', ...others] = await parkedKeys();
    expect((await retried(key)).exitCode).toBe(0);
    const store = await openStore(process.env.FIXLEAD_STORE ?? '');
    expect((await store.listParked()).map((one) => one.key)).toEqual(others);
    await store.close();
  });

  it('of what is not parked says so in a line, and 1', async () => {
    expect(await retried('no-such-key')).toEqual({ exitCode: 1, stdout: '', stderr: 'fixlead: nothing is parked under "no-such-key"\n' });
  });

  it('without a key says where keys are shown, and 2', async () => {
    expect(await retried()).toEqual({ exitCode: 2, stdout: '', stderr: 'fixlead: retry needs the KEY that "fixlead parked" shows\n' });
  });

  it('beside a running app says that it must be stopped first', async () => {
    const script = `import { openStore } from '${join(import.meta.dirname, '../../src/adapters/store/open-store.ts')}'; await openStore('${process.env.FIXLEAD_STORE}'); console.log('open'); setInterval(() => undefined, 1000);`;
    const other = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => other.stdout.once('data', resolve));
    const { exitCode, stderr } = await retried('any');
    other.kill('SIGKILL');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('is in use by another Fixlead process; stop that one first.')]);
  });
});
