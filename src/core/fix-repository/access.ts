/**
 * Who is in the fix repository: the Fix Lead and the named team while the case is open, and nobody longer than that.
 * A standing repository is looked after only where the policy names a team for it: whoever else is in it was let in by hand.
 */
import { isOpen, type Case } from '../case.ts';
import type { Access, AccessLevel, Accessor } from './access-record.ts';
import type { Decision } from '../decision.ts';
import { effectKey, type Effect } from '../effects.ts';
import type { Seen } from '../events.ts';
import { accept } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { tellInPrivate } from '../say.ts';
import { accessRefused } from './access-words.ts';

type Wanted = { readonly to: Accessor; readonly level: AccessLevel };

/** `policy` as it holds for the case. Empty where the app does not look after it. */
export function accessWanted(thisCase: Case, policy: Policy): readonly Wanted[] {
  const { fixMode, fixTeam, fixRepository, maintainers } = policy;
  const isOwn = fixMode === 'per-case';
  if (fixRepository === undefined || (!isOwn && (fixMode === 'temporary-fork' || fixTeam === undefined))) return [];
  // Without a team of its own the maintainers are in it, who still read there afterwards: the retrospective, and what is left to post.
  const team = fixTeam ?? maintainers;
  const ofTeam = (level: AccessLevel): readonly Wanted[] => (team === undefined ? [] : [{ to: { kind: 'team', ...team }, level }]);
  if (!isOpen(thisCase)) return fixTeam === undefined ? ofTeam('read') : [];
  const lead: readonly Wanted[] =
    thisCase.fixLead === undefined ? [] : [{ to: { kind: 'person', login: thisCase.fixLead.login }, level: 'write' }];
  return [...ofTeam('write'), ...lead];
}

/** What is to be given, and what we gave and nobody needs any more. */
export function accessEffects(thisCase: Case, policy: Policy): readonly Effect[] {
  const wanted = accessWanted(thisCase, policy);
  const ended = (thisCase.access ?? []).filter(
    (one) => one.how === 'given' && one.until === undefined && !wanted.some(({ to }) => isSame(to, one.to)),
  );
  const isOwn = policy.fixMode === 'per-case';
  const effect = ({ to, repository, access }: Pick<Access, 'to' | 'repository'> & { readonly access: AccessLevel | 'none' }): Effect => ({
    key: effectKey(thisCase.id, `access/${repository}/${nameOf(to)}`),
    kind: 'SetAccess',
    audience: 'maintainers',
    ...{ repository, to, access, isOwn },
  });
  const { fixRepository } = policy;
  const given = fixRepository === undefined ? [] : wanted.map(({ to, level }) => effect({ to, repository: fixRepository, access: level }));
  return [...given, ...ended.map(({ to, repository }) => effect({ to, repository, access: 'none' }))];
}

export function accessSet(thisCase: Case, event: Seen<'AccessSet'>): Decision {
  const { at, to, repository, access, how } = event;
  const known = thisCase.access ?? [];
  const isIt = (one: Access): boolean => isSame(one.to, to) && one.repository === repository && one.until === undefined;
  const because = [{ rule: 'S100' }] as const;
  const said =
    how === 'refused'
      ? tellInPrivate(thisCase, `access/${nameOf(to)}/${access}/${at}`, accessRefused({ ...event, why: event.why ?? '' }))
      : [];
  if (access === 'none') {
    const after = how === 'refused' ? known : known.map((one) => (isIt(one) ? { ...one, until: at } : one));
    return accept({ ...thisCase, access: after }, because, said);
  }
  const before = known.find(isIt);
  const now: Access = { to, repository, level: access, since: before?.since ?? at, how: before?.how === 'given' ? 'given' : how };
  return accept({ ...thisCase, access: [...known.filter((one) => !isIt(one)), now] }, because, said);
}

/** Whether somebody is in it because we let them in, or found them there. */
export function hasAccess(thisCase: Pick<Case, 'access'>, is: (to: Accessor) => boolean): boolean {
  return (thisCase.access ?? []).some((one) => one.until === undefined && is(one.to));
}

export function isSame(one: Accessor, other: Accessor): boolean {
  return nameOf(one) === nameOf(other);
}

export function nameOf(to: Accessor): string {
  return to.kind === 'person' ? to.login : `${to.organisation}/${to.slug}`.toLowerCase();
}
