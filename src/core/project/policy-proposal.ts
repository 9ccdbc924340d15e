/** What a pull request would make of a project's policy file: all that its check is made from, and nothing of any case. */
export type PolicyProposal =
  /** `unknown` when there is nothing good to compare with, because the file as it stands now has problems. */
  | { readonly kind: 'good'; readonly changes: readonly ProposedChange[] | 'unknown'; readonly warnings: readonly ProposalProblem[] }
  /** The file itself is to blame; never empty. */
  | { readonly kind: 'broken'; readonly problems: readonly ProposalProblem[] }
  /** The file may be good, but the organisation's, on which it stands, is not. */
  | { readonly kind: 'organisation-broken' }
  | { readonly kind: 'removed'; readonly organisationRules: boolean }
  | { readonly kind: 'not-found-out' };

/** A place in the project's own file, `line` and `column` from 1. */
export type ProposalProblem = { readonly line: number; readonly column: number; readonly message: string };

export type ProposedChange = { readonly setting: string; readonly before: ProposedValue; readonly after: ProposedValue };

/** The check may be public and the organisation's file private, so a value that stands only there is not carried. */
export type ProposedValue = { readonly from: 'organisation' } | { readonly from: 'repository' | 'preset'; readonly value?: unknown };
