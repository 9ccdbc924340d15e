import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { requirements } from '../scripts/requirements.ts';

const project = join(import.meta.dirname, '..');
const carriedOut = Object.entries(requirements).flatMap(([id, row]) => ('where' in row ? [{ id, ...row }] : []));

describe('the table of requirements', () => {
  it.each(carriedOut)('$id names a file that is there', ({ where }) => {
    expect(existsSync(join(project, where))).toBe(true);
  });

  it.each(carriedOut)('$id names a test that is there', ({ test, shows }) => {
    expect(readFileSync(join(project, test), 'utf8')).toContain(shows);
  });

  it('claims no row without saying which test shows it', () => {
    expect(carriedOut.filter((row) => row.shows === '').map((row) => row.id)).toEqual([]);
  });
});
