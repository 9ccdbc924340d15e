/** The CVE id of a case: asked of GitHub, set from an own CNA, and read on the advisory (S110). It never holds anything up (S30). */
import type { Case } from '../case.ts';
import type { AdvisoryFacts } from '../records/advisory-facts.ts';
import type { Decision } from '../decision.ts';
import { effectKey, type Effect } from '../effects.ts';
import type { Command } from '../events.ts';
import { actOf } from '../intake/triage.ts';
import { accept, carriedOut, refuse, withNote } from '../outcome.ts';
import { answer, tellMaintainers } from '../say.ts';
import { cveOf } from './cve-id.ts';
import { cveArrived, cveAsked, cveKnown, cveSet, cveStands, otherCveKnown } from './cve-words.ts';

/** Without an id GitHub is asked for one, or it is said how that stands; what was refused may be asked for again. */
export function wantCve(thisCase: Case, event: Command<'CveWanted'>): Decision {
  const { id, at } = event;
  const known = cveOf(thisCase);
  if (id !== undefined)
    return known === undefined ? set(thisCase, event, id) : refuse(thisCase, event, 'already-done', otherCveKnown(known, id));
  if (known !== undefined) return accept(thisCase, [], [answer(thisCase, event, cveKnown(known))]);
  const { cve, stuck } = thisCase;
  const key = askKey(thisCase);
  const wasRefused = stuck.some((one) => one.key === key);
  if (cve !== undefined && !wasRefused) return accept(thisCase, [], [answer(thisCase, event, cveStands(cve))]);
  const next: Case = { ...thisCase, cve: { ...actOf(event), id: undefined }, stuck: stuck.filter((one) => one.key !== key) };
  const noted = withNote(next, at, `@${event.by.login} asked GitHub for a CVE id`);
  return carriedOut(noted, event, cveAsked(), [{ rule: 'S110' }], [{ key, kind: 'AskForCve', audience: 'cna', askedAt: at }]);
}

function set(thisCase: Case, event: Command<'CveWanted'>, id: string): Decision {
  const next = withNote({ ...thisCase, cve: { ...actOf(event), id } }, event.at, `@${event.by.login} set the CVE id ${id}`);
  const wish: Effect = { key: effectKey(thisCase.id, 'cve'), kind: 'SetCve', audience: 'reporter', cveId: id };
  return carriedOut(next, event, cveSet(id), [{ rule: 'S110' }], [wish]);
}

function askKey({ id }: Case): string {
  return effectKey(id, 'ask-for-cve');
}

/** Said once, when the advisory shows an id that we did not know of. */
export function cveNews(before: Case, after: AdvisoryFacts): readonly Effect[] {
  const { cveId } = after;
  if (cveId === undefined || cveId === cveOf(before)) return [];
  return tellMaintainers(before, `cve/${cveId}`, cveArrived(before, cveId));
}
