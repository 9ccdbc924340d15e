/** Who may look into a fix repository, and who did without being meant to. */
import type { Login, RepositoryName } from '../ids.ts';
import type { Instant } from '../time/time.ts';

/** Somebody, or a team, who may be let into a fix repository. */
export type Accessor =
  { readonly kind: 'person'; readonly login: Login } | { readonly kind: 'team'; readonly organisation: string; readonly slug: string };

export type AccessLevel = 'write' | 'read';

/**
 * `how`: given by us, theirs before, or refused to us by GitHub, so that a person has to give it. `until`: when it was taken away; missing while
 * they have it.
 */
export type Access = {
  readonly to: Accessor;
  readonly repository: RepositoryName;
  readonly level: AccessLevel;
  readonly since: Instant;
  readonly how: 'given' | 'had' | 'refused';
  readonly until?: Instant;
};

/** `to` is undefined for a team, and for everybody where there is no team either. */
export type Exposure = {
  readonly at: Instant;
  readonly repository: RepositoryName;
  readonly to: Login | undefined;
  readonly team?: string;
};
