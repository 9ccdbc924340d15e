import { describe, expect, it } from '@jest/globals';
import { createSealing } from '../../src/dashboard/sealing.ts';

const ours = createSealing('the first key, which is long enough');
const other = createSealing('another key, which is long as well..');

describe('what is sealed', () => {
  it('opens again, for the use it was sealed for', () => expect(ours.open('tokens', ours.seal('tokens', 'ghu_äöü'))).toBe('ghu_äöü'));
  it('does not show what it holds, and looks different each time', () => {
    const [one, two] = [ours.seal('tokens', 'ghu_1'), ours.seal('tokens', 'ghu_1')];
    expect(one).not.toBe(two);
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('ghu_');
  });
  it('does not open for another use, nor with another key', () => {
    expect(ours.open('sign-in', ours.seal('tokens', 'x'))).toBeUndefined();
    expect(other.open('tokens', ours.seal('tokens', 'x'))).toBeUndefined();
  });
  it('does not open when any byte was changed, or some are missing', () => {
    const sealed = Buffer.from(ours.seal('tokens', 'some text'), 'base64url');
    for (const [at] of sealed.entries()) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(ours.open('tokens', changed.toString('base64url'))).toBeUndefined();
      expect(ours.open('tokens', sealed.subarray(0, at).toString('base64url'))).toBeUndefined();
    }
  });
});

describe('what is signed', () => {
  it('is believed for this text, use and key alone', () => {
    const signature = ours.sign('cookie', 'abc');
    expect(ours.isSigned('cookie', 'abc', signature)).toBe(true);
    expect([
      ours.isSigned('cookie', 'abd', signature),
      ours.isSigned('form', 'abc', signature),
      other.isSigned('cookie', 'abc', signature),
    ]).toEqual([false, false, false]);
    expect(ours.isSigned('cookie', 'abc', '')).toBe(false);
  });
});
