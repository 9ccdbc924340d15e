/** What a check-up found: each thing on its own, with what mends it. The set-up page and `fixlead doctor` show the same. */
export type Finding = {
  readonly name: string;
  /** `warn`: it works, and less is held or told than could be. */
  readonly state: 'ok' | 'warn' | 'fail';
  readonly says: string;
  /** What to do, where it is not well. */
  readonly mend?: string;
  /** How to see on a real GitHub that it holds. */
  readonly tryIt?: string;
};

export const well = (name: string, says: string): Finding => ({ name, state: 'ok', says });
export const poor = (name: string, says: string, mend: string): Finding => ({ name, state: 'warn', says, mend });
export const ill = (name: string, says: string, mend: string): Finding => ({ name, state: 'fail', says, mend });
