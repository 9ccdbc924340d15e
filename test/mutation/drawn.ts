/** Which mutants are run when not all are: the same ones for the same share and seed. */
import { createHash } from 'node:crypto';

/** From 0 to 1. */
export const share = Number(process.env.FIXLEAD_MUTATION_SHARE ?? 1);
export const seed = process.env.FIXLEAD_MUTATION_SEED ?? '1';

export function isDrawn(id: string): boolean {
  return createHash('sha256').update(`${seed}:${id}`).digest().readUInt32BE() / 2 ** 32 < share;
}
