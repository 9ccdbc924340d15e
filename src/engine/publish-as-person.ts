/**
 * Publishes with the token of the maintainer who asked for it on the dashboard, so that GitHub's own record names them. Where their session has
 * ended, or GitHub does not let them, the App does it, and the case says which of the two it was.
 */
import type { Login } from '../core/ids.ts';
import { isCaseId } from '../core/ids.ts';
import type { Instant } from '../core/time/time.ts';
import type { Log } from './ports/clock.ts';
import type { Found, Performer } from './ports/github.ts';
import { TokenRefused, type GitHubPeople } from './ports/surface.ts';

/** Errors: TokenRefused, and GitHubFailure when GitHub cannot be asked to renew the token. Undefined when the session has ended. */
export type ActorOf = (act: string) => Promise<{ readonly login: Login; token(): Promise<string> } | undefined>;

type Tools = {
  readonly publish: Performer<'PublishAdvisory'>;
  readonly people: Pick<GitHubPeople, 'publish'>;
  readonly actorOf: ActorOf;
  readonly now: () => Instant;
  readonly log: Log;
};

export function publishAsPerson(tools: Tools): Performer<'PublishAdvisory'> {
  const { publish } = tools;
  return {
    look: (context, effect) => publish.look(context, effect),
    perform: async (context, effect) => {
      if (effect.act === undefined || !isCaseId(context.about)) return publish.perform(context, effect);
      // Somebody may have been quicker; then nothing is done in anybody's name.
      const before = await publish.look(context, effect);
      if (before !== undefined) return before;
      const { about: id, repository } = context;
      return (
        (await inTheirName(tools, effect.act, (token) => tools.people.publish(token, repository, id))) ?? publish.perform(context, effect)
      );
    },
  };
}

/** Undefined when it is for the App to do. Errors: GitHubFailure when it is not known whether it was done; then it is looked at, and tried again. */
async function inTheirName(
  { actorOf, now, log }: Tools,
  act: string,
  publish: (token: string) => Promise<{ readonly publishedAt: Instant | undefined } | 'not-permitted'>,
): Promise<Found | undefined> {
  try {
    const actor = await actorOf(act);
    if (actor === undefined) return undefined;
    const done = await publish(await actor.token());
    if (done === 'not-permitted') return undefined;
    const event = { kind: 'AdvisoryPublished', at: now(), publishedAt: done.publishedAt ?? now(), as: actor.login } as const;
    return { result: `published as @${actor.login}`, event };
  } catch (cause) {
    if (!(cause instanceof TokenRefused)) throw cause;
    log.info({ act }, 'the sign-in of whoever asked is over; the App publishes');
    return undefined;
  }
}
