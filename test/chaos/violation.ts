/** What must not be, and was. */
export type Violation = {
  readonly kind: 'duplicate' | 'lost' | 'stuck' | 'early' | 'late' | 'history' | 'expectation' | 'broken' | 'public' | 'secret';
  readonly what: string;
};

/** Whatever is there more than once, and how often. */
export function repeated(all: readonly string[]): readonly string[] {
  return [...Map.groupBy(all, (one) => one)].filter(([, same]) => same.length > 1).map(([one, same]) => `${same.length} times: ${one}`);
}
