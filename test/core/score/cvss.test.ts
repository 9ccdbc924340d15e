import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import cvss from 'ae-cvss-calculator';
import fc from 'fast-check';
import { parseCvss, severityOf } from '../../../src/core/score/cvss.ts';
import type { CvssScore } from '../../../src/core/score/cvss.ts';
import { maximumVectorLength, readVector } from '../../../src/core/score/cvss-grammar.ts';
import { metricsOf } from '../../../src/core/score/cvss-metrics.ts';
import type { CvssVersion } from '../../../src/core/score/cvss-metrics.ts';
import { processorTime } from '../../processor-time.ts';

const versions: readonly CvssVersion[] = ['3.0', '3.1', '4.0'];
const samples = new URL('../../../../shared/data/samples/', import.meta.url);
const schemas = new URL('../../../../shared/data/schemas/', import.meta.url);
const withSamples = existsSync(samples) ? it : it.skip;
const withSchemas = existsSync(schemas) ? it : it.skip;

const v31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const v40 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';

function scoreOf(vector: string): CvssScore {
  const result = parseCvss(vector);
  if (!result.ok) throw new Error(`${vector}: ${result.problem.message}`);
  return result.value;
}

function problemOf(text: string): { code: string; message: string } {
  const result = parseCvss(text);
  if (result.ok) throw new Error(`${text} was accepted.`);
  return result.problem;
}

function rows(name: string): string[][] {
  const text = readFileSync(new URL(name, samples), 'utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
}

describe('scoring a vector', () => {
  it.each([
    // The all-zero impact is zero however easy the attack is (CVSS v3.1 specification, §7.1; v4.0, §8.2).
    { vector: 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', score: 0, baseScore: 0, severity: 'None' },
    { vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N', score: 0, baseScore: 0, severity: 'None' },
    { vector: v31, score: 9.8, baseScore: 9.8, severity: 'Critical' },
    { vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', score: 10, baseScore: 10, severity: 'Critical' },
    // CVE-2014-0160 (CVSS v3.1 examples).
    { vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', score: 7.5, baseScore: 7.5, severity: 'High' },
    // The order is free in 3.x (CVSS v3.1 specification, §6).
    { vector: 'CVSS:3.1/A:H/I:H/C:H/S:U/UI:N/PR:N/AC:L/AV:N', score: 9.8, baseScore: 9.8, severity: 'Critical' },
    { vector: `${v31}/E:U/RL:O/RC:U`, score: 7.8, baseScore: 9.8, severity: 'High' },
    { vector: `${v31}/E:U/RL:O/RC:U/MC:N/MI:N/MA:N`, score: 0, baseScore: 9.8, severity: 'None' },
    // An environmental metric left open is not an environmental metric: the 3.1 formula would otherwise give 9.1.
    { vector: 'CVSS:3.1/AV:A/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H/MAV:X', score: 9, baseScore: 9, severity: 'Critical' },
    { vector: v40, score: 9.3, baseScore: 9.3, severity: 'Critical' },
    { vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', score: 10, baseScore: 10, severity: 'Critical' },
    { vector: `${v40}/E:U`, score: 8.1, baseScore: 9.3, severity: 'High' },
    { vector: `${v40}/MSI:S`, score: 10, baseScore: 9.3, severity: 'Critical' },
    { vector: `${v40}/S:P/AU:Y/R:I/V:C/RE:H/U:Red`, score: 9.3, baseScore: 9.3, severity: 'Critical' },
  ])('gives $vector $score', ({ vector, ...expected }) => {
    expect(scoreOf(vector)).toEqual({ version: vector.slice(5, 8), vector, ...expected });
  });

  it.each([
    { score: 0, severity: 'None' },
    { score: 0.1, severity: 'Low' },
    { score: 3.9, severity: 'Low' },
    { score: 4, severity: 'Medium' },
    { score: 6.9, severity: 'Medium' },
    { score: 7, severity: 'High' },
    { score: 8.9, severity: 'High' },
    { score: 9, severity: 'Critical' },
    { score: 10, severity: 'Critical' },
  ])('rates $score as $severity (CVSS v3.1 specification, §5)', ({ score, severity }) => {
    expect(severityOf(score)).toBe(severity);
  });

  withSamples.each(['3.0', '3.1'])('agrees with independent calculators on every sample of version %s', (version) => {
    const wrong = rows(`cvss-v${version}.tsv`).filter(([vector = '', base, temporal, environmental, severities = '']) => {
      const { score, baseScore, severity } = scoreOf(vector);
      const given = (keys: RegExp) => vector.split('/').some((part) => keys.test(part) && !part.endsWith(':X'));
      const [level, expected] = given(/^(M\w+|[CIA]R):/) ? [2, environmental] : given(/^(E|RL|RC):/) ? [1, temporal] : [0, base];
      return score !== Number(expected) || baseScore !== Number(base) || severity !== severities.split('/')[level];
    });
    expect(wrong).toEqual([]);
  });

  withSamples('agrees with independent calculators on every sample of version 4.0', () => {
    const wrong = rows('cvss-v4.0.tsv').filter(([vector = '', expected, base, rating]) => {
      const { score, baseScore, severity } = scoreOf(vector);
      return score !== Number(expected) || baseScore !== Number(base) || severity !== rating;
    });
    expect(wrong).toEqual([]);
  });

  it('interpolates 4.0 scores exactly as the library does', () => {
    fc.assert(
      fc.property(validVector('4.0'), (vector) => {
        const { overall, baseMetricsOnly } = new cvss.Cvss4P0(vector).calculateScores();
        const { score, baseScore } = scoreOf(vector);
        expect([score, baseScore]).toEqual([overall, baseMetricsOnly]);
      }),
      { numRuns: 1500 },
    );
  });

  it('scores 4.0 at least twice as fast as the library', () => {
    const vectors = fc.sample(validVector('4.0'), { numRuns: 400, seed: 4 });
    const timed = (score: (vector: string) => unknown) => {
      const took = processorTime();
      for (const vector of vectors) score(vector);
      return took();
    };
    expect(timed(parseCvss) * 2).toBeLessThan(timed((vector) => new cvss.Cvss4P0(vector).calculateScores()));
  });
});

describe('reading a vector', () => {
  it.each([
    { name: 'nothing', text: '', code: 'empty', says: 'CVSS:4.0/' },
    { name: 'a text that is too long', text: `${v31}/${'A'.repeat(300)}`, code: 'too-long', says: '256' },
    { name: 'CVSS 2.0', text: 'CVSS:2.0/AV:N/AC:L/Au:N/C:P/I:P/A:P', code: 'unsupported-version', says: '"CVSS:3.1/"' },
    { name: 'CVSS 2.0 without a prefix', text: 'AV:N/AC:L/Au:N/C:P/I:P/A:P', code: 'unsupported-version', says: 'CVSS 2.0' },
    { name: 'CVSS 2.0 in parentheses', text: '(AV:N/AC:L/Au:N/C:P/I:P/A:C)', code: 'unsupported-version', says: 'CVSS 2.0' },
    { name: 'CVSS 2.0 that ends with Au', text: 'AV:N/AC:L/C:P/I:P/A:P/Au:S', code: 'unsupported-version', says: 'CVSS 2.0' },
    { name: 'a version still to come', text: v31.replace('3.1', '3.2'), code: 'unsupported-version', says: '"CVSS:3.2"' },
    { name: 'half a version', text: v31.replace('3.1', '3'), code: 'unsupported-version', says: '"CVSS:3"' },
    { name: 'a version with a longer number', text: v31.replace('3.1', '3.10'), code: 'unsupported-version', says: '"CVSS:3.10"' },
    { name: 'no prefix', text: v31.slice(9), code: 'missing-prefix', says: '"AV:N/AC:L' },
    { name: 'a lower-case prefix', text: v31.replace('CVSS', 'cvss'), code: 'missing-prefix', says: 'Did you mean "CVSS:3.1/"?' },
    { name: 'a slash before the prefix', text: `/${v31}`, code: 'missing-prefix', says: '"/CVSS' },
    { name: 'only a word', text: 'high', code: 'missing-prefix', says: '"high"' },
    { name: 'white space before', text: ` ${v31}`, code: 'unexpected-character', says: 'U+0020 at position 1 ' },
    { name: 'white space after', text: `${v31}\n`, code: 'unexpected-character', says: 'Remove the white space around' },
    { name: 'white space inside', text: v31.replace('/', ' /'), code: 'unexpected-character', says: 'position 9 ' },
    { name: 'a parenthesis', text: `(${v31})`, code: 'unexpected-character', says: '"(" (U+0028) at position 1 ' },
    { name: 'a Cyrillic letter that looks Latin', text: v31.replace('AV', '\u0410V'), code: 'unexpected-character', says: '(U+0410)' },
    {
      name: 'a character that does not show',
      text: v31.replace('AV', 'A\u200bV'),
      code: 'unexpected-character',
      says: 'character U+200B at',
    },
    { name: 'half a character', text: `${v31}\ud83d`, code: 'unexpected-character', says: 'character U+D83D at' },
    { name: 'a character outside the first plane', text: `${v31}😀`, code: 'unexpected-character', says: 'U+1F600' },
    { name: 'an equals sign', text: v31.replace('AV:', 'AV='), code: 'unexpected-character', says: '"="' },
    { name: 'the prefix only', text: 'CVSS:3.1', code: 'missing-metric', says: 'AV (N, A, L or P), AC (L or H)' },
    { name: 'the prefix and a slash', text: 'CVSS:3.1/', code: 'malformed-metric', says: 'nothing between two slashes' },
    { name: 'a slash at the end', text: `${v31}/`, code: 'malformed-metric', says: 'after the last one' },
    { name: 'two slashes', text: v31.replace('/AC', '//AC'), code: 'malformed-metric', says: 'between two slashes' },
    { name: 'no colon', text: v31.replace('AV:N', 'AVN'), code: 'malformed-metric', says: '"AVN"' },
    { name: 'two colons', text: v31.replace('AV:N', 'AV::N'), code: 'malformed-metric', says: '"AV::N"' },
    { name: 'a second value', text: v31.replace('AV:N', 'AV:N:A'), code: 'malformed-metric', says: 'For AV: N, A, L or P.' },
    { name: 'no value', text: v31.replace('AV:N', 'AV:'), code: 'malformed-metric', says: '"AV:"' },
    { name: 'no key', text: v31.replace('AV:N', ':N'), code: 'malformed-metric', says: '":N"' },
    { name: 'a lower-case key', text: v31.replace('AV:', 'av:'), code: 'unknown-metric', says: 'Did you mean "AV"?' },
    { name: 'a key of another version', text: `${v31}/AT:N`, code: 'unknown-metric', says: 'It belongs to CVSS 4.0.' },
    { name: 'a key of the older versions', text: `${v40}/RL:O`, code: 'unknown-metric', says: 'It belongs to CVSS 3.0 and 3.1.' },
    { name: 'a key that belongs to JavaScript', text: `${v31}/constructor:N`, code: 'unknown-metric', says: '"constructor"' },
    { name: 'a second prefix', text: `${v31}/${v31}`, code: 'unknown-metric', says: '"CVSS"' },
    { name: 'a very long key', text: `${v31}/${'K'.repeat(100)}:N`, code: 'unknown-metric', says: `"${'K'.repeat(40)}…"` },
    { name: 'a lower-case value', text: v31.replace('AV:N', 'AV:n'), code: 'unknown-value', says: 'Did you mean "AV:N"?' },
    { name: 'a value written out', text: v31.replace('AV:N', 'AV:Network'), code: 'unknown-value', says: 'Did you mean "AV:N"?' },
    { name: 'a lower-case word for a value', text: `${v40}/U:amber`, code: 'unknown-value', says: 'Did you mean "U:Amber"?' },
    { name: 'a shortened word for a value', text: `${v40}/U:A`, code: 'unknown-value', says: 'X, Clear, Green, Amber or Red' },
    { name: 'a mandatory metric left open', text: v31.replace('AV:N', 'AV:X'), code: 'unknown-value', says: 'AV is mandatory' },
    { name: 'safety as a base value', text: v40.replace('SI:N', 'SI:S'), code: 'unknown-value', says: 'SI is H, L or N' },
    { name: 'a metric given twice alike', text: `${v31}/AV:N`, code: 'repeated-metric', says: 'AV is given twice' },
    { name: 'a metric given twice differently', text: `${v31}/AV:L`, code: 'repeated-metric', says: '"AV:N" and then "AV:L"' },
    {
      name: 'a mandatory metric left out',
      text: v31.replace('/S:U', ''),
      code: 'missing-metric',
      says: 'CVSS 3.1 and missing: S (U or C).',
    },
    { name: '4.0 metrics out of order', text: v40.replace('AC:L/AT:N', 'AT:N/AC:L'), code: 'wrong-order', says: '"AC:L" stands before AT' },
    { name: '4.0 threat after requirements', text: `${v40}/CR:H/E:A`, code: 'wrong-order', says: '"E:A" stands before CR' },
  ])('refuses $name', ({ text, code, says }) => {
    const problem = problemOf(text);
    expect(problem.code).toBe(code);
    expect(problem.message).toContain(says);
    expect(problem.message.length).toBeLessThan(400);
  });

  it.each(
    versions.flatMap((version) => metricsOf(version).flatMap((metric) => metric.values.map((value) => ({ version, ...metric, value })))),
  )('accepts $key:$value in version $version', ({ version, key, value }) => {
    const metrics = new Map(shortest(version)).set(key, value);
    const reading = readVector(printed(version, metrics));
    expect(reading.ok && reading.value.metrics.get(key)).toBe(value);
  });

  it('has room for the longest vector there is', () => {
    const longest = versions.map((version) => {
      const metrics = metricsOf(version).map(({ key, values }) => [key, values.toSorted((a, b) => b.length - a.length)[0] ?? ''] as const);
      return printed(version, new Map(metrics)).length;
    });
    expect(Math.max(...longest)).toBe(178);
    expect(maximumVectorLength).toBeGreaterThan(178);
  });

  withSamples('refuses every sample that must be refused', () => {
    const lines = readFileSync(new URL('cvss-invalid.ndjson', samples), 'utf8').trim().split('\n');
    const accepted = lines.filter((line) => parseCvss((JSON.parse(line) as { vector: string }).vector).ok);
    expect(lines.length).toBeGreaterThan(100);
    expect(accepted).toEqual([]);
  });
});

describe('any vector', () => {
  it.each(versions)('of version %s survives reading and printing', (version) => {
    fc.assert(
      fc.property(validVector(version), (vector) => {
        const reading = readVector(vector);
        if (!reading.ok) throw new Error(reading.problem.message);
        expect(printed(reading.value.version, reading.value.metrics)).toBe(vector);
      }),
    );
  });

  it.each(versions)('of version %s scores from 0 to 10 with one decimal, and is rated by it', (version) => {
    fc.assert(
      fc.property(validVector(version), (vector) => {
        const { score, baseScore, severity } = scoreOf(vector);
        for (const number of [score, baseScore]) expect(number.toFixed(1)).toMatch(/^(\d\.\d|10\.0)$/);
        expect([Number(score.toFixed(1)), Number(baseScore.toFixed(1))]).toEqual([score, baseScore]);
        expect(severity).toBe(severityOf(score));
      }),
    );
  });

  it.each(versions)('of version %s with one character changed is refused or says something else', (version) => {
    fc.assert(
      fc.property(validVector(version), fc.nat(), fc.oneof(fc.string({ maxLength: 1 }), vectorCharacter), (vector, seed, character) => {
        const index = seed % vector.length;
        const mutated = vector.slice(0, index) + character + vector.slice(index + 1);
        const reading = readVector(mutated);
        if (mutated === vector || !reading.ok) return;
        expect(printed(reading.value.version, reading.value.metrics)).toBe(mutated);
        expect(scoreOf(mutated).vector).not.toBe(vector);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(versions)('of version %s is refused when one of its metrics stands twice', (version) => {
    fc.assert(
      fc.property(validVector(version), fc.nat(), fc.nat(), (vector, from, to) => {
        const parts = vector.split('/');
        const twice = parts[1 + (from % (parts.length - 1))] ?? '';
        const doubled = parts.toSpliced(1 + (to % parts.length), 0, twice).join('/');
        const { code } = problemOf(doubled);
        expect(version === '4.0' ? ['repeated-metric', 'wrong-order'] : ['repeated-metric']).toContain(code);
      }),
    );
  });

  it('of version 3.x scores the same in any order', () => {
    const shuffled = fc.constantFrom<CvssVersion>('3.0', '3.1').chain((version) =>
      validVector(version).chain((vector) => {
        const [prefix = '', ...parts] = vector.split('/');
        return fc.tuple(
          fc.constant(vector),
          fc.shuffledSubarray(parts, { minLength: parts.length }).map((order) => [prefix, ...order].join('/')),
        );
      }),
    );
    fc.assert(
      fc.property(shuffled, ([vector, other]) => {
        expect({ ...scoreOf(other), vector }).toEqual(scoreOf(vector));
      }),
    );
  });

  it('of version 4.0 is refused when two of its metrics change places', () => {
    fc.assert(
      fc.property(validVector('4.0'), fc.nat(), (vector, seed) => {
        const parts = vector.split('/');
        const index = 1 + (seed % (parts.length - 2));
        const [first = '', second = ''] = parts.slice(index, index + 2);
        expect(problemOf(parts.toSpliced(index, 2, second, first).join('/')).code).toBe('wrong-order');
      }),
    );
  });

  it('is refused or accepted without an exception, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(vectorCharacter).map((characters) => `CVSS:3.1/${characters.join('')}`),
        ),
        (text) => {
          expect(typeof parseCvss(text).ok).toBe('boolean');
        },
      ),
    );
  });

  // FIRST's pattern for 3.x neither forbids repetition nor asks for the mandatory metrics, so there it only has to accept what we accept.
  withSchemas.each(versions)('of version %s that is accepted keeps the pattern of FIRST’s JSON schema', (version) => {
    const schema = JSON.parse(readFileSync(new URL(`cvss-v${version}.json`, schemas), 'utf8')) as {
      properties: { vectorString: { pattern: string } };
    };
    const pattern = new RegExp(schema.properties.vectorString.pattern);
    const nearlyValid = fc
      .tuple(validVector(version), fc.nat(), vectorCharacter)
      .map(([vector, seed, character]) => vector.slice(0, seed % vector.length) + character + vector.slice((seed % vector.length) + 1));
    fc.assert(
      fc.property(fc.oneof(validVector(version), nearlyValid), (vector) => {
        const reading = readVector(vector);
        const accepted = reading.ok && reading.value.version === version;
        if (version === '4.0') expect(pattern.test(vector)).toBe(accepted);
        else if (accepted) expect(vector).toMatch(pattern);
      }),
      { numRuns: 1000 },
    );
  });
});

const vectorCharacter = fc.constantFrom(...'ACEHILMNPRSTUVXYacghnorsu:/.01234 ');

function validVector(version: CvssVersion): fc.Arbitrary<string> {
  const metrics = metricsOf(version).map(({ key, values, mandatory }) => {
    const value = fc.constantFrom(...values).map((one): [string, string] | undefined => [key, one]);
    return mandatory ? value : fc.option(value, { nil: undefined });
  });
  return fc.tuple(...metrics).map((chosen) => printed(version, new Map(chosen.filter((one) => one !== undefined))));
}

function shortest(version: CvssVersion): [string, string][] {
  return metricsOf(version)
    .filter((metric) => metric.mandatory)
    .map(({ key, values }) => [key, values[0] ?? '']);
}

function printed(version: CvssVersion, metrics: ReadonlyMap<string, string>): string {
  return [`CVSS:${version}`, ...[...metrics].map(([key, value]) => `${key}:${value}`)].join('/');
}
