/** A start with 100,000 cases, beside one with none: how long until webhooks are taken in, and the memory it takes. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { openStore } from '../../src/adapters/store/open-store.ts';
import { caseId, repositoryName } from '../../src/core/ids.ts';
import { aDecidedEvent, anArrival, aPolicy, reportedAt } from '../fixtures/a-case.ts';
import { aReadyCase } from '../fixtures/happenings.ts';
import { ask, nextMessage, startChild } from './a-child.ts';
import type { Figure } from './figure.ts';
import { inTurns, median } from './pairs.ts';
import { startQuietGitHub } from './quiet-github.ts';
import type { Size } from './size.ts';

const manyCases = 100_000;
/** The others are published or closed. */
const openShare = 0.01;
const linesEach = 4;
/** After the start the first looks have been made. Unit: ms. */
const settlingMs = 3_000;
const megabyte = 1_024 * 1_024;

export async function measureStart({ rounds, scale }: Size): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fixlead-bench-'));
  const github = await startQuietGitHub({ folder });
  try {
    const count = Math.max(10, Math.round(manyCases * scale));
    const paths = { none: join(folder, 'none.sqlite'), many: join(folder, 'many.sqlite') };
    const [installation] = github.github.world.installations;
    await fill(paths.many, { count, installationId: installation?.id ?? 0 });
    const memory: Record<'none' | 'many', number[]> = { none: [], many: [] };
    const start = async (name: 'none' | 'many'): Promise<number> => {
      const started = await startOnce({ ...github.env, FIXLEAD_STORE: `sqlite:${paths[name]}` });
      memory[name].push(started.memoryBytes);
      return started.seconds;
    };
    const seconds = await inTurns(
      (['none', 'many'] as const).map((name) => ({ name, run: () => start(name) })),
      rounds,
    );
    const from = { cases: count, 'store MB': statSync(paths.many).size / megabyte, 'with no case, s': median(seconds.none) };
    return [
      {
        ...{ name: 'start', says: 'from the start of the process until webhooks are taken in, with 100,000 cases' },
        ...{ measured: median(seconds.many), unit: 's', wanted: { atMost: 1 }, from },
      },
      {
        ...{ name: 'start-memory', says: 'memory of the process some seconds later, after its first looks (resident set)' },
        ...{ measured: Math.max(...memory.many) / megabyte, unit: 'MB', wanted: { atMost: 200 } },
        from: { cases: count, open: count * openShare, 'with no case, MB': Math.max(...memory.none) / megabyte },
      },
    ];
  } finally {
    await github.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startOnce(env: Readonly<Record<string, string>>): Promise<{ readonly seconds: number; readonly memoryBytes: number }> {
  const startedAt = performance.now();
  const child = startChild('intake/fixlead.ts', env);
  try {
    await nextMessage(child);
    const seconds = (performance.now() - startedAt) / 1_000;
    await pause(settlingMs);
    const { memoryBytes } = await ask<{ readonly memoryBytes: number }>(child, {});
    return { seconds, memoryBytes };
  } finally {
    await child.stop();
  }
}

/** One case by the road that all take, then its rows again and again under other names. */
async function fill(path: string, { count, installationId }: { readonly count: number; readonly installationId: number }): Promise<void> {
  const store = await openStore(`sqlite:${path}`);
  const model = aReadyCase({ id: caseId('GHSA-2222-2222-2222'), repository: repositoryName('org-1/repo-1'), installationId });
  await store.receive([anArrival({ key: 'model', about: model.id })]);
  const history = Array.from({ length: linesEach }, () => aDecidedEvent());
  const step = { next: model, policy: aPolicy(), history, effects: [], wakeUps: [{ name: 'triage-due', dueAt: reportedAt }], arrivals: [] };
  await store.saveStep('model', model.id, reportedAt, () => step);
  await store.close();
  const database = new DatabaseSync(path);
  database.exec(`begin;
    create temp table numbers as with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count}) select i from n;
    insert into cases (case_id, version, last_hash, policy_digest, repository, is_open, reported_at, installation_id, snapshot)
      select 'GHSA-3333-3333-' || i, version, last_hash, policy_digest, repository, i <= ${count * openShare},
      reported_at + i, installation_id, replace(snapshot, case_id, 'GHSA-3333-3333-' || i) from cases, numbers;
    insert into history select 'GHSA-3333-3333-' || i, version, event, outcome, decided_at, because, refusal_code, policy_digest,
      previous_hash, hash from history, numbers;
    delete from cases where case_id = '${model.id}'; delete from history where case_id = '${model.id}'; delete from wake_ups; commit`);
  database.close();
}
