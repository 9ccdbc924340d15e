import { describe, expect, it } from '@jest/globals';
import type { Scenario } from '../../src/drill/scenario.ts';
import { relaxed } from './expected.ts';
import { calm } from './plan.ts';
import { scenarioNamed } from './scenarios.ts';

const minutes = ({ steps }: Scenario): number => steps.flatMap(({ then }) => then).filter((one) => 'publishedAt' in one).length;

describe('the minute of the publication', () => {
  const [kills, lets] = [scenarioNamed('four-lines'), scenarioNamed('vitess-2024-32886')];

  it('is expected where nobody dies', () => {
    expect(minutes(lets)).toBeGreaterThan(0);
    for (const leavesLeases of [false, true]) expect(relaxed(lets, calm, leavesLeases)).toEqual(lets);
  });

  it('is expected after a death in the scenario itself where that leaves no lease', () => {
    expect(relaxed(kills, calm, false)).toEqual(kills);
  });

  it('is not where it leaves one, and all else is', () => {
    const steps = relaxed(kills, calm, true).steps;
    expect(minutes(kills)).toBeGreaterThan(0);
    expect(minutes({ ...kills, steps })).toBe(0);
    const left = (scenario: Pick<Scenario, 'steps'>): number => scenario.steps.flatMap(({ then }) => then).length;
    expect(left({ steps })).toBe(left(kills) - minutes(kills));
  });
});
