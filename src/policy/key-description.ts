/** What a person needs to know to set one setting. */
export type KeyDescription = {
  readonly meaning: string;
  readonly unit: string;
  /** What may stand there, as the end of the sentence "it must be …". */
  readonly allowed: string;
  /** The same for one entry of a list, or for what stands behind one key of a mapping. */
  readonly entry?: string;
  /** The keys of a mapping, where they are known beforehand. */
  readonly keys?: readonly string[];
  /** What happens at zero, or when it is empty. */
  readonly atZero: string;
  readonly example: string;
};
