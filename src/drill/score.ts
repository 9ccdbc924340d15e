/** The score of a drill: what was due, when it was done, and which sentence of the policy wanted it. */
import { openStore } from '../adapters/store/open-store.ts';
import { standing, type Obligation } from '../core/schedule/obligation.ts';
import { obligations } from '../core/schedule/obligations.ts';
import { quoteRule } from '../core/rules.ts';
import type { Instant } from '../core/time/time.ts';
import type { Told } from './player.ts';
import type { Stage } from './stage.ts';

export type Due = {
  readonly what: string;
  readonly dueAt: Instant | undefined;
  readonly metAt: Instant | undefined;
  readonly standing: ReturnType<typeof standing>;
  readonly sentences: readonly string[];
};
export type Score = {
  readonly dues: readonly Due[];
  readonly held: number;
  readonly failed: number;
  readonly parked: readonly string[];
  readonly passed: boolean;
};

/** Call when the app has stopped: the store is read as it was left. */
export async function scoreOf(stage: Stage, timeline: readonly Told[]): Promise<Score> {
  const checks = timeline.flatMap((told) => told.checks);
  const failed = checks.filter((check) => check.holdsAt === undefined).length;
  const store = await openStore(stage.storeUrl, { readOnly: true });
  try {
    const dues: Due[] = [];
    for (const { id } of await store.listCases()) {
      const stored = await store.readCase(id);
      if (stored !== undefined) dues.push(...obligations(stored.case, stored.policy).map((one) => dueOf(one, stage.now())));
    }
    const parked = (await store.listParked()).map((one) => `${one.key}: ${one.error}`);
    return { dues, held: checks.length - failed, failed, parked, passed: failed === 0 };
  } finally {
    await store.close();
  }
}

function dueOf(obligation: Obligation, now: Instant): Due {
  const { what, dueAt, metAt, rules } = obligation;
  return { what, dueAt, metAt, standing: standing(obligation, now), sentences: rules.map(quoteRule) };
}
