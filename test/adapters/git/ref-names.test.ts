// What we take for a name of a branch, git must take too: git itself is asked.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fullRef, isRefName } from '../../../src/adapters/git/ref-names.ts';

/** Letters that names are made of, and all that git or a shell could take for something else. */
const letters = fc.constantFrom(...'ab1/.-_@{~^:?*[\\ ;|&$`"\'<>\n\t\u0000\u007f#%é', '..', '.lock', '//', '@{', '--upload-pack=x');
const names = fc.array(letters, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));

describe('a name of a branch', () => {
  it('is refused before git sees it, whenever git would refuse it', () => {
    const taken = fc.sample(names, { numRuns: 4_000, seed: 7 }).filter(isRefName).slice(0, 60);
    expect(taken.length).toBeGreaterThan(20);
    for (const name of taken) expect([name, spawnSync('git', ['check-ref-format', `refs/heads/${name}`]).status]).toEqual([name, 0]);
  }, 120_000);

  it('never begins like an option, and never leaves its folder', () => {
    fc.assert(
      fc.property(names, (name) => {
        if (!isRefName(name)) expect(() => fullRef(`heads/${name}`)).toThrow('that is no name of a branch or tag');
        else expect(fullRef(`heads/${name}`)).toMatch(/^refs\/heads\/(?!-)(?!.*\.\.)[^\0]+$/su);
      }),
    );
  });
});
