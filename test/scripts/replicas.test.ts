import { afterAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import nock from 'nock';
import { embeddedPostgresBinaries, startEmbeddedPostgres } from '../contracts/embedded-postgres.ts';

const binaries = embeddedPostgresBinaries();
const project = join(import.meta.dirname, '../..');
const port = 20_000 + (process.pid % 10_000);

describe('three replicas that one script starts', () => {
  const left: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const remove of left.toReversed()) await remove();
  });

  if ('missing' in binaries) {
    it.skip(`cannot be tested here: ${binaries.missing}`, () => undefined);
    return;
  }

  it('answer at one address, also while one of them is killed and while all are started anew', async () => {
    // All HTTP here is real.
    if (nock.isActive()) nock.restore();
    const server = await startEmbeddedPostgres(binaries.folder);
    left.push(() => server.stop());
    await server.query('postgres', 'create database replicas');
    const folder = mkdtempSync(join(tmpdir(), 'fixlead-replicas-'));
    left.push(async () => rmSync(folder, { recursive: true, force: true }));
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    });
    const heard: string[] = [];
    const child: ChildProcess = spawn(process.execPath, [join(project, 'run.mjs'), join(project, 'scripts/replicas.ts')], {
      cwd: folder,
      env: {
        ...{ PATH: process.env.PATH, APP_ID: '1', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: randomBytes(32).toString('hex') },
        ...{ FIXLEAD_STORE: server.urlOf('replicas'), FIXLEAD_DATA: folder, PORT: String(port), LOG_LEVEL: 'error' },
        // Nobody answers there; the doors work all the same.
        FIXLEAD_GITHUB_API_URL: 'http://127.0.0.1:9',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    left.push(async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    });
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => heard.push(text));
    const pids = (): readonly number[] => [...heard.join('').matchAll(/started (\d+) on/g)].map(([, pid]) => Number(pid));
    const answers = async (): Promise<boolean> => {
      const response = await fetch(`http://127.0.0.1:${port}/readyz`, { headers: { connection: 'close' } }).catch(() => undefined);
      return response?.ok === true;
    };
    const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
      while (!(await holds())) await pause(100);
    };

    await until(async () => pids().length === 3 && (await answers()));
    process.kill(pids()[0] ?? 0, 'SIGKILL');
    await until(() => pids().length === 4);
    await until(answers);
    child.kill('SIGHUP');
    await until(() => heard.join('').includes('all are new'));
    expect(pids()).toHaveLength(7);
    expect(await answers()).toBe(true);
    const [{ n } = { n: 0 }] = await server.query('replicas', `select count(*) as n from schema_version`);
    expect(Number(n)).toBe(1);
  }, 600_000);
});
