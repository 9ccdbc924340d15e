/** What a measure finds out: one figure beside its reference, and whether it is what was promised. */

/** `measured` is compared; `unit` names it, and `×` is a ratio to a reference that was measured in the same run. */
export type Figure = {
  readonly name: string;
  readonly says: string;
  readonly measured: number;
  readonly unit: string;
  readonly wanted: Wanted;
  /** What the figure was made from, such as both rates of a ratio, by name. */
  readonly from: Readonly<Record<string, number | string>>;
  /** Why it is not reached here, or what a reader should know of it. */
  readonly because?: string;
};

/** `told` is measured for whoever wants to know; nothing was promised of it. */
export type Wanted = { readonly atLeast: number } | { readonly atMost: number } | 'told';

export type Verdict = 'reached' | 'NOT REACHED' | 'told';

/** A measure that came to no number has reached nothing. */
export function verdict({ measured, wanted }: Pick<Figure, 'measured' | 'wanted'>): Verdict {
  if (wanted === 'told') return 'told';
  const isReached = 'atLeast' in wanted ? measured >= wanted.atLeast : measured <= wanted.atMost;
  return isReached ? 'reached' : 'NOT REACHED';
}

export function tellWanted(wanted: Wanted): string {
  if (wanted === 'told') return '';
  return 'atLeast' in wanted ? `≥ ${tellNumber(wanted.atLeast)}` : `≤ ${tellNumber(wanted.atMost)}`;
}

/** Three digits that matter, and no more. */
export function tellNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}
