// The CVSS 4.0 score. The library keeps the specification's tables; asking it for every score takes 0.4 ms, because it builds and compares
// the highest severity vectors each time. So what depends on the MacroVector alone is asked of it once for each of the 270 there are,
// and only the interpolation between them is done here.
import cvss from 'ae-cvss-calculator';

/**
 * The score of a complete and valid CVSS 4.0 vector, from 0.0 to 10.0 with one decimal.
 * Metrics left out count as "X". The supplemental metrics count for nothing.
 * Source: CVSS v4.0 specification, §8.2 "CVSS v4.0 Scoring using MacroVectors and Interpolation".
 */
export function scoreVersion4(metrics: ReadonlyMap<string, string>): number {
  const effective = effectiveMetrics(metrics);
  if (impactKeys.every((key) => effective[key] === 'N')) return 0;
  const macroVector = macroVectorOf(effective);
  const steps = macroVector.groups.map((group) => (distanceBelowHighest(effective, group.highest) / group.depth) * group.available);
  const meanStep = steps.length === 0 ? 0 : steps.reduce((sum, step) => sum + step, 0) / steps.length;
  return roundToTenth(Math.min(10, Math.max(0, macroVector.score - meanStep)));
}

/** What counts when the modified and the unmodified metrics are taken together (CVSS v4.0 specification, §4.2). */
type Effective = Readonly<Record<EffectiveKey, string>>;
type EffectiveKey = keyof typeof worstFirst;

// The severity distance between two values of a metric is the number of steps between them here (CVSS v4.0 specification, §8.2).
const worstFirst = {
  ...{ AV: 'NALP', PR: 'NLH', UI: 'NPA', AC: 'LH', AT: 'NP' },
  ...{ VC: 'HLN', VI: 'HLN', VA: 'HLN', SC: 'HLN', SI: 'SHLN', SA: 'SHLN' },
  ...{ CR: 'HML', IR: 'HML', AR: 'HML', E: 'APU' },
};
const keys = Object.keys(worstFirst) as EffectiveKey[];
const impactKeys: readonly EffectiveKey[] = ['VC', 'VI', 'VA', 'SC', 'SI', 'SA'];
// Left open, these count as their worst value (CVSS v4.0 specification, §3.1 and §4.1).
const worstWhenOpen: ReadonlySet<EffectiveKey> = new Set<EffectiveKey>(['E', 'CR', 'IR', 'AR']);

function effectiveMetrics(metrics: ReadonlyMap<string, string>): Effective {
  const effective: Partial<Record<EffectiveKey, string>> = {};
  for (const key of keys) {
    effective[key] = worstWhenOpen.has(key) ? given(metrics, key, worstFirst[key].charAt(0)) : given(metrics, `M${key}`, metrics.get(key));
  }
  return effective as Effective;
}

function given(metrics: ReadonlyMap<string, string>, key: string, otherwise: string | undefined): string {
  const value = metrics.get(key);
  if (value !== undefined && value !== 'X') return value;
  if (otherwise === undefined) throw new Error(`A CVSS 4.0 vector without ${key} was to be scored.`);
  return otherwise;
}

type Distances = readonly { readonly key: EffectiveKey; readonly step: number }[];

/** One equivalence class (EQ3 and EQ6 go together) of one MacroVector, in so far as a less severe MacroVector lies below it. */
type Group = { readonly available: number; readonly depth: number; readonly highest: readonly Distances[] };
type MacroVector = { readonly score: number; readonly groups: readonly Group[] };

/** From the first highest severity vector that is nowhere below the given one; the specification gives the order. */
function distanceBelowHighest(effective: Effective, highest: readonly Distances[]): number {
  for (const vector of highest) {
    let sum = 0;
    for (const { key, step } of vector) {
      const distance = worstFirst[key].indexOf(effective[key]) - step;
      sum = distance < 0 ? NaN : sum + distance;
    }
    if (!Number.isNaN(sum)) return sum;
  }
  throw new Error('No highest severity vector lies above a CVSS 4.0 vector.');
}

const macroVectors = new Map<string, MacroVector>();

function macroVectorOf(effective: Effective): MacroVector {
  const name = equivalenceClasses(effective).join('');
  const known = macroVectors.get(name);
  if (known !== undefined) return known;
  const found = askLibrary(effective, name);
  macroVectors.set(name, found);
  return found;
}

/** The levels of EQ1 to EQ6. Source: CVSS v4.0 specification, §8.2, the tables of EQ1 to EQ6. */
function equivalenceClasses(metrics: Effective): readonly number[] {
  const { AV, PR, UI, AC, AT, VC, VI, VA, SC, SI, SA, CR, IR, AR, E } = metrics;
  const easy = [AV, PR, UI].filter((value) => value === 'N').length;
  return [
    easy === 3 ? 0 : easy > 0 && AV !== 'P' ? 1 : 2,
    AC === 'L' && AT === 'N' ? 0 : 1,
    VC === 'H' && VI === 'H' ? 0 : [VC, VI, VA].includes('H') ? 1 : 2,
    [SI, SA].includes('S') ? 0 : [SC, SI, SA].includes('H') ? 1 : 2,
    worstFirst.E.indexOf(E),
    (CR === 'H' && VC === 'H') || (IR === 'H' && VI === 'H') || (AR === 'H' && VA === 'H') ? 0 : 1,
  ];
}

type LibraryMacroVector = ReturnType<InstanceType<typeof cvss.Cvss4P0>['getMacroVector']>;

function askLibrary(effective: Effective, name: string): MacroVector {
  const found = new cvss.Cvss4P0(libraryVector(effective)).getMacroVector();
  if (found.toString() !== name) throw new Error(`The MacroVector ${name} is ${found.toString()} to the library.`);
  // EQ3 and EQ6 depend on each other: the library's seventh class joins them, and there may be two ways down.
  const groups = [group(found, 1, [1]), group(found, 2, [2]), group(found, 4, [4]), group(found, 5, [5]), group(found, 7, [3, 6])];
  return { score: found.getLookupTableScore(), groups: groups.filter((one) => one !== undefined) };
}

function group(macroVector: LibraryMacroVector, equivalenceClass: number, waysDown: readonly number[]): Group | undefined {
  const lowerScores = waysDown.map((way) => macroVector.deriveNextLower(way).getLookupTableScore()).filter((score) => !Number.isNaN(score));
  if (lowerScores.length === 0) return undefined;
  const definition = macroVector.getEQ(equivalenceClass);
  return {
    available: macroVector.getLookupTableScore() - Math.max(...lowerScores),
    depth: definition.getVectorDepth(),
    highest: definition.getHighestSeverityVectorsUnparsed().map(readDistances),
  };
}

// The library knows "S" (safety) only as a modified value.
function libraryVector(effective: Effective): string {
  const modified = keys.map((key) => (worstWhenOpen.has(key) ? `${key}:${effective[key]}` : `M${key}:${effective[key]}`));
  return `CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/${modified.join('/')}`;
}

// The one class without metrics of its own in the interpolation is EQ5: within it there is no distance.
function readDistances(vector: string): Distances {
  return vector
    .split('/')
    .map((part) => part.split(':') as [EffectiveKey, string])
    .filter(([key]) => key !== 'E')
    .map(([key, value]) => ({ key, step: worstFirst[key].indexOf(value) }));
}

// The small addition keeps 4.95, which floating point holds as 4.9499…, from being rounded down, as the specification's own calculator does.
function roundToTenth(score: number): number {
  return Math.round((score + 1e-6) * 10) / 10;
}
