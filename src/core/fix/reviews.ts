/** Pull requests in the fix repository and what people say of them (S100). */
import { afterPush, findPullRequest, validLgtms, withLgtm, withoutLgtmOf, withPullRequest } from './approvals.ts';
import { pushNews } from './fix-words.ts';
import { requiredLgtms } from './required.ts';
import type { Place } from '../act.ts';
import type { Case } from '../case.ts';
import type { FixPullRequest, Lgtm, PatchFacts, VoidedLgtm } from './fix-pull-request.ts';
import type { Decision } from '../decision.ts';
import { effectKey, type Effect } from '../effects.ts';
import type { Actor } from '../command-events.ts';
import type { Command, Seen } from '../events.ts';
import { accept, carriedOut, ignore, refuse } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { inline } from '../quote.ts';

/** Short forms of a commit's name that people may type. Unit: hexadecimal digits. Git itself shortens to 7. */
export const shaTyped = /^[0-9a-f]{7,40}$/i;

export function seePullRequest(thisCase: Case, event: Seen<'PullRequestSeen'>, policy: Policy): Decision {
  const before = findPullRequest(thisCase, event.place);
  const { line, headSha, state, authors } = event;
  const patch = patchFactsOf(event);
  if (before === undefined) {
    const opened: FixPullRequest = { ...event.place, line, headSha, headSeenAt: event.at, state, authors, ...patch, lgtms: [], voided: [] };
    return accept(withPullRequest(thisCase, opened), [{ rule: 'S100' }]);
  }
  const known = headSha === before.headSha ? before : withoutPatchFacts(before);
  const unknownAuthors = union(before.unknownAuthors, event.unknownAuthors);
  const seen: FixPullRequest = {
    ...{ ...known, line, headSha, state, authors: union(before.authors, authors), ...patch },
    ...(unknownAuthors.length > 0 && { unknownAuthors }),
    ...(headSha !== before.headSha && { headSeenAt: event.at }),
  };
  if (headSha === before.headSha && isKnown(before, seen)) return ignore('that is known');
  const next = afterPush(before, seen, policy, event.at);
  const news = pushNews(before, next, policy);
  const said = news === undefined ? [] : [sayOnPullRequest(thisCase, event.place, `voided/${line}/${headSha}/${event.at}`, news)];
  return accept(withPullRequest(thisCase, next), [{ rule: 'S100' }], said);
}

/** Nobody who wrote a part of it is ever taken off the list, so that a rebase cannot launder them. */
function union<Name extends string>(before: readonly Name[] = [], now: readonly Name[] = []): readonly Name[] {
  return [...new Set([...before, ...now])];
}

function isKnown(before: FixPullRequest, now: FixPullRequest): boolean {
  const said = (pull: FixPullRequest) => JSON.stringify([pull.line, pull.state, pull.authors, patchFactsOf(pull)]);
  return said(before) === said(now);
}

/** Only what is known, so that what could not be found out this time takes nothing away that was known of the same head. */
function patchFactsOf({ baseSha, patchId, commitPatchIds, branch, tree, mergedAs, unknownAuthors }: PatchFacts): PatchFacts {
  return {
    ...(baseSha !== undefined && { baseSha }),
    ...(patchId !== undefined && { patchId }),
    ...(commitPatchIds !== undefined && { commitPatchIds }),
    ...(branch !== undefined && { branch }),
    ...(tree !== undefined && { tree }),
    ...(mergedAs !== undefined && { mergedAs }),
    ...(unknownAuthors !== undefined && { unknownAuthors }),
  };
}

/** Of another head its change is to be found out anew. */
function withoutPatchFacts(pull: FixPullRequest): FixPullRequest {
  const { baseSha: _base, patchId: _patch, commitPatchIds: _patches, tree: _tree, checkAskedAt: _asked, ...rest } = pull;
  return rest;
}

export function giveLgtm(thisCase: Case, event: Command<'LgtmGiven'>, policy: Policy): Decision {
  const pull = event.from.kind === 'pull-request' ? findPullRequest(thisCase, event.from) : undefined;
  if (pull === undefined)
    return refuse(thisCase, event, 'not-found', 'This pull request is not known as a fix of this case yet. Please try again in a minute.');
  const problem = whyNotThisHead(pull, event);
  if (problem !== undefined) return refuse(thisCase, event, 'head-moved', problem, [{ rule: 'S100' }]);
  if (pull.authors.includes(event.by.login)) return refuse(thisCase, event, 'own-change', ownChange(event.by), [{ rule: 'S100' }]);
  const next = withLgtm(pull, { by: event.by.login, at: event.at, sha: pull.headSha, via: 'command' });
  const words = `LGTM of @${event.by.login} for \`${pull.headSha.slice(0, 10)}\`: ${validLgtms(next, policy).length} of ${requiredLgtms(thisCase, policy, next.line)}.`;
  return carriedOut(withPullRequest(thisCase, next), event, words, [{ rule: 'S100' }]);
}

/** An LGTM is of a certain head: the one named, or the one that stood there when it was typed. */
function whyNotThisHead(pull: FixPullRequest, event: Command<'LgtmGiven'>): string | undefined {
  const head = `\`${pull.headSha.slice(0, 10)}\``;
  if (event.sha === undefined)
    return event.at < pull.headSeenAt
      ? `By this machine's clock ${head} was pushed after you typed this, so you may not have seen it. If it looks good to you, name it: \`/lgtm ${pull.headSha.slice(0, 10)}\`.`
      : undefined;
  if (!shaTyped.test(event.sha))
    return `"${inline(event.sha.slice(0, 50))}" is not a commit: give 7 to 40 hexadecimal digits, such as \`/lgtm ${pull.headSha.slice(0, 10)}\`.`;
  return pull.headSha.startsWith(event.sha.toLowerCase())
    ? undefined
    : `The head is ${head}, not the one you named. Please look at it and say \`/lgtm ${pull.headSha.slice(0, 10)}\`.`;
}

export function withdrawLgtm(thisCase: Case, event: Command<'LgtmWithdrawn'>): Decision {
  const pull = event.from.kind === 'pull-request' ? findPullRequest(thisCase, event.from) : undefined;
  if (pull === undefined || !pull.lgtms.some((lgtm) => lgtm.by === event.by.login)) {
    return refuse(thisCase, event, 'nothing-to-undo', 'You have no LGTM on this pull request.');
  }
  const next = withoutLgtmOf(pull, event.by.login, { voidedAt: event.at, why: 'withdrawn' });
  return carriedOut(withPullRequest(thisCase, next), event, 'Your LGTM is withdrawn.', [{ rule: 'S100' }]);
}

/** An approving review is an LGTM of the commit it was given on; its dismissal, or asking for changes later, takes it back. */
export function seeReview(thisCase: Case, event: Seen<'ReviewSubmitted'>): Decision {
  const pull = findPullRequest(thisCase, event.place);
  if (pull === undefined) return ignore('the review is of a pull request of no case');
  if (event.verdict !== 'approved') return takeBack(thisCase, pull, event);
  if (event.by.role !== 'maintainer' && event.by.role !== 'unknown')
    return ignore(`@${event.by.login} is not a maintainer, so this approval is no LGTM`);
  const problem = whyNoLgtm(pull, event);
  if (problem !== undefined)
    return accept(
      thisCase,
      [{ rule: 'S100' }],
      [sayOnPullRequest(thisCase, pull, `review/${event.by.login}/${event.sha}/${event.at}`, problem)],
    );
  return accept(withPullRequest(thisCase, withLgtm(pull, { by: event.by.login, at: event.at, sha: event.sha, via: 'review' })), [
    { rule: 'S100' },
  ]);
}

/** GitHub shows such an approval all the same, so whoever gave it is told. */
function whyNoLgtm(pull: FixPullRequest, { by, sha }: Seen<'ReviewSubmitted'>): string | undefined {
  if (pull.authors.includes(by.login)) return ownChange(by);
  if (sha !== pull.headSha)
    return `The approval of @${by.login} is of \`${sha.slice(0, 10)}\`, and the head is \`${pull.headSha.slice(0, 10)}\`, so it does not count. Please look at the head and say \`/lgtm\`.`;
  return by.role === 'unknown'
    ? `I could not find out from GitHub whether @${by.login} is a maintainer, so the approval does not count yet. Please say \`/lgtm\` in a few minutes.`
    : undefined;
}

function takeBack(thisCase: Case, pull: FixPullRequest, event: Seen<'ReviewSubmitted'>): Decision {
  const given = pull.lgtms.find((lgtm) => lgtm.by === event.by.login);
  const why = takenBackBy(event.verdict, given);
  if (why === undefined) return ignore('the review says nothing that counts');
  return accept(withPullRequest(thisCase, withoutLgtmOf(pull, event.by.login, { voidedAt: event.at, why })), [{ rule: 'S100' }]);
}

/** A dismissal is of a review and leaves a typed LGTM alone; who asks for changes does not think that the change looks good. */
function takenBackBy(verdict: Seen<'ReviewSubmitted'>['verdict'], given: Lgtm | undefined): VoidedLgtm['why'] | undefined {
  if (given === undefined) return undefined;
  if (verdict === 'changes-requested') return verdict;
  return verdict === 'dismissed' && given.via === 'review' ? verdict : undefined;
}

function ownChange(by: Actor): string {
  return `@${by.login} wrote part of this change, so their LGTM cannot count. Another maintainer has to look at it.`;
}

function sayOnPullRequest(thisCase: Case, place: Place, name: string, body: string): Effect {
  return { key: effectKey(thisCase.id, `pull/${place.number}/${name}`), kind: 'SayInFixRepository', audience: 'maintainers', place, body };
}
