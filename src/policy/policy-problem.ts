/** What can be wrong with a policy file, each at its place, so that an editor or a reviewer can point at it. */
export type PolicyProblem = {
  readonly code: PolicyProblemCode;
  /** The file as the caller named it. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1. Unit: UTF-16 code units, as editors count. */
  readonly column: number;
  /** What is wrong and what is allowed instead. */
  readonly message: string;
  /** What was most likely meant, to be put in the place of what stands there. */
  readonly suggestion?: string;
};

/** The first group is about YAML, the second about one key, the third about keys together; the last are only ever warnings. */
export type PolicyProblemCode =
  | 'too-large'
  | 'not-text'
  | 'too-complex'
  | 'bad-yaml'
  | 'tab-indentation'
  | 'duplicate-key'
  | 'alias'
  | 'many-documents'
  | 'not-a-mapping'
  | 'unknown-key'
  | 'wrong-type'
  | 'out-of-range'
  | 'not-allowed'
  | 'bad-version-rule'
  | 'given-twice'
  | 'bad-branch-name'
  | 'bad-lines-rule'
  | 'temporary-fork'
  | 'unknown-time-zone'
  | 'unknown-holidays'
  | 'bad-template'
  | 'no-such-date'
  | 'no-open-day'
  | 'added-and-removed'
  | 'review-without-fix-repository'
  | 'agreement-versions'
  | 'distributors-without-fix-repository'
  | 'removes-nothing'
  | 'incomplete-calendar'
  | 'publishes-without-lines'
  | 'publishes-without-review'
  | 'rota-unused'
  | 'nobody-leads'
  | 'due-before-answer'
  | 'calendar-data-ends';

/** `.github/fixlead.yml:3:5: …`, the form that editors and CI turn into a link. */
export function formatProblem(problem: PolicyProblem): string {
  const { path, line, column } = problem;
  return `${path}:${line}:${column}: ${formatMessage(problem)}`;
}

/** The same where the place is shown otherwise. */
export function formatMessage({ message, suggestion }: Pick<PolicyProblem, 'message' | 'suggestion'>): string {
  return suggestion === undefined || message.endsWith('?') ? message : `${message} Did you mean ${suggestion}?`;
}

/** A problem whose place is still an offset into the text. */
export type Finding = Pick<PolicyProblem, 'code' | 'message' | 'suggestion'> & {
  /** Unit: UTF-16 code units from the start of the text. */
  readonly offset: number;
};

/** Any value of a file as it may be shown in a message: on one line, never long, nothing in it invisible; text stands in quotes. */
export function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return visible(JSON.stringify(cut(value, longestShown)), Infinity);
  return visible(JSON.stringify(value) ?? 'nothing', longestShown);
}

/** The text on one line, cut to a length, with every character that does not show written as its code. */
export function visible(text: string, longest: number): string {
  return cut(text, longest).replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`,
  );
}

const longestShown = 60;

/** Edge: half a surrogate pair at the cut becomes U+FFFD. */
function cut(text: string, longest: number): string {
  return (text.length > longest ? `${text.slice(0, longest)}…` : text).toWellFormed();
}
