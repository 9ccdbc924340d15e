// Files that somebody made to make the reader fail, hang or say something it should not.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { maximumBytes, maximumPieces } from '../../src/policy/parse-yaml.ts';
import { formatProblem } from '../../src/policy/policy-problem.ts';
import { readPolicy, type ReadPolicy } from '../../src/policy/read-policy.ts';
import { processorTime } from '../processor-time.ts';

const path = 'fixlead.yml';

/** Unit: milliseconds. The slowest takes 200 on a small machine at rest; without the bounds some took a minute. */
const patience = 10_000;

function codes(read: ReadPolicy): readonly string[] {
  return [...new Set((read.ok ? read.warnings : read.problems).map(({ code }) => code))];
}

describe('a hostile file', () => {
  it.each([
    { name: 'just small enough', text: `publish: confirm\n#${'x'.repeat(maximumBytes - 18)}`, expected: [] },
    { name: 'one byte too large', text: `publish: confirm\n#${'x'.repeat(maximumBytes - 17)}`, expected: ['too-large'] },
    { name: 'too large in bytes, not in characters', text: `publish: confirm\n#${'é'.repeat(maximumBytes / 2)}`, expected: ['too-large'] },
    { name: 'full of brackets', text: '['.repeat(maximumBytes), expected: ['too-complex'] },
    { name: 'full of nested lists within the bound on words', text: '['.repeat(maximumPieces - 100), expected: ['too-complex'] },
    { name: 'full of nested mappings', text: '{a: '.repeat(1_500), expected: ['too-complex'] },
    { name: 'full of nested lists of dashes', text: '- '.repeat(4_000), expected: ['too-complex'] },
    { name: 'full of question marks', text: '? '.repeat(4_000), expected: ['too-complex'] },
    { name: 'full of colons', text: ': '.repeat(4_000), expected: ['too-complex'] },
    {
      name: 'a staircase',
      text: Array.from({ length: 100 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      expected: ['too-complex'],
    },
    { name: 'full of keys', text: Array.from({ length: 1_900 }, (_, key) => `k${key}: `).join('\n'), expected: ['unknown-key'] },
    { name: 'full of keys that are one', text: 'publish: auto\n'.repeat(1_400), expected: ['duplicate-key'] },
    { name: 'full of documents', text: '---\n'.repeat(3_000), expected: ['many-documents'] },
    { name: 'full of anchors', text: '&a '.repeat(3_000), expected: ['bad-yaml'] },
    { name: 'full of branches', text: `lines: [${'a,'.repeat(2_000)}]`, expected: ['out-of-range'] },
    { name: 'one endless word', text: `publish: ${'x'.repeat(maximumBytes - 20)}`, expected: ['not-allowed'] },
    { name: 'one endless branch', text: `lines: [${'x'.repeat(maximumBytes - 20)}]`, expected: ['out-of-range'] },
    { name: 'one endless quoted word', text: `publish: "${'\\n'.repeat(maximumBytes / 2 - 20)}"`, expected: ['not-allowed'] },
    { name: 'an endless team', text: `maintainers: { team: ${'a-'.repeat(maximumBytes / 2 - 40)} }`, expected: ['not-allowed'] },
    { name: 'an endless repository', text: `fix_repository: https://github.com/a/${'.git'.repeat(60_000)}!`, expected: ['not-allowed'] },
    {
      name: 'a billion laughs',
      text: `a: &a [ha, ha]\n${Array.from({ length: 30 }, (_, index) => `${char(index + 1)}: &${char(index + 1)} [*${char(index)}, *${char(index)}]`).join('\n')}`,
      expected: ['alias'],
    },
    { name: 'a mapping that holds itself', text: '&a { publish: *a }', expected: ['alias'] },
    { name: 'text in UTF-16', text: Buffer.from('\uFEFFpublish: auto\n', 'utf16le').toString('utf8'), expected: ['not-text'] },
    { name: 'bytes of another encoding', text: Buffer.from('# Ä\n', 'latin1').toString('utf8'), expected: ['not-text'] },
    { name: 'ten megabytes', text: 'publish: auto # x\n'.repeat(600_000), expected: ['too-large'] },
    { name: 'a merge of many mappings', text: `<<: [${'{ publish: auto }, '.repeat(300)}]`, expected: ['unknown-key'] },
    { name: 'a zero byte', text: '\0', expected: ['not-a-mapping'] },
    { name: 'half a surrogate pair', text: 'lines: ["\uD800"]', expected: ['bad-branch-name'] },
    { name: 'text that reads backwards', text: 'lines: ["\u202Eniam"]', expected: ['bad-branch-name'] },
  ])('is answered soon: $name', ({ text, expected }) => {
    const took = processorTime();
    expect(codes(readPolicy(text, { path }))).toEqual(expected);
    expect(took()).toBeLessThan(patience);
  });

  it.each([
    { name: 'a letter in Latin-1', text: Buffer.from('publish: auto\nlines: [\xE4]\n', 'latin1').toString('utf8'), at: '2:9' },
    { name: 'a tab before a key', text: 'calendar:\n\ttime_zone: UTC\n', at: '2:1' },
    { name: 'a tab after a byte order mark', text: '\uFEFFcalendar:\n\ttime_zone: UTC\n', at: '2:1' },
    { name: 'a key twice after a byte order mark', text: '\uFEFFpublish: auto\npublish: auto\n', at: '2:1' },
    { name: 'a key twice on the one line after it', text: '\uFEFF{ publish: auto, publish: auto }\n', at: '1:18' },
    { name: 'a byte order mark that is not the first sign', text: 'publish: auto\n\uFEFFlines: []\n', at: '2:1' },
    { name: 'the mapping that nests too deep', text: `lines: []\ncalendar: ${'{ a: '.repeat(30)}`, at: '2:102' },
    { name: 'the first alias of a bomb', text: 'a: &a [x]\nb: [*a, *a]\n', at: '2:5' },
    { name: 'a merge key', text: 'lines: []\n<<: { publish: auto }\n', at: '2:1' },
  ])('is shown where it is wrong: $name', ({ text, at }) => {
    const read = readPolicy(text, { path });
    const [first] = read.ok ? [] : read.problems;
    expect(`${first?.line}:${first?.column}`).toBe(at);
  });

  it('changes nothing that other objects are made of', () => {
    readPolicy('__proto__: { polluted: true }\nconstructor: { prototype: { polluted: true } }\nlgtm: { __proto__: { polluted: true } }', {
      path,
    });
    expect('polluted' in {}).toBe(false);
  });
});

describe('any text at all', () => {
  const yamlLike = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...'extends vitess lines calendar add lgtm required publish auto : - ? [ ] { } , & * ! | > " \' # % --- ... 2026-12-24 3'.split(
            ' ',
          ),
          ' ',
          '\n',
          '  ',
          '\t',
          '\r\n',
          '\u2028',
        ),
        fc.string({ unit: 'binary', maxLength: 3 }),
      ),
    )
    .map((pieces) => pieces.join(''));

  it.each([
    { name: 'text', texts: fc.string({ unit: 'binary', maxLength: 300 }) },
    { name: 'what looks like YAML', texts: yamlLike },
    { name: 'bytes', texts: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes).toString('utf8')) },
  ])('is answered with a value that names real places: $name', ({ texts }) => {
    fc.assert(
      fc.property(texts, (text) => {
        expectHonest(text, readPolicy(text, { path }));
      }),
      { numRuns: 500 },
    );
  });
});

describe('any YAML at all', () => {
  const words = fc.oneof(
    fc.constantFrom(
      'vitess',
      'distributors-list',
      'main',
      'release-1.0',
      'auto',
      'confirm',
      'fix_lead',
      'DE-BE',
      'none',
      'UTC',
      '2026-12-24',
      'acme/fix',
      '__proto__',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  const anything = fc.oneof(
    words,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(words, { maxLength: 4 }),
    fc.dictionary(words, words, { maxKeys: 3 }),
  );
  const section = (...names: string[]) =>
    fc.oneof(
      {
        weight: 3,
        arbitrary: fc.dictionary(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...names) }, words), anything, { maxKeys: 4 }),
      },
      { weight: 1, arbitrary: anything },
    );
  const files = fc.record(
    {
      extends: fc.oneof(fc.constantFrom('vitess', 'distributors-list'), anything),
      maintainers: section('team'),
      fix_repository: fc.oneof(fc.constant('acme/fix'), anything),
      lines: fc.oneof(fc.array(anything, { maxLength: 5 }), anything),
      calendar: section('time_zone', 'holidays', 'add', 'remove', 'weekend'),
      acknowledge: section('business_days'),
      lgtm: section('required'),
      publish: anything,
      publsh: anything,
    },
    { requiredKeys: [] },
  );

  it('is answered with a value that names real places, and the same value again', () => {
    fc.assert(
      fc.property(files, (file) => {
        const text = stringify(file);
        const read = readPolicy(text, { path });
        expectHonest(text, read);
        expect(readPolicy(text, { path })).toEqual(read);
      }),
      { numRuns: 200 },
    );
  });
});

function char(index: number): string {
  return `a${index === 0 ? '' : index}`;
}

/** A policy or at least one problem; every problem at a place of the text, in order, printed on one line in which nothing is invisible. */
function expectHonest(text: string, read: ReadPolicy): void {
  const all = read.ok ? read.warnings : read.problems;
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  if (!read.ok) expect(all.length).toBeGreaterThan(0);
  for (const { line, column } of all) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
  }
  expect(all).toEqual(all.toSorted((one, other) => one.line - other.line || one.column - other.column));
  for (const problem of all) expect(formatProblem(problem)).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]*$/u);
}
