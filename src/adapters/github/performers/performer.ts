/** What the performers share. */
import type { EffectKind, EffectOf } from '../../../core/effects.ts';
import type { Instant } from '../../../core/time/time.ts';
import type { Found, PerformContext, Performer } from '../../../engine/ports/github.ts';
import { isCaseId } from '../../../core/ids.ts';
import type { AdvisoryPlace } from '../advisories.ts';
import type { GitHubConnection } from '../connect.ts';

export type Tools = { readonly connection: GitHubConnection; readonly now: () => Instant };

/** The advisory that an effect of a case is about. Errors: throws for an effect of a project, which wants nothing on an advisory. */
export function advisoryOf({ about, repository }: PerformContext): AdvisoryPlace {
  if (!isCaseId(about)) throw new Error(`The project ${about} has no advisory`);
  return { repository, caseId: about };
}

/** The performer of an end that is edited in place: it is only written where it does not hold yet, whoever forgot to look. */
export function editInPlace<Kind extends EffectKind>(
  look: Performer<Kind>['look'],
  write: (context: PerformContext, effect: EffectOf<Kind>) => Promise<Found>,
): Performer<Kind> {
  return { look, perform: async (context, effect) => (await look(context, effect)) ?? write(context, effect) };
}
