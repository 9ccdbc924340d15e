/**
 * Changes the state of an advisory, up to its publication, with the token of the maintainer who asked for it on the dashboard, so that GitHub's own
 * record names them. Where their session has ended, or GitHub does not let them, the App does it, and the outcome says which of the two it was.
 */
import type { EffectOf } from '../../core/effects.ts';
import type { CaseId, Login } from '../../core/ids.ts';
import { isCaseId } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';
import type { Log } from '../ports/clock.ts';
import type { Found, PerformContext, Performer } from '../ports/github.ts';
import { TokenRefused, type GitHubPeople } from '../ports/surface.ts';

/** Errors: TokenRefused, and GitHubFailure when GitHub cannot be asked to renew the token. Undefined when the session has ended. */
export type ActorOf = (act: string) => Promise<{ readonly login: Login; token(): Promise<string> } | undefined>;

type Tools = {
  readonly people: Pick<GitHubPeople, 'publish' | 'setState'>;
  readonly actorOf: ActorOf;
  readonly now: () => Instant;
  readonly log: Log;
};

export function publishAsPerson(tools: Tools, byApp: Performer<'PublishAdvisory'>): Performer<'PublishAdvisory'> {
  const { people, now } = tools;
  return asPerson(tools, byApp, async (token, as, { repository, id }) => {
    const done = await people.publish(token, repository, id);
    if (done === 'not-permitted') return undefined;
    const event = { kind: 'AdvisoryPublished', at: now(), publishedAt: done.publishedAt ?? now(), as } as const;
    return { result: `published as @${as}`, event };
  });
}

/** Accepting a report makes its advisory a draft, rejecting it closes the advisory. */
export function setStateAsPerson(tools: Tools, byApp: Performer<'SetAdvisoryState'>): Performer<'SetAdvisoryState'> {
  return asPerson(tools, byApp, async (token, as, { repository, id }, { state }) => {
    const done = await tools.people.setState(token, repository, id, state);
    return done === 'not-permitted' ? undefined : { result: `${state} as @${as}` };
  });
}

type Of = Pick<PerformContext, 'repository'> & { readonly id: CaseId };
/** Undefined where GitHub does not let them. */
type InTheirName<Wanted> = (token: string, as: Login, of: Of, effect: Wanted) => Promise<Found | undefined>;

type Hand<Wanted> = {
  look(context: PerformContext, effect: Wanted): Promise<Found | undefined>;
  perform(context: PerformContext, effect: Wanted): Promise<Found>;
};

function asPerson<Wanted extends EffectOf<'PublishAdvisory' | 'SetAdvisoryState'>>(
  tools: Tools,
  byApp: Hand<Wanted>,
  act: InTheirName<Wanted>,
): Hand<Wanted> {
  return {
    look: (context, effect) => byApp.look(context, effect),
    perform: async (context, effect) => {
      const { about: id, repository } = context;
      if (effect.act === undefined || !isCaseId(id)) return byApp.perform(context, effect);
      // Somebody may have been quicker; then nothing is done in anybody's name.
      const before = await byApp.look(context, effect);
      if (before !== undefined) return before;
      return (
        (await inTheirName(tools, effect.act, (token, as) => act(token, as, { repository, id }, effect))) ?? byApp.perform(context, effect)
      );
    },
  };
}

/** Undefined when it is for the App to do. Errors: GitHubFailure when it is not known whether it was done; then it is looked at, and tried again. */
async function inTheirName(
  { actorOf, log }: Tools,
  act: string,
  perform: (token: string, as: Login) => Promise<Found | undefined>,
): Promise<Found | undefined> {
  try {
    const actor = await actorOf(act);
    return actor === undefined ? undefined : await perform(await actor.token(), actor.login);
  } catch (cause) {
    if (!(cause instanceof TokenRefused)) throw cause;
    log.info({ act }, 'the sign-in of whoever asked is over; the App does it');
    return undefined;
  }
}
