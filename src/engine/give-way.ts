/** While webhooks pour in, taking them in goes before deciding on them: GitHub waits ten seconds for an answer, and what is stored does not run away. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Engine } from './engine.ts';

/** More in one breath is a rush. Unit: webhooks. */
const rush = 8;
/** Unit: ms of the machine, whatever the clock says. */
const breathMs = 10;
/** So that work goes on however long the rush lasts: four rounds a second. */
const mostBreaths = 25;

/** Does the round, and then lets a rush that came in meanwhile pass, for at most `mostBreaths`. */
export async function givingWay<Result>({ webhooksSoFar }: Pick<Engine, 'webhooksSoFar'>, round: () => Promise<Result>): Promise<Result> {
  if (webhooksSoFar === undefined) return round();
  let before = webhooksSoFar();
  const result = await round();
  for (let breath = 0; breath < mostBreaths && webhooksSoFar() - before > rush; breath += 1) {
    before = webhooksSoFar();
    await pause(breathMs);
  }
  return result;
}
