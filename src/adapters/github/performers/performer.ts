/** What the performers share. */
import type { EffectKind, EffectOf } from '../../../core/effects.ts';
import type { Instant } from '../../../core/time/time.ts';
import type { Found, PerformContext, Performer } from '../../../engine/ports.ts';
import type { GitHubConnection } from '../connect.ts';

export type Tools = { readonly connection: GitHubConnection; readonly now: () => Instant };

/** The performer of an end that is edited in place: it is only written where it does not hold yet, whoever forgot to look. */
export function editInPlace<Kind extends EffectKind>(
  look: Performer<Kind>['look'],
  write: (context: PerformContext, effect: EffectOf<Kind>) => Promise<Found>,
): Performer<Kind> {
  return { look, perform: async (context, effect) => (await look(context, effect)) ?? write(context, effect) };
}
