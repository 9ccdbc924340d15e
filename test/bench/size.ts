/** How much is measured: in full, or just enough to see that the measures run. */
export type Size = {
  /** Pairs that count; one before them warms up. */
  readonly rounds: number;
  /** How long one run under load takes. */
  readonly seconds: number;
  /** What is counted in hundreds or more is multiplied by this. */
  readonly scale: number;
};

export const full: Size = { rounds: 3, seconds: 5, scale: 1 };
export const tiny: Size = { rounds: 1, seconds: 1, scale: 0.001 };
