/** Numbers that look random and are the same for the same seed (mulberry32). */
export type Chance = {
  /** From 0, below 1. */
  next(): number;
  /** `length` letters out of `alphabet`. */
  word(alphabet: string, length: number): string;
};

export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const word = (alphabet: string, length: number) => Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join('');
  return { next, word };
}

/** The letters GitHub uses in advisory ids. Source: github/advisory-database README. */
const ghsaAlphabet = '23456789cfghjmpqrvwx';
const base64url = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';
const hex = '0123456789abcdef';

export const ghsaId = (chance: Chance) =>
  `GHSA-${chance.word(ghsaAlphabet, 4)}-${chance.word(ghsaAlphabet, 4)}-${chance.word(ghsaAlphabet, 4)}`;

export const guid = (chance: Chance) => [8, 4, 4, 4, 12].map((length) => chance.word(hex, length)).join('-');

/** A token in the form GitHub gives apps since October 2026: `ghs_APPID_` and a JWT, about 520 characters in all. */
export const installationToken = (chance: Chance, appId: number) =>
  `ghs_${appId}_${[36, 130, 342].map((length) => chance.word(base64url, length)).join('.')}`;

export const personToken = (chance: Chance) => `ghu_${chance.word(base64url.slice(0, 62), 36)}`;
