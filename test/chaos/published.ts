/** When the advisory was published, how often, and whether anything of it could be seen before. */
import type { Case } from '../../src/core/case.ts';
import type { Moment, Stage } from '../../src/drill/stage.ts';
import { explainedUntil, type Excuses } from './came-late.ts';
import type { Violation } from './violation.ts';

const bot = 'fixlead[bot]';

export function isPublication(moment: Moment): boolean {
  return moment.kind === 'delivery' && moment.event === 'repository_advisory' && moment.action === 'published';
}

export type Publishing = {
  readonly cases: readonly Pick<Case, 'id' | 'release'>[];
  /** Which of them the app published, whatever it says itself. */
  readonly byApp: ReadonlySet<string>;
  readonly publishedAt: (ghsa: string) => number | undefined;
  /** How many webhooks said that an advisory was published. */
  readonly publications: number;
  /** How late it was in a run without trouble; undefined where there is nothing to compare with. Unit: ms. */
  readonly calmLateMs: number | undefined;
  /** When people began to do each thing that it waits for. */
  readonly begun: readonly number[];
  readonly excuses: Excuses;
};

/** How long after its Release Date an advisory was published. Unit: ms; undefined where it has no date or was not published. */
export function lateOf(cases: Publishing['cases'], publishedAt: Publishing['publishedAt']): number | undefined {
  const [one] = cases;
  const at = one && publishedAt(one.id);
  const releaseAt = one?.release?.releaseAt;
  return at === undefined || releaseAt === undefined ? undefined : at - releaseAt;
}

/** Never before the Release Date, never later than trouble explains, and once. */
export function publishedWrongly({ cases, publishedAt, ...run }: Publishing): readonly Violation[] {
  const wrong = cases.flatMap((one): readonly Violation[] => {
    const [at, releaseAt] = [publishedAt(one.id), one.release?.releaseAt];
    if (!run.byApp.has(one.id) || at === undefined || releaseAt === undefined) return [];
    const lateMs = at - releaseAt;
    if (lateMs < 0) return [{ kind: 'early', what: `${one.id} published ${-lateMs / 1_000} s before its Release Date` }];
    const begunAt = Math.max(releaseAt, ...run.begun.filter((one) => one <= at));
    const explainedMs = (run.calmLateMs ?? Infinity) + explainedUntil({ begunAt, cameAt: at }, run.excuses) - releaseAt;
    if (lateMs <= explainedMs) return [];
    return [{ kind: 'late', what: `${one.id} published ${lateMs / 1_000} s late; explained are ${explainedMs / 1_000} s` }];
  });
  const { publications } = run;
  return [...wrong, ...(publications > 1 ? [{ kind: 'duplicate', what: `published ${publications} times` } as const] : [])];
}

/** By the requests that GitHub granted it. */
export function publishedByApp({ github }: Stage): ReadonlySet<string> {
  const granted = github.world.requests.filter(({ method, status, actor }) => method === 'PATCH' && status < 400 && actor === bot);
  const publishing = granted.filter(({ body }) => JSON.stringify(body ?? '').includes('"state":"published"'));
  return new Set(publishing.map(({ path }) => path.split('/').at(-1) ?? ''));
}

/** What of the app's writing anybody can see: requests that were granted to it in a repository that is not private. */
export function publicTooEarly(stage: Stage, cases: readonly Case[]): readonly Violation[] {
  const open = stage.github.world.repositories.filter((repository) => !repository.private).map(({ owner, name }) => `${owner}/${name}`);
  return stage.github.world.requests.flatMap((request): readonly Violation[] => {
    const repository = open.find((name) => isWriteInPublic(request, name));
    if (repository === undefined || request.actor !== bot) return [];
    const told = JSON.stringify(request.body ?? '');
    const embargoed = cases.filter((one) => one.repository === repository.toLowerCase() && request.at < publicFrom(stage, one));
    const leaked = embargoed.find((one) => told.includes(one.id) || request.path.includes('git-receive-pack'));
    return leaked === undefined ? [] : [{ kind: 'public', what: `${request.method} ${request.path} while ${leaked.id} was embargoed` }];
  });
}

function isWriteInPublic({ method, path, status }: Stage['github']['world']['requests'][number], repository: string): boolean {
  if (method === 'GET' || status >= 400) return false;
  const isOurs = path.toLowerCase().startsWith(`/repos/${repository}/`.toLowerCase()) && !path.includes('/security-advisories');
  return isOurs || path.toLowerCase() === `/${repository}.git/git-receive-pack`.toLowerCase();
}

/** From when on it may be spoken of: the Release Date, or when somebody published it before. */
function publicFrom({ github }: Stage, one: Case): number {
  return Math.min(one.release?.releaseAt ?? Infinity, github.world.advisory(one.id).publishedAt ?? Infinity);
}
