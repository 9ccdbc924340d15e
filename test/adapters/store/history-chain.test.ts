import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, digestOf } from '../../../src/adapters/store/canonical-json.ts';
import { chain, genesisHash, verifyHistory } from '../../../src/adapters/store/history-chain.ts';
import type { DecidedEvent, HistoryLine } from '../../../src/engine/ports/store.ts';
import { aCaseId, aDecidedEvent } from '../../fixtures/a-case.ts';

describe('canonical JSON', () => {
  it.each([
    ['sorts keys at every depth', { b: { d: 1, c: 2 }, a: [{ z: 1, y: 2 }] }, '{"a":[{"y":2,"z":1}],"b":{"c":2,"d":1}}'],
    ['leaves out what is undefined', { a: undefined, b: 1 }, '{"b":1}'],
    ['keeps the order of a list', [3, 1, 2], '[3,1,2]'],
    ['writes text as JSON does', { text: '"\n\u0000\ud800' }, '{"text":"\\"\\n\\u0000\\ud800"}'],
  ])('%s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('says the same after the value was stored as JSON and read back', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(JSON.parse(JSON.stringify(value))) === canonicalJson(value)));
  });

  it('is JSON that says the same', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

const underP1 = (overrides: Partial<DecidedEvent> = {}) => ({ ...aDecidedEvent(overrides), policyDigest: 'p1' });

describe('the history chain', () => {
  const lines = chain(aCaseId, undefined, [underP1(), underP1({ outcome: 'refused', refusalCode: 'wrong-phase' })]);
  const stored = { case: { id: aCaseId }, version: 2 };

  it('begins with 64 zeros and links each line to the one before', () => {
    expect(lines.map(({ version }) => version)).toEqual([1, 2]);
    expect(lines.map(({ previousHash }) => previousHash)).toEqual(['0'.repeat(64), lines[0]?.hash]);
    expect(genesisHash).toBe('0'.repeat(64));
  });

  it('hashes with SHA-256 over the line, its case, its number, its policy and the hash before', () => {
    const { refusalCode: _, ...decided } = aDecidedEvent();
    expect(lines[0]?.hash).toBe(digestOf({ ...decided, version: 1, caseId: aCaseId, policyDigest: 'p1', previousHash: genesisHash }));
  });

  it('goes on from where it ended', () => {
    const end = { version: 2, hash: lines[1]?.hash ?? '' };
    const all = [...lines, ...chain(aCaseId, end, [{ ...underP1(), policyDigest: 'p2' }])];
    expect(verifyHistory({ ...stored, version: 3 }, all)).toEqual({ whole: true });
  });

  it('is whole after its lines were stored as JSON and read back', () => {
    expect(verifyHistory(stored, JSON.parse(JSON.stringify(lines)) as HistoryLine[])).toEqual({ whole: true });
  });

  it('is whole when there is none and there should be none', () => {
    expect(verifyHistory({ ...stored, version: 0 }, [])).toEqual({ whole: true });
  });

  it.each([
    ['a line is too many', { version: 1 }, 2],
    ['a line is missing at the end', { version: 3 }, 3],
  ])('is broken when %s', (_, version, brokenAt) => {
    expect(verifyHistory({ ...stored, ...version }, lines)).toEqual({ whole: false, brokenAt });
  });

  it('is broken at the first line that anybody changed in any way', () => {
    const changes: readonly ((line: HistoryLine) => HistoryLine)[] = [
      (line) => ({ ...line, decidedAt: line.decidedAt + 1 }),
      (line) => ({ ...line, version: line.version + 1 }),
      (line) => ({ ...line, policyDigest: `${line.policyDigest}0` }),
      (line) => ({ ...line, event: { ...line.event, at: line.event.at + 1 } }),
      (line) => ({ ...line, because: [...line.because, { fact: 'because I say so' }] }),
      (line) => ({ ...line, refusalCode: `${line.refusalCode}!` }),
      (line) => ({ ...line, hash: line.hash.replace(/^./, (first) => (first === '0' ? '1' : '0')) }),
      (line) => ({ ...line, previousHash: 'f'.repeat(64) }),
    ];
    const long = chain(
      aCaseId,
      undefined,
      Array.from({ length: 6 }, (_, line) => underP1({ decidedAt: line })),
    );
    fc.assert(
      fc.property(fc.nat(5), fc.constantFrom(...changes), (at, change) => {
        const changed = long.map((line, index) => (index === at ? change(line) : line));
        expect(verifyHistory({ ...stored, version: 6 }, changed)).toEqual({ whole: false, brokenAt: at + 1 });
      }),
    );
  });
});
