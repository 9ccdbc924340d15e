/** Which cases somebody may see, and how much of them. GitHub is asked as that person; what cannot be found out is not shown. */
import type { CaseId, Login, RepositoryName } from '../core/ids.ts';
import { GitHubFailure } from '../engine/ports/failures.ts';
import type { StoredCase } from '../engine/ports/store.ts';
import { TokenRefused } from '../engine/ports/surface.ts';
import type { Dashboard } from './dashboard.ts';
import type { Visitor } from './visitor.ts';

/**
 * `maintainer` sees all of a case. `involved`, whoever else GitHub shows the advisory under embargo, sees what the reporter may read.
 * After the publication GitHub shows the advisory to everybody, so it then takes a maintainer or the reporter.
 */
export type View = 'maintainer' | 'involved' | 'nothing' | 'not-found-out';

/** How long an answer of GitHub's holds. Unit: ms. */
const knownForMs = 60_000;
const mostRemembered = 10_000;

export type Visibility = {
  /** Whether somebody is a maintainer of the case now, whatever GitHub shows them. Errors: throws GitHubFailure when that cannot be found out. */
  maintains(login: Login, stored: StoredCase): Promise<boolean>;
  viewOf(visitor: Visitor, stored: StoredCase): Promise<View>;
  /** Each case that the person may see at all, and the projects about which GitHub could not be asked. */
  viewsOf(visitor: Visitor, cases: readonly StoredCase[]): Promise<Views>;
};

export type Seen = { readonly stored: StoredCase; readonly view: 'maintainer' | 'involved' };
export type Views = { readonly seen: readonly Seen[]; readonly notFoundOut: readonly RepositoryName[] };

export function createVisibility({ people, facts, clock, log }: Pick<Dashboard, 'people' | 'facts' | 'clock' | 'log'>): Visibility {
  const remember = remembering(() => clock.now());
  const maintains = (login: Login, { case: thisCase, policy }: StoredCase): Promise<boolean> => {
    const team = policy.maintainers === undefined ? '' : `${policy.maintainers.organisation}/${policy.maintainers.slug}`;
    return remember(`maintainer ${login} ${thisCase.repository} ${team}`, () =>
      facts.isMaintainer(thisCase.installationId, thisCase.repository, policy, login),
    );
  };
  /** Not found out is not allowed; a sign-in that is over is for whoever drew the page to say. */
  const orNot = async <Answer>(question: Promise<Answer>, repository: RepositoryName): Promise<Answer | 'not-found-out'> => {
    try {
      return await question;
    } catch (cause) {
      if (cause instanceof TokenRefused || !(cause instanceof GitHubFailure)) throw cause;
      log.warn({ repository, error: cause.message }, 'could not find out what somebody may see');
      return 'not-found-out';
    }
  };
  const view = async (visitor: Visitor, stored: StoredCase, shown: () => Promise<boolean>): Promise<View> => {
    const { case: thisCase } = stored;
    const isShown = await orNot(shown(), thisCase.repository);
    if (isShown !== true) return isShown === false ? 'nothing' : isShown;
    const may = await orNot(maintains(visitor.login, stored), thisCase.repository);
    if (may === true) return 'maintainer';
    if (thisCase.phase !== 'published' || thisCase.report.reporter === visitor.login) return 'involved';
    return may === false ? 'nothing' : may;
  };
  return {
    maintains,
    viewOf: (visitor, stored) => {
      const { id, repository } = stored.case;
      const asked = async (): Promise<boolean> => people.sees(await visitor.token(), repository, id);
      return view(visitor, stored, () => remember(`sees ${visitor.session.id} ${id}`, asked));
    },
    viewsOf: async (visitor, cases) => {
      const listed = (repository: RepositoryName): Promise<ReadonlySet<CaseId>> =>
        remember(`lists ${visitor.session.id} ${repository}`, async () => people.visibleAdvisories(await visitor.token(), repository));
      const seen: Seen[] = [];
      const notFoundOut = new Set<RepositoryName>();
      for (const stored of cases) {
        const { id, repository } = stored.case;
        const found = await view(visitor, stored, async () => (await listed(repository)).has(id));
        if (found === 'not-found-out') notFoundOut.add(repository);
        else if (found !== 'nothing') seen.push({ stored, view: found });
      }
      return { seen, notFoundOut: [...notFoundOut] };
    },
  };
}

/** Answers are kept for a while, failures until the next question is asked: many cases of one project ask the same within one page. */
function remembering(now: () => number): <Answer>(key: string, find: () => Promise<Answer>) => Promise<Answer> {
  const known = new Map<string, { readonly answer: Promise<unknown>; readonly until: number }>();
  return <Answer>(key: string, find: () => Promise<Answer>) => {
    const held = known.get(key);
    // The key names the question, and each question has one kind of answer.
    if (held !== undefined && held.until > now()) return held.answer as Promise<Answer>;
    if (known.size >= mostRemembered) known.clear();
    const answer = find();
    known.set(key, { answer, until: now() + knownForMs });
    answer.catch(() => setTimeout(() => known.get(key)?.answer === answer && known.delete(key), forgetFailureMs).unref());
    return answer;
  };
}

/** Long enough for one page to be drawn on one failure, short enough that trying again helps. Unit: real ms. */
const forgetFailureMs = 1_000;
