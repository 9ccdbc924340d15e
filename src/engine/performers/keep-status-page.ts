/** Gives a reporter the link to their page, or ends what was given. The link is made here and told; the store gets its digest alone. */
import { linkPlace } from '../../core/reporter/status-page-words.ts';
import type { EffectOf } from '../../core/effects.ts';
import { isCaseId, login, type CaseId } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';
import type { Found, PerformContext, Performer } from '../ports/github.ts';
import type { Store } from '../ports/store.ts';

/** The same link each time for one edition, so that a second try tells no second one. */
export type StatusLinks = {
  make(caseId: CaseId, edition: number): { readonly url: string; readonly id: string };
};

type Tools = {
  /** Undefined where there is no dashboard. */
  readonly links: StatusLinks | undefined;
  readonly store: Pick<Store, 'addAccessKey' | 'listAccessKeys' | 'endAccessKey'>;
  readonly say: Performer<'SayOnAdvisory'>;
  readonly sayByHand: Performer<'SayInFixRepository'>;
  readonly now: () => Instant;
};

export function keepStatusPage(tools: Tools): Performer<'KeepStatusPage'> {
  return {
    // What is there already is found by looking for each part of it.
    look: () => Promise.resolve(undefined),
    perform: (context, effect) => keep(tools, context, effect),
  };
}

async function keep(tools: Tools, context: PerformContext, effect: EffectOf<'KeepStatusPage'>): Promise<Found> {
  const { links, store } = tools;
  const { about } = context;
  if (!isCaseId(about)) return { result: 'it belongs to no case' };
  const wanted = effect.edition === undefined ? undefined : links?.make(about, effect.edition);
  const known = await store.listAccessKeys({ kind: 'status', caseId: about });
  for (const { id, githubId } of known) if (id !== wanted?.id) await store.endAccessKey(id, githubId);
  if (wanted === undefined) return { result: links === undefined ? 'there is no dashboard' : 'ended the status page' };
  if (!known.some(({ id }) => id === wanted.id)) {
    // Nobody looks through it as themselves.
    const nobody = { login: login('the-reporter'), githubId: 0 };
    await store.addAccessKey({ ...nobody, kind: 'status', id: wanted.id, caseId: about, madeAt: tools.now() });
  }
  return tell(tools, context, effect, wanted.url);
}

async function tell(tools: Tools, context: PerformContext, effect: EffectOf<'KeepStatusPage'>, url: string): Promise<Found> {
  const key = `${effect.key}/${effect.edition ?? 0}`;
  const body = effect.body.replace(linkPlace, url);
  const { place } = effect;
  if (place === undefined) {
    const said = { kind: 'SayOnAdvisory', audience: 'reporter', key, body } as const;
    return (await tools.say.look(context, said)) ?? tools.say.perform(context, said);
  }
  const said = { kind: 'SayInFixRepository', audience: 'maintainers', key, place, body } as const;
  return (await tools.sayByHand.look(context, said)) ?? tools.sayByHand.perform(context, said);
}
