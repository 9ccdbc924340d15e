/** For which reasons a case of low score may be slowed down. Source: S101. */
export const slowReasons = ['holidays', 'bandwidth', 'other-circumstances'] as const;

export type SlowReason = (typeof slowReasons)[number];
