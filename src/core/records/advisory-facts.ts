/** What an advisory says, as it was read from GitHub. */
import type { Login } from '../ids.ts';

/** What records are made of, as it stands on the advisory. */
export type AdvisoryFacts = {
  readonly title: string;
  readonly text: string;
  readonly cveId?: string;
  readonly vulnerabilities: readonly AdvisoryVulnerability[];
  readonly cwes: readonly { readonly id: string; readonly name: string }[];
  readonly vectors: readonly string[];
  readonly credits: readonly AdvisoryCredit[];
};

/** `range` and `patchedVersions` are as people wrote them; the ecosystem is named as GitHub does. */
export type AdvisoryVulnerability = {
  readonly ecosystem?: string;
  readonly name?: string;
  readonly range: string;
  readonly patchedVersions?: string;
};

/** `accepted` when the person agreed to be named, which GitHub asks them. */
export type AdvisoryCredit = { readonly login: Login; readonly type: string; readonly accepted: boolean };
