/** What is said of who is in the fix repository. Only maintainers read it. */
import type { Case } from '../case.ts';
import type { Access, Accessor } from './access-record.ts';
import type { Seen } from '../events.ts';
import { inline } from '../quote.ts';
import { formatUtcMinute } from '../time/time.ts';

/** A team stands in code, so that saying its name does not call it. */
function whom(to: Accessor): string {
  return to.kind === 'person' ? `@${to.login}` : `\`${to.organisation}/${to.slug}\``;
}

export function accessRefused({
  to,
  repository,
  access,
  why,
}: Pick<Seen<'AccessSet'>, 'to' | 'repository' | 'access'> & { why: string }): string {
  const page = `https://github.com/${repository}/settings/access`;
  const wish =
    access === 'none' ? `take the access of ${whom(to)} to \`${repository}\` away` : `give ${whom(to)} access to \`${repository}\``;
  return `**I could not ${wish}**: ${inline(why)}. An administrator has to do it at ${page}. So that I can, grant the App \`administration: write\`${to.kind === 'team' ? ' and `members: read`' : ''} and accept it in the installation.`;
}

/** For the board: who is in it since when, and who was. */
export function accessOnBoard({ access = [] }: Pick<Case, 'access'>): string {
  if (access.length === 0) return '';
  return ['### Access to the fix repository', ...access.map(accessLine)].join('\n');
}

function accessLine({ to, level, since, how, until }: Access): string {
  if (how === 'refused') return `- 🔴 ${whom(to)}: GitHub does not let me give it; by hand`;
  const given = how === 'had' ? 'had it before' : `${level} since ${formatUtcMinute(since)}`;
  return `- ${whom(to)}: ${given}${until === undefined ? '' : `, taken away ${formatUtcMinute(until)}`}`;
}
