/**
 * The known name a person most likely meant, or undefined when none is near.
 * Near: the letters differ in at most a third of the typed name, and in no more than three places; at least one slip is forgiven.
 * A slip is a letter too many, one missing, another letter, or two neighbours swapped. Of equally near names the first in `known` wins.
 * Edges: case does not count; a name of one letter, or of more than 40, has no neighbour.
 * Source: optimal string alignment, the restricted Damerau–Levenshtein distance.
 */
export function closestName(typed: string, known: readonly string[]): string | undefined {
  if (typed.length < 2 || typed.length > maximumNameLength) return undefined;
  let closest: string | undefined;
  let bound = Math.min(3, Math.max(1, Math.floor(typed.length / 3)));
  for (const name of known) {
    const slips = slipsBetween(typed.toLowerCase(), name.toLowerCase());
    if (slips > bound || (closest !== undefined && slips === bound)) continue;
    closest = name;
    bound = slips;
  }
  return closest;
}

const maximumNameLength = 40;

function slipsBetween(typed: string, name: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: name.length + 1 }, (_, column) => column);
  for (let row = 1; row <= typed.length; row++) {
    const current = [row];
    for (let column = 1; column <= name.length; column++) {
      const same = typed[row - 1] === name[column - 1];
      const swapped = row > 1 && column > 1 && typed[row - 1] === name[column - 2] && typed[row - 2] === name[column - 1];
      const slips = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      current.push(swapped ? Math.min(slips, at(beforeLast, column - 2) + 1) : slips);
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, name.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
