/** From a date that is wished for to the one Release Date, and who is told once (S37, S42, S106). */
import type { Act } from '../act.ts';
import type { Case } from '../case.ts';
import type { DatedAct } from './dated-act.ts';
import type { Effect } from '../effects.ts';
import { withNote } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { tellMaintainers, tellReporter } from '../say.ts';
import { sayDate } from '../time/say-date.ts';
import { agreementsTo, endObjections, standingObjectionsTo, withTableCleared } from './date-parties.ts';
import { dateNews, dateSet } from './date-words.ts';

export type Settled = {
  readonly next: Case;
  /** The answer to whoever settled it. */
  readonly words: string;
  /** The news for the others, each of whom hears of it once. */
  readonly news: readonly Effect[];
};

/** Where it was said that settled it: a command in its comment, or an act on a page. */
type SaidAt = { readonly from: { readonly kind: string; readonly commentId: string }; readonly line: number };

/** What stands in the way of this date is overruled; what was agreed to another one lapses. */
export function settleDate(thisCase: Case, { from, line }: SaidAt, date: DatedAct, policy: Policy): Settled {
  const before = thisCase.release?.releaseAt;
  const isMoved = before !== undefined && before !== date.releaseAt;
  const lapsed = isMoved && agreementsTo(thisCase, before).length > 0;
  const overruled = standingObjectionsTo(thisCase, date.releaseAt);
  const next = withNote(withDate(thisCase, date), date.at, `@${date.by} set the Release Date ${sayDate(date.releaseAt)}`);
  const words = dateSet(next, policy, lapsed);
  const change = {
    before: isMoved ? before : undefined,
    lapsed: isMoved && agreementsTo(thisCase, before).some(({ party }) => party === 'reporter'),
    overruled: overruled.some(({ party }) => party === 'reporter'),
  };
  const end = `release-date/${from.kind}/${from.commentId}/${line}`;
  const toMaintainers = from.kind !== 'case-issue' && next.caseIssue !== undefined ? tellMaintainers(next, end, words) : [];
  return { next, words, news: [...tellReporter(next, end, dateNews(next, policy, change)), ...toMaintainers] };
}

function withDate(thisCase: Case, date: DatedAct): Case {
  const act: Act = { by: date.by, at: date.at };
  const overruled = endObjections(thisCase, act, 'overruled', (one) => one.releaseAt === date.releaseAt);
  return withTableCleared({ ...overruled, release: date, proposedRelease: undefined }, act);
}
