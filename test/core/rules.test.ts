import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { quoteRule, rules, type RuleId } from '../../src/core/rules.ts';

const ids = Object.keys(rules) as RuleId[];
// The two policies word for word lie beside the project where it is developed; elsewhere there is nothing to compare with.
const originals = '../shared/seeds';
const whereTheOriginalsAre = existsSync(originals) ? describe : describe.skip;

describe('the rules', () => {
  it('are numbered S1 to S115 without a gap', () => {
    expect(ids).toEqual(Array.from({ length: 115 }, (_, index) => `S${index + 1}`));
  });

  it('come first from the generic policy, then from that of Vitess, each in the order of its lines', () => {
    const places = ids.map((id) => rules[id].source.split(':')).map(([policy, line]) => (policy === 'G' ? 0 : 1000) + Number(line));
    expect(places.filter(Number.isNaN)).toEqual([]);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('are quoted with their number and the line of the policy', () => {
    expect(quoteRule('S9')).toBe('S9 (G:20): “Emails will be addressed within 3 business days”');
  });
});

whereTheOriginalsAre('the rules beside the original policies', () => {
  it.each(ids.map((id) => ({ id })))('$id says what its policy says, beginning at its line', ({ id }) => {
    const { source, words } = rules[id];
    const [policy = '', line = ''] = source.split(':');
    const text = originalOf(policy)
      .split('\n')
      .slice(Number(line) - 1);
    const found = plain(text.join('\n')).indexOf(plain(words));
    expect(found).toBeGreaterThanOrEqual(0);
    expect(found).toBeLessThan((text[0] ?? '').length);
  });
});

function originalOf(policy: string): string {
  const texts = readdirSync(originals).map((name) => readFileSync(join(originals, name), 'utf8'));
  const found = texts.find((text) => text.includes('Vitess') === (policy === 'V'));
  if (found === undefined) throw new Error(`${originals} lacks policy ${policy}`);
  return found;
}

/** The text without Markdown and line ends; one apostrophe is spoilt in the original. */
function plain(text: string): string {
  return text
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/â€™|’/g, "'")
    .replaceAll('*', '')
    .replaceAll(/\s+/g, ' ');
}
