/** The app in a process of its own, wired by the same `main.ts` as in production, with a clock that the drill sets through messages. */
import type { Instant } from '../core/time/time.ts';
import type { Bounds } from '../engine/engine.ts';
import { startFixlead } from '../main.ts';
import { readSettings } from '../settings/settings.ts';
import { createDrillClock, isAtRest, untilQuiet } from './drill-clock.ts';

export type ToApp =
  | { readonly ask: 'set-now'; readonly id: number; readonly at: Instant; readonly truly: Instant | undefined }
  | { readonly ask: 'settle'; readonly id: number };
export type FromApp = { readonly answer: number; readonly nextAt: Instant } | { readonly started: string };

const hourMs = 3_600_000;
/** With the clock run fast nothing is gained by looking every few minutes of it. */
const drillBounds: Partial<Bounds> = {
  idleMs: 24 * hourMs,
  slowestRepositoryLookMs: 3 * hourMs,
  slowestCaseLookMs: hourMs / 3,
  slowestLinesLookMs: 12 * hourMs,
  slowestAccessLookMs: 12 * hourMs,
  slowestRulesLookMs: 12 * hourMs,
  slowestPublicLookMs: 12 * hourMs,
  slowestPolicyLookMs: 24 * hourMs,
  slowestElsewhereLookMs: hourMs,
  sweepMs: 2 * hourMs,
};

// Whoever starts it may want it to look as often as in production, have its clock wrong, and say how long GitHub may take for an answer.
const {
  FIXLEAD_DRILL_STARTS_AT,
  FIXLEAD_DRILL_TRULY = FIXLEAD_DRILL_STARTS_AT,
  FIXLEAD_DRILL_LOOKS,
  FIXLEAD_DRILL_GITHUB_TIMEOUT_MS,
} = process.env;
const drill = createDrillClock(Number(FIXLEAD_DRILL_STARTS_AT), Number(FIXLEAD_DRILL_TRULY));
const read = readSettings(process.env);
if (!read.ok) throw new Error(read.problems.join('\n'));
const fixlead = await startFixlead(read.settings, {
  clock: drill.clock,
  bounds: FIXLEAD_DRILL_LOOKS === 'ordinary' ? {} : drillBounds,
  gitHubTimeoutMs: FIXLEAD_DRILL_GITHUB_TIMEOUT_MS === undefined ? undefined : Number(FIXLEAD_DRILL_GITHUB_TIMEOUT_MS),
});

process.on('message', (message: ToApp) => void follow(message));
// Without its drill the app has no time.
process.on('disconnect', () => process.exit(0));
tell({ started: fixlead.url });

async function follow(message: ToApp): Promise<void> {
  if (message.ask === 'set-now') drill.setNow(message.at, message.truly);
  else await untilQuiet(() => isAtRest(drill, fixlead.work));
  tell({ answer: message.id, nextAt: drill.sleepers().nextAt });
}

function tell(message: FromApp): void {
  process.send?.(message);
}
