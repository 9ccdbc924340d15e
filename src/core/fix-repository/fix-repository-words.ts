/** What is said about the fix repository itself: its lines, who may see it, and what GitHub does not hold there. */
import type { Case } from '../case.ts';
import type { Seen } from '../events.ts';
import type { Login, RepositoryName } from '../ids.ts';
import { inline } from '../quote.ts';
import { formatUtcMinute } from '../time/time.ts';

const short = (sha: string): string => `\`${sha.slice(0, 10)}\``;

export function lineDiverged({ repository }: Pick<Case, 'repository'>, { line, publicSha, mirrorSha }: Seen<'LineMirrored'>): string {
  return [
    `The line ${inline(line)} of the fix repository (${short(mirrorSha)}) and that of \`${repository}\` (${short(publicSha)}) have parted: each has commits that the other lacks. I never force anything, so the line is not mirrored until a person has brought the two together.`,
    `If a fix was merged there, rebase it onto the public line; LGTMs of an unchanged patch hold. Else reset the line of the fix repository to ${short(publicSha)}.`,
  ].join('\n\n');
}

/** GitHub says who pushed in the repository's own activity view; we only see that the line has moved. */
export function linePushedPastGate(line: string, sha: string): string {
  return `The line ${inline(line)} of the fix repository moved to ${short(sha)}, and no pull request of this case with its LGTMs accounts for that. GitHub did not hold it back. If it belongs to no other case, find out who pushed it in the repository's activity, and take it back; what was not reviewed does not count as the fix.`;
}

/** Stands on the advisory, which maintainers and the reporter read: the repository is not named, so that nobody has to be told twice. */
export function becamePublicWords(): string {
  return '**The private fix repository of this report became public.** Whatever is in it must be taken for known: branches, pull requests and the case issue. Maintainers: make it private again now, then decide with `/public "the fix repository was public"` whether everything is due at once. I write nothing there while it is not private.';
}

export function outsiderWords(repository: RepositoryName, login: Login): string {
  return `@${login} was given access to \`${repository}\` and is neither a maintainer nor the reporter. If nobody meant that, take the access away at https://github.com/${repository}/settings/access; whatever was in the repository until then must be taken for known to them.`;
}

/** A team stands in code, so that saying its name does not call it. */
export function teamWords(repository: RepositoryName, team: string): string {
  return `The team \`${team}\` was given access to \`${repository}\`, and the policy names it neither for the maintainers nor for the fix. Whoever is in it, and whoever joins it, reads everything here. If nobody meant that, take the access away at https://github.com/${repository}/settings/access.`;
}

/** For the board. */
export function exposuresInWords({ exposures = [] }: Pick<Case, 'exposures'>): string {
  if (exposures.length === 0) return '';
  const lines = exposures.map(({ at, repository, to, team }) =>
    team !== undefined
      ? `- 🔴 ${formatUtcMinute(at)}: the team \`${team}\` got into \`${repository}\``
      : to === undefined
        ? `- 🔴 ${formatUtcMinute(at)}: \`${repository}\` became public`
        : `- 🔴 ${formatUtcMinute(at)}: @${to} got into \`${repository}\``,
  );
  return ['### Leaked', ...lines].join('\n');
}
