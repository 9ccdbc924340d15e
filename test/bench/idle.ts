/** What Fixlead asks of GitHub while nothing happens: with one repository, and with 500, in the second hour after the start, on a clock that is moved. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDrillClock, isAtRest, untilQuiet, type DrillClock } from '../../src/drill/drill-clock.ts';
import { startFixlead, type Fixlead } from '../../src/main.ts';
import { readSettings } from '../../src/settings/settings.ts';
import { hourMs } from '../fixtures/happenings.ts';
import type { Figure } from './figure.ts';
import { startQuietGitHub, type QuietGitHub } from './quiet-github.ts';
import type { Size } from './size.ts';

const manyRepositories = 500;
/** Of an installation token, before it grows with the number of repositories. Source: GitHub Docs, "Rate limits for the REST API". Unit: requests an hour. */
const primaryLimit = 5_000;
/** What is no "not modified" and yet nothing new: a token an hour, the lists that GitHub gives no ETag for. */
const handful = 10;

export async function measureIdle({ scale }: Size): Promise<readonly Figure[]> {
  const count = Math.max(2, Math.round(manyRepositories * scale));
  const one = await idleHour(1, false);
  const withCase = await idleHour(1, true);
  const many = await idleHour(count, false);
  return [
    {
      ...{ name: 'idle-one', says: 'API calls in an hour in which nothing happens, with one repository' },
      ...{ measured: one.calls, unit: 'calls', wanted: { atMost: 75 }, from: one.byRoute },
    },
    {
      ...{ name: 'idle-one-counted', says: 'of these, those that count against the limit (all but 304)' },
      ...{ measured: one.counted, unit: 'calls', wanted: { atMost: handful }, from: {} },
    },
    {
      ...{ name: 'idle-one-case', says: 'the same with one report under embargo that nobody touches' },
      ...{ measured: withCase.calls, unit: 'calls', wanted: 'told', from: { counted: withCase.counted, ...withCase.byRoute } },
    },
    {
      ...{
        name: 'idle-500',
        says: `calls in such an hour that count against the primary limit, with ${count} repositories of one installation`,
      },
      ...{ measured: many.counted, unit: 'calls', wanted: { atMost: primaryLimit } },
      from: { calls: many.calls, 'computed from one': Math.round(one.calls * count) },
    },
  ];
}

type Hour = { readonly calls: number; readonly counted: number; readonly byRoute: Readonly<Record<string, number>> };

async function idleHour(repositories: number, hasCase: boolean): Promise<Hour> {
  const folder = mkdtempSync(join(tmpdir(), 'fixlead-bench-'));
  const drill = createDrillClock(Date.now());
  const quiet = await startQuietGitHub({ folder, now: () => drill.clock.now(), repositoriesEach: repositories });
  quiet.github.world.limits.tokenLifetimeMs = 24 * hourMs;
  // It is counted, not enforced.
  quiet.github.world.limits.requestsPerHour = Infinity;
  const read = readSettings({ ...quiet.env, FIXLEAD_STORE: 'sqlite::memory:', LOG_LEVEL: 'silent' });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  const fixlead = await startFixlead(read.settings, { clock: drill.clock });
  try {
    if (hasCase) await report(quiet);
    await passAnHour(drill, quiet, fixlead.work);
    const before = quiet.github.world.requests.length;
    await passAnHour(drill, quiet, fixlead.work);
    return hourOf(quiet.github.world.requests.slice(before));
  } finally {
    await fixlead.stop();
    await quiet.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function report({ github }: QuietGitHub): Promise<void> {
  const vulnerabilities = [{ package: { ecosystem: 'go' as const, name: 'org-1/repo-1' }, vulnerable_version_range: '< 2' }];
  await github
    .actAs('ana')
    .reportVulnerability('org-1/repo-1', { summary: 'Widgets can be read', description: 'By anybody.', vulnerabilities });
}

function hourOf(requests: QuietGitHub['github']['world']['requests']): Hour {
  const byRoute: Record<string, number> = {};
  for (const { method, path, status } of requests) {
    const route = `${method} ${path
      .replace(/\/org-\d+\/repo-\d+/, '/…')
      .replace(/GHSA-[\w-]+/, '{ghsa}')
      .replace(/\d+/g, '{n}')} ${status}`;
    byRoute[route] = (byRoute[route] ?? 0) + 1;
  }
  return { calls: requests.length, counted: requests.filter(({ status }) => status !== 304).length, byRoute };
}

/** In the steps in which the app wants to be woken. */
async function passAnHour(drill: DrillClock, { github }: QuietGitHub, work: Fixlead['work']): Promise<void> {
  const until = drill.clock.now() + hourMs;
  for (;;) {
    await untilQuiet(() => isAtRest(drill, work));
    await github.idle();
    await untilQuiet(() => isAtRest(drill, work));
    if (drill.clock.now() >= until) return;
    drill.setNow(Math.min(drill.sleepers().nextAt, until));
  }
}
