// Which release is to bring the fix of a line (S3).
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import { boardPage } from '../../../src/core/pages.ts';
import { aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aReadyCase, nextOf, seen, typed, wordsOf } from '../../fixtures/happenings.ts';

const policy = aPolicy();
const now = reportedAt + 1;
const target = (branch: string, version: string) => typed({ kind: 'TargetNamed', branch, version });
const planned = nextOf(decide(aReadyCase(), target('release-1.0', 'v1.0.7'), policy, now));

describe('a target', () => {
  it('stands on the board, and the one said last counts', () => {
    const moved = nextOf(decide(planned, target('release-1.0', 'v1.0.8'), policy, now));
    const both = nextOf(decide(moved, target('main', 'v2.0.0'), policy, now));
    expect(boardPage(planned, policy, now)).toContain('- **Fix to come with** `v1.0.7` (`release-1.0`)');
    expect(boardPage(both, policy, now)).toContain('- **Fix to come with** `v1.0.8` (`release-1.0`), `v2.0.0` (`main`)');
    expect(boardPage(aReadyCase(), policy, now)).not.toContain('Fix to come with');
  });

  it('of a line that needs no fix is refused, and says which do', () => {
    expect(decide(aReadyCase(), target('release-0.9', 'v0.9.1'), policy, now)).toMatchObject({
      refusal: { code: 'not-needed', message: 'release-0.9 needs no fix in this case. These do: `release-1.0`, `main`.' },
    });
  });

  it.each([
    { tag: 'v1.0.8', warns: true },
    { tag: 'v1.0.7', warns: false },
  ])('is compared with the release that came, $tag', ({ tag, warns }) => {
    const words = wordsOf(decide(planned, seen({ kind: 'ReleaseSeen', line: 'release-1.0', tag }), policy, now)).join();
    expect(words).toContain(`The release ${tag} contains the fix`);
    expect(words.includes('It was to come with `v1.0.7`, as @max said')).toBe(warns);
  });
});
