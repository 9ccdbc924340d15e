/**
 * The one place where something public follows from a case that is not published: a bug that is no vulnerability (S12), or a safer default
 * (S73), as an issue in the project's repository. A maintainer writes it, is shown it word for word, and confirms it.
 */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import { effectKey, type Effect } from '../effects.ts';
import type { Command, Seen } from '../events.ts';
import type { CaseId } from '../ids.ts';
import { accept, carriedOut, ignore, refuse, withNote } from '../outcome.ts';
import { wishState } from '../disclosure/publication.ts';
import type { RuleId } from '../rules.ts';
import { tellMaintainers, tellReporter } from '../say.ts';
import { nextPhase } from '../transitions.ts';
import { whatMayNotBePublic } from './public-lint.ts';
import * as words from './public-issue-words.ts';
import { actOf, answered } from './triage.ts';

type PublicIssue = NonNullable<Case['publicIssue']>;
type Purpose = PublicIssue['purpose'];

const ruleFor: Readonly<Record<Purpose, RuleId>> = { downgrade: 'S12', hardening: 'S73' };

export function draftPublicIssue(thisCase: Case, event: Command<'DowngradeDrafted'> | Command<'HardeningDrafted'>): Decision {
  const purpose = event.kind === 'DowngradeDrafted' ? 'downgrade' : 'hardening';
  const because = [{ rule: ruleFor[purpose] }];
  const refusal = purpose === 'hardening' ? whyNoHardening(thisCase) : undefined;
  if (refusal !== undefined) return refuse(thisCase, event, 'not-needed', refusal, because);
  const wrong = whatMayNotBePublic(`${event.title}\n${event.words ?? ''}`, thisCase);
  if (wrong.length > 0) return refuse(thisCase, event, 'not-for-the-public', words.notForThePublic(wrong), because);
  const title = words.publicTitle(event.title);
  const publicIssue: PublicIssue = { ...actOf(event), purpose, title, body: words.publicBody(purpose, event.words) };
  return carriedOut({ ...thisCase, publicIssue }, event, words.shownFirst(thisCase, publicIssue), because);
}

/** One hardening issue for each case, and only where it was closed for an unsafe default. */
function whyNoHardening({ rejected, publicIssue }: Case): string | undefined {
  if (rejected?.name !== 'unsafe-default') return words.hardeningNotNeeded;
  return publicIssue?.confirmed === undefined ? undefined : words.alreadyPublic(publicIssue);
}

export function confirmDowngrade(thisCase: Case, event: Command<'DowngradeConfirmed'>): Decision {
  const { publicIssue } = thisCase;
  if (publicIssue?.purpose !== 'downgrade') return refuse(thisCase, event, 'not-found', words.nothingToConfirm('downgrade'));
  const act = actOf(event);
  const rejected = { ...act, reason: words.downgradeReason };
  const confirmed = { ...publicIssue, confirmed: act };
  const next = withNote(
    {
      ...thisCase,
      ...answered(thisCase, act),
      phase: nextPhase(thisCase.phase, 'DowngradeConfirmed') ?? thisCase.phase,
      rejected,
      publicIssue: confirmed,
    },
    event.at,
    `@${event.by.login} treats the report as a bug, to be fixed in public`,
  );
  const told = tellReporter(next, `downgraded/${event.at}`, words.downgraded());
  return carriedOut(
    next,
    event,
    words.willBePublic,
    [{ rule: 'S12' }, { rule: 'S23' }],
    [...told, wishState(next, 'closed'), openIssue(next, confirmed)],
  );
}

export function confirmHardening(thisCase: Case, event: Command<'HardeningConfirmed'>): Decision {
  const { publicIssue } = thisCase;
  if (publicIssue?.purpose !== 'hardening') return refuse(thisCase, event, 'not-found', words.nothingToConfirm('hardening'));
  if (publicIssue.confirmed !== undefined) return refuse(thisCase, event, 'already-done', words.alreadyPublic(publicIssue));
  const confirmed = { ...publicIssue, confirmed: actOf(event) };
  const next = withNote({ ...thisCase, publicIssue: confirmed }, event.at, `@${event.by.login} proposed a safer default in public`);
  return carriedOut(next, event, words.willBePublic, [{ rule: 'S73' }], [openIssue(next, confirmed)]);
}

function openIssue(thisCase: Case, issue: PublicIssue): Effect {
  const { title, body } = issue;
  const key = publicIssueKey(thisCase.id, issue);
  return { key, kind: 'OpenPublicIssue', audience: 'public', repository: thisCase.repository, title, body };
}

export function publicIssueKey(id: CaseId, issue: PublicIssue): string {
  return effectKey(id, endOf(issue));
}

/** A case that was reopened may be closed for a bug once more, with another issue. */
function endOf({ purpose, confirmed }: PublicIssue): string {
  return `public-issue/${purpose}/${confirmed?.at ?? 0}`;
}

/** Once it is there the reporter is told where. */
export function publicIssueOpened(thisCase: Case, event: Seen<'PublicIssueOpened'>): Decision {
  const { publicIssue } = thisCase;
  if (publicIssue?.confirmed === undefined || publicIssue.place !== undefined) return ignore('no public issue is waited for');
  const next = { ...thisCase, publicIssue: { ...publicIssue, place: event.place } };
  return accept(
    next,
    [{ rule: ruleFor[publicIssue.purpose] }],
    [
      ...tellReporter(next, endOf(publicIssue), words.trackedAt(publicIssue.purpose, event.place)),
      ...tellMaintainers(next, endOf(publicIssue), words.openedAt(event.place)),
    ],
  );
}
