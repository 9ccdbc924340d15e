/** The fix repository became public, or somebody got into it who is neither a maintainer nor the reporter: a leak, whoever meant what (S66). */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Seen } from '../events.ts';
import { accept, ignore, withNote } from '../outcome.ts';
import { tellInPrivate, tellMaintainers } from '../say.ts';
import { becamePublicWords, outsiderWords, teamWords } from './fix-repository-words.ts';

/** GitHub tells that a repository became public by two webhooks. Unit: ms. */
const sameExposureMs = 3_600_000;

export function fixRepositoryExposed(thisCase: Case, { at, repository, to, team }: Seen<'FixRepositoryExposed'>): Decision {
  const known = thisCase.exposures ?? [];
  if (known.some((one) => one.to === to && one.team === team && Math.abs(at - one.at) < sameExposureMs)) return ignore('that is known');
  const exposed = { ...thisCase, exposures: [...known, { at, repository, to, ...(team !== undefined && { team }) }] };
  const because = [{ rule: 'S66' }] as const;
  if (to !== undefined) return accept(exposed, because, tellInPrivate(exposed, `exposed/${to}/${at}`, outsiderWords(repository, to)));
  if (team !== undefined)
    return accept(exposed, because, tellInPrivate(exposed, `exposed/team/${team}/${at}`, teamWords(repository, team)));
  // The case issue stands in the very repository that everybody reads now.
  const said = tellMaintainers({ ...exposed, caseIssue: undefined }, `exposed/${at}`, becamePublicWords());
  return accept(withNote(exposed, at, 'the private fix repository became public'), because, said);
}
