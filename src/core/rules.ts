/**
 * The sentences that the two policies promise, as far as the app acts on them.
 * `source` names the policy and its line: G is the generic policy with a distributors list, V is Vitess's.
 */
export const rules = {
  S8: { source: 'G:20', words: 'fielded by the maintainers who have committer and release permissions' },
  S9: { source: 'G:20', words: 'Emails will be addressed within 3 business days' },
  S23: { source: 'G:46', words: 'the maintainers will follow up with a detailed reason for rejection' },
  S24: { source: 'G:47', words: 'The maintainers will initiate a conversation with the reporter within 3 business days' },
  S27: { source: 'G:49', words: 'The maintainers will also create a Security Advisory' },
  S29: { source: 'G:49', words: 'The maintainers make the final call on the calculated CVSS' },
  S30: { source: 'G:49', words: 'it is better to move quickly than making the CVSS perfect' },
  S32: { source: 'G:49', words: 'The draft advisory will initially be set to private' },
  S42: { source: 'G:52', words: 'The maintainer team holds the final say when setting a public disclosure date' },
  S44: { source: 'G:53', words: 'backport a patch release into all earlier supported releases' },
  S46: { source: 'G:58', words: 'The maintainers publish the public advisory to this project’s community via GitHub' },
  S63: { source: 'G:90', words: 'This remains true until the public disclosure date/time agreed upon by the list' },
  S75: { source: 'V:12', words: 'team is responsible for the entire response including internal communication and external disclosure' },
  S79: { source: 'V:27', words: 'a member of the maintainers team will volunteer to lead coordination of the fix (Fix Lead)' },
  S80: { source: 'V:27', words: 'ensure that it is backported to each supported branch' },
  S84: { source: 'V:29', words: 'The Fix Lead drives the schedule using their best judgment based on severity and development time' },
  S95: { source: 'V:56', words: 'These steps should be completed within the 1-7 days of Disclosure' },
  S96: { source: 'V:58', words: 'The Fix Lead will create a CVSS using the CVSS Calculator' },
  S97: { source: 'V:60', words: 'The Fix Lead makes the final call on the calculated CVSS' },
  S100: { source: 'V:62', words: 'Maintainers will review the fix branch in a private repo and provide require LGTMs' },
  S106: { source: 'V:76', words: 'This time is the Release Date' },
} as const satisfies Record<string, { source: string; words: string }>;

export type RuleId = keyof typeof rules;

/** One reason for what was decided: the sentence of the policy, or a fact. */
export type Reason = { readonly rule: RuleId } | { readonly fact: string };

/** `S9 (G:20): “Emails will be addressed within 3 business days”` */
export function quoteRule(rule: RuleId): string {
  return `${rule} (${rules[rule].source}): “${rules[rule].words}”`;
}
