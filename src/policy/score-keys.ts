/** The settings about the score. */
import type { KeyDescription } from './key-description.ts';

/** What each holds when it is read, in the words of the file. */
export type ScoreValues = {
  readonly 'cvss.final_call': 'maintainers' | 'fix_lead';
  readonly 'cvss.asap_from': number;
  readonly 'cvss.write': 'newest' | '3' | '4';
};

export const scoreKeys: Readonly<Record<keyof ScoreValues, KeyDescription>> = {
  'cvss.final_call': {
    meaning: 'Who makes the final call on the CVSS score.',
    unit: 'none',
    allowed: '`maintainers` or `fix_lead`',
    atZero: 'It cannot be empty.',
    example: 'fix_lead',
  },
  'cvss.asap_from': {
    meaning:
      'The score from which a publicly known vulnerability makes everything due at once; below it the maintainers may slow a case down.',
    unit: 'CVSS score',
    allowed: 'a number from 0 to 10',
    atZero: '0: whatever is publicly known is due at once, and nothing may be slowed down.',
    example: '4',
  },
  'cvss.write': {
    meaning: 'Which vector the advisory gets where there is one of CVSS 3 and one of CVSS 4: the `newest` given, or that of one version.',
    unit: 'a version of CVSS, without what follows the point',
    allowed: '`newest`, "3" or "4", the numbers between quotes',
    atZero: 'It cannot be empty. Where there is no vector of that version, the advisory gets the other one.',
    example: '"4"',
  },
};
