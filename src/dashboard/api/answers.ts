/** What the JSON API says of a case. Instants are ISO 8601 in UTC; `null` where there is none. No title and no word of a report is in it. */
import type { Case } from '../../core/case.ts';
import { phaseInWords } from '../../core/phase-in-words.ts';
import { rules, type RuleId } from '../../core/rules.ts';
import { standing, type Obligation } from '../../core/schedule/obligation.ts';
import { obligations } from '../../core/schedule/obligations.ts';
import { formatInstant, type Instant } from '../../core/time/time.ts';
import type { HistoryLine, StoredCase } from '../../engine/ports/store.ts';
import { shownEvent } from '../case/event-words.ts';
import type { Outlook } from '../outlook.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** `url` is where the dashboard is. */
export function caseAnswer({ seen, urgency, next, waitsFor }: Outlook, now: Instant, url: string): Json {
  const { case: thisCase, version } = seen.stored;
  const { id, repository, phase, report, score, fixLead, release, published } = thisCase;
  return {
    id,
    repository,
    phase,
    standing: phaseInWords(thisCase, now),
    urgency: urgency.replaceAll(' ', '-'),
    waitsFor,
    next: next === undefined ? null : { name: next.name, dueAt: formatInstant(next.dueAt) },
    reportedAt: formatInstant(report.reportedAt),
    severity: score === undefined ? null : severityAnswer(score),
    fixLead: fixLead?.login ?? null,
    releaseAt: instantOrNull(release?.releaseAt),
    publishedAt: instantOrNull(published?.at),
    version,
    url: `${url}/cases/${id}`,
  };
}

function severityAnswer({ cvss, final }: NonNullable<Case['score']>): Json {
  return { vector: cvss.vector, score: cvss.score, rating: cvss.severity, final: final !== undefined };
}

export function obligationAnswers({ case: thisCase, policy }: StoredCase, now: Instant): readonly Json[] {
  return obligations(thisCase, policy).map((one) => obligationAnswer(thisCase, one, now));
}

export function obligationAnswer({ id, repository }: Case, one: Obligation, now: Instant): Json {
  return {
    case: id,
    repository,
    name: one.name,
    what: one.what,
    owner: one.owner,
    standing: standing(one, now).replace(' ', '-'),
    dueAt: instantOrNull(one.dueAt),
    metAt: instantOrNull(one.metAt),
    counted: one.counted,
    because: one.rules.map(ruleAnswer),
  };
}

function ruleAnswer(rule: RuleId): Json {
  return { rule, source: rules[rule].source, words: rules[rule].words };
}

/** As the history page has it: kinds, people and instants, and nothing that was said. */
export function historyAnswer(line: HistoryLine): Json {
  const { kind, by, at, refused } = shownEvent(line);
  const { event } = line;
  return {
    line: line.version,
    event: kind,
    at: formatInstant(at),
    decidedAt: formatInstant(line.decidedAt),
    by: by ?? null,
    place: 'from' in event ? event.from.kind : null,
    refused: refused ?? null,
    because: line.because.flatMap((reason) => ('rule' in reason ? [reason.rule] : [])),
    hash: line.hash,
  };
}

function instantOrNull(at: Instant | undefined): string | null {
  return at === undefined ? null : formatInstant(at);
}
