import type { RepositoryName } from '../../core/ids.ts';

/** Whose CI speaks, as it has shown; whether it may, the policy says. */
export type Speaker = {
  readonly repository: RepositoryName;
  /** The commit that the run was started for; undefined where a key speaks, which no run stands behind. */
  readonly sha: string | undefined;
  /** Used once, and known for ever after. */
  readonly id: string;
};
