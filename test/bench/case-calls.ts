/** What a whole case asks of GitHub: the drill's, from the report to the publication, counted from the simulated GitHub's own record. */
import { join } from 'node:path';
import { play } from '../../src/drill/player.ts';
import { readScenario } from '../../src/drill/scenario.ts';
import { setStage } from '../../src/drill/stage.ts';
import type { LoggedRequest } from '../../src/drill/simulated-github/world.ts';
import type { Figure } from './figure.ts';

const scenario = join(import.meta.dirname, '../../src/drill/scenarios/vitess-2024-32886.yaml');

export async function measureCaseCalls(): Promise<readonly Figure[]> {
  const stage = await setStage(readScenario(scenario));
  try {
    await play(stage, () => undefined);
    return figures(stage.github.world.requests.filter(({ actor }) => isOurs(actor)));
  } finally {
    await stage.close();
  }
}

/** The App itself, with its own token or as an installation. */
function isOurs(actor: string): boolean {
  return actor === 'app' || actor.endsWith('[bot]');
}

export function figures(requests: readonly LoggedRequest[]): readonly Figure[] {
  const writes = requests.filter(isWrite);
  const free = requests.filter(({ status }) => status === 304);
  const twice = [...repeatedWrites(writes), ...repeatedReads(requests)];
  return [
    {
      ...{ name: 'case-calls', says: 'API calls of a whole case, the drill’s: what changes something, by what it changes' },
      ...{ measured: requests.length, unit: 'calls', wanted: 'told' },
      from: { 'not modified (304)': free.length, 'read in full': requests.length - free.length - writes.length, ...countByRoute(writes) },
    },
    {
      ...{
        name: 'case-calls-twice',
        says: 'of these, made twice: the same change, or the same page read in full, though nothing happened in between',
      },
      ...{ measured: twice.length, unit: 'calls', wanted: { atMost: 0 }, from: countByRoute(twice) },
    },
  ];
}

/** Git fetches by POST. */
function isWrite({ method, path }: LoggedRequest): boolean {
  return method !== 'GET' && !path.endsWith('/git-upload-pack') && !path.includes('/access_tokens');
}

/** A change that was made, asked for again in the very same words, whenever. What GitHub refused may be asked for again. */
function repeatedWrites(writes: readonly LoggedRequest[]): readonly LoggedRequest[] {
  const last = new Map<string, string>();
  const made = writes.filter(({ status, path }) => status < 300 && !path.includes('.git/'));
  return made.filter(({ method, path, body }) => {
    const [place, words] = [`${method} ${path}`, JSON.stringify(body ?? '')];
    const isAgain = last.get(place) === words;
    last.set(place, words);
    return isAgain;
  });
}

/** Answered in full twice in one instant, with no change of ours between. */
function repeatedReads(requests: readonly LoggedRequest[]): readonly LoggedRequest[] {
  const seen = new Set<string>();
  return requests.filter((request) => {
    if (isWrite(request)) seen.clear();
    if (request.method !== 'GET' || request.status !== 200 || request.path.includes('.git/')) return false;
    const key = JSON.stringify([request.at, request.path, request.query]);
    const isAgain = seen.has(key);
    seen.add(key);
    return isAgain;
  });
}

function countByRoute(requests: readonly LoggedRequest[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { method, path } of requests) {
    const route = `${method} ${path
      .replace(/GHSA-[\w-]+/g, '{ghsa}')
      .replace(/[0-9a-f]{40}/g, '{sha}')
      .replace(/\/\d+/g, '/{n}')}`;
    counts[route] = (counts[route] ?? 0) + 1;
  }
  return counts;
}
