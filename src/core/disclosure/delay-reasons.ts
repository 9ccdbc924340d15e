/** For which reasons a disclosure may be delayed. Source: S39. */
export const delayReasons = ['not-understood', 'not-tested', 'distributors'] as const;
export type DelayReason = (typeof delayReasons)[number];
