/** From the lines of a comment to the commands of a case, each with what deciding on it will need. */
import type { CommandEvent, Surface } from '../core/command-events.ts';
import type { CaseEvent, Command } from '../core/events.ts';
import type { CaseId, Login } from '../core/ids.ts';
import type { Asked, WithoutTyped } from '../commands/command-row.ts';
import { helpPage } from '../commands/help.ts';
import { withLineInDoubt } from '../commands/line-in-doubt.ts';
import { policyEvent } from '../commands/policy-event.ts';
import type { ReadLine } from '../commands/read-comment.ts';
import { askAgain } from './ask-again.ts';
import type { Engine } from './engine.ts';
import type { FoundCase } from './find-case.ts';
import { earlyFacts } from './find-distributors.ts';
import { findPolicyOrGiveUp, releasedTagsOrGiveUp } from './find-policy.ts';
import { lastRefusals } from './last-refusals.ts';
import type { StoredCase } from './ports/store.ts';
import { actor } from './who-acts.ts';
import { ledBy } from './who-is-away.ts';

type Comment = {
  readonly author: Login;
  readonly from: Surface;
  readonly at: number;
  readonly text: string;
  readonly lines: readonly ReadLine[];
};

export async function commandEvents(engine: Engine, attempt: number, found: FoundCase, comment: Comment): Promise<readonly CaseEvent[]> {
  if (comment.lines.length === 0 || found.stored === undefined) return [];
  const by = await actor(engine, attempt, found, comment.author);
  const usesGates = comment.lines.some((read) => 'asked' in read && usesGate.includes(read.asked.kind));
  const events: CaseEvent[] = usesGates ? [...(await askAgain(engine, attempt, found.stored))] : [];
  for (const read of comment.lines) {
    const typed = { by, from: comment.from, line: read.line, at: comment.at };
    if ('problem' in read) events.push({ ...typed, kind: 'CommandNotUnderstood', code: read.problem.code, message: read.problem.message });
    else {
      const facts = await withFacts(engine, attempt, found, found.stored, comment.author, read.asked);
      events.push(withLineInDoubt({ ...typed, ...facts }, comment.text));
    }
  }
  return events;
}

/** Before these the gates are asked afresh what they rest on. */
const usesGate: readonly Asked['kind'][] = ['PublicationAsked', 'PublicationForced', 'FixSaidReady'];

async function withFacts(
  engine: Engine,
  attempt: number,
  found: FoundCase,
  stored: StoredCase,
  author: Login,
  asked: Asked,
): Promise<WithoutTyped<CommandEvent>> {
  if (asked.kind === 'HelpAsked') return { kind: 'HelpAsked', page: helpPage(stored.policy) };
  if (asked.kind === 'WhyAsked')
    return asked.topic === 'refused' ? { ...asked, refusals: await lastRefusals(engine.store, stored.case.id) } : asked;
  if (asked.kind === 'PolicyAsked' || asked.kind === 'PolicyAdoptionAsked')
    return policyEvent(asked.kind, stored.policy, await findPolicyOrGiveUp(engine, attempt, stored.case));
  if (asked.kind === 'AffectedLinesNamed') {
    const releasedTags = await releasedTagsOrGiveUp(engine, attempt, stored);
    return releasedTags === undefined ? asked : { ...asked, releasedTags };
  }
  if (asked.kind === 'EarlyAsked' || asked.kind === 'EarlyConfirmed')
    return { ...asked, ...(await earlyFacts(engine, attempt, stored, asked)) };
  if (asked.kind === 'RetryAsked') return { ...asked, what: await parkedUnder(engine, asked.key) };
  if (asked.kind === 'DuplicateNamed') return { ...asked, other: await otherReport(engine, asked.of) };
  if (asked.kind !== 'FixLeadNamed' && asked.kind !== 'AwaySaid') return asked;
  const named = await actor(engine, attempt, found, asked.login ?? author);
  if (asked.kind === 'FixLeadNamed') return { ...asked, login: named.login, role: named.role };
  return { ...asked, login: named.login, role: named.role, leads: await ledBy(engine, stored.case.repository, named.login) };
}

async function parkedUnder({ store }: Engine, key: string): Promise<string | undefined> {
  return (await store.listParked()).find((one) => one.key === key)?.what;
}

/** Only what is asked of the other case: the event is kept in the history of this one, where the words of that report have no place. */
async function otherReport(engine: Engine, of: CaseId): Promise<Command<'DuplicateNamed'>['other']> {
  const stored = await engine.store.readCase(of);
  if (stored === undefined) return undefined;
  const { repository, phase, duplicateOf } = stored.case;
  return { repository, phase, duplicateOf };
}
