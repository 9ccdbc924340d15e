/** Everything that was said on GitHub in a run, in its order, for whoever looks into a red one. */
import { formatUtcMinute } from '../../src/core/time/time.ts';
import type { Stage } from '../../src/drill/stage.ts';

/** The beginning of each text is enough to know it by. Unit: characters. */
const longestText = 300;

export function conversation({ github }: Stage): string {
  const texts = github.world.repositories.flatMap(({ name, issues, advisories }) => [
    ...advisories.flatMap((one) => one.comments.map((comment) => ({ ...comment, where: one.ghsaId }))),
    ...issues.flatMap((one) => one.comments.map((comment) => ({ ...comment, where: `${name}#${one.number}` }))),
  ]);
  return texts
    .toSorted((one, other) => one.id - other.id)
    .map(
      ({ where, author, body, createdAt }) =>
        `${formatUtcMinute(createdAt)} ${where} @${author}: ${body.replaceAll(/\s+/g, ' ').slice(0, longestText)}\n`,
    )
    .join('');
}
