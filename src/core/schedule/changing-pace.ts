/** What people say that makes a case faster or slower than its policy's ordinary days (S5, S26, S78, S85–S88, S101). */
import type { Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import type { Command } from '../events.ts';
import { sayInstant } from '../messages.ts';
import { carriedOut, refuse, withNote } from '../outcome.ts';
import { withoutMovedDue } from './moving-dates.ts';
import { asapSince } from './pace.ts';
import type { Policy } from '../policy.ts';
import { inline } from '../quote.ts';
import { isPrivatePlace, tellMaintainers } from '../say.ts';
import { actOf } from '../intake/triage.ts';

export function reportPublicKnowledge(thisCase: Case, event: Command<'PublicKnowledgeReported'>, policy: Policy): Decision {
  if (thisCase.knownPublicly !== undefined)
    return refuse(thisCase, event, 'already-done', `That is known since ${sayInstant(thisCase.knownPublicly.at)}.`);
  const next = withNote(
    { ...thisCase, knownPublicly: { ...actOf(event), where: event.where } },
    event.at,
    `@${event.by.login} said that it is publicly known`,
  );
  const asap = asapSince(next, policy) !== undefined;
  const words = asap
    ? 'Everything that is open is due **now** (S85).'
    : `With a score below ${policy.asapFromScore.toFixed(1)} the ordinary days go on (S86).`;
  const tracks = `**It is publicly known**${whereInWords(next, event)} ${words}\n\nThree things start at once (S78): the patch, its release, and the communication. The Fix Lead leads them${next.fixLead === undefined ? '; there is none yet: `/fix-lead`' : ''}.`;
  const isBeforeTheirEyes = event.from.kind === 'case-issue';
  return carriedOut(
    next,
    event,
    isBeforeTheirEyes ? tracks : `Recorded. ${words}`,
    [{ rule: 'S78' }, { rule: asap ? 'S85' : 'S86' }],
    isBeforeTheirEyes ? [] : tellMaintainers(next, 'publicly-known', tracks),
  );
}

/** Where there is no case issue this is said on the advisory, and what was typed in private stays there. */
function whereInWords(thisCase: Case, { from, where }: Command<'PublicKnowledgeReported'>): string {
  return thisCase.caseIssue === undefined && isPrivatePlace(from) ? '.' : `: ${inline(where).replace(/\.?$/, '.')}`;
}

export function slowDown(thisCase: Case, event: Command<'SlowdownDecided'>, policy: Policy): Decision {
  const { score } = thisCase;
  const bound = policy.asapFromScore.toFixed(1);
  if (score === undefined || score.cvss.score >= policy.asapFromScore) {
    const present = score === undefined ? 'this one is not scored yet: `/cvss VECTOR`' : `this one has ${score.cvss.score.toFixed(1)}`;
    const message = `Only a case scored below ${bound} may be slowed down; ${present}.`;
    return refuse(thisCase, event, 'wrong-score', message, [{ rule: 'S101' }]);
  }
  const next = withNote(
    { ...thisCase, slowedDown: { ...actOf(event), reason: event.reason } },
    event.at,
    `@${event.by.login} slowed the process down (${event.reason.replaceAll('-', ' ')})`,
  );
  const words = `Slowed down: the fix is due when it is ready, as long as the score stays below ${bound}.`;
  return carriedOut(next, event, words, [{ rule: 'S101' }]);
}

export function nameUpstream(thisCase: Case, event: Command<'UpstreamNamed'>): Decision {
  const { project, releaseAt, contact } = event;
  const known = thisCase.upstream?.project === project ? thisCase.upstream : undefined;
  const upstream = {
    ...known,
    ...actOf(event),
    project,
    ...(releaseAt !== undefined && { releaseAt }),
    ...(contact !== undefined && { contact }),
  };
  // Said last, it counts: a date that was moved before is let go.
  const named = releaseAt === undefined ? { ...thisCase, upstream } : withoutMovedDue({ ...thisCase, upstream }, 'fix');
  const note =
    releaseAt === undefined
      ? `@${event.by.login} said that another project is concerned, and must hear of it`
      : `@${event.by.login} said that the fix waits for another project, ${sayInstant(releaseAt)}`;
  return carriedOut(withNote(named, event.at, note), event, upstreamInWords(upstream), [{ rule: 'S21' }, { rule: 'S87' }, { rule: 'S88' }]);
}

function upstreamInWords({ project, releaseAt, contact }: NonNullable<Case['upstream']>): string {
  const name = inline(project);
  const date =
    releaseAt === undefined
      ? `Recorded that ${name} is concerned. Its date is not known yet: \`/upstream PROJECT YYYY-MM-DD HH:MM UTC\` says it, and the fix is due with it then.`
      : `The fix is due with ${name}, ${sayInstant(releaseAt)}.`;
  const who =
    contact === undefined
      ? ` Whom do you speak with there? \`/upstream PROJECT contact="…"\` keeps it, so that whoever takes over knows.`
      : ` The contact there: ${inline(contact)}.`;
  return `${date}${who}`;
}

/** S26, S41: what users can do until there is a fix. */
export function giveMitigation(thisCase: Case, event: Command<'MitigationGiven'>): Decision {
  const next = withNote(
    { ...thisCase, mitigation: { ...actOf(event), words: event.words } },
    event.at,
    `@${event.by.login} described what users can do until there is a fix`,
  );
  return carriedOut(next, event, 'Recorded as the mitigation.', [{ rule: 'S26' }]);
}
