// Statements as no CI of ours would send them: read, or refused in words that repeat nothing of them.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readStatement } from '../../../src/adapters/evidence/statement.ts';

const canary = 'the-report-itself';
const valid = {
  ...{ repository: 'acme/widget-security', sha: 'c'.repeat(40), tree: '7'.repeat(40), check: 'unit tests', conclusion: 'success' },
  url: 'https://ci.example.org/runs/7',
};

const hostile = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, -1, 1e308, [], {}, [[canary]], { toString: canary }),
  fc.constantFrom('', '\u0000', '\u202Elautca', 'a\nb', '__proto__', '../../etc/passwd', '-/..', `acme/${canary} `, '𝕏'.repeat(300)),
  fc.constantFrom(
    `https://x/${'y'.repeat(600)}`,
    'javascript:alert(1)',
    'https://x/<b>',
    'HTTPS://x',
    `https://x/\u2028${canary}`,
    'ﬀ'.repeat(20),
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.jsonValue({ maxDepth: 2 }),
);
const names = fc.oneof(fc.constantFrom(...Object.keys(valid), canary, '__proto__', 'constructor', ''), fc.string());

/** As `JSON.parse` makes it: a field of that name, whatever other objects are made of. */
function withField(body: object, name: string, value: unknown): object {
  return Object.fromEntries([...Object.entries(body), [name, value]]);
}

describe('a statement in which anything stands where something else should', () => {
  it('is read with names and pages that hide nothing, or refused by its field', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(names, hostile), { minLength: 1, maxLength: 3 }), (changes) => {
        const body = changes.reduce((all, [name, value]) => withField(all, name, value), valid as object);
        const read = readStatement(Buffer.from(JSON.stringify(body)));
        if ('problem' in read)
          expect(read.problem).toMatch(/^(a field is not known; |(repository|sha|tree|check|conclusion|url)?(the body)?: )/);
        else {
          for (const one of [read.name, read.url ?? '']) expect(one).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
          expect(read.url ?? 'https://').toMatch(/^https:\/\//);
          expect([read.sha, read.tree].join(' ')).toMatch(/^[0-9a-f]{40} [0-9a-f]{40}$/);
          expect(read.repository).toMatch(/^[\w-]+\/[\w.-]+$/);
        }
        expect(JSON.stringify('problem' in read ? read : {})).not.toContain(canary);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is refused when it was cut off, is any bytes at all, or is as deep as the door lets in', () => {
    const whole = Buffer.from(JSON.stringify(valid));
    for (let length = 0; length < whole.length; length += 1) expect(readStatement(whole.subarray(0, length))).toHaveProperty('problem');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => expect(readStatement(Buffer.from(bytes))).toHaveProperty('problem')),
    );
    expect(readStatement(Buffer.from('['.repeat(8_000) + ']'.repeat(8_000)))).toHaveProperty('problem');
  });
});
