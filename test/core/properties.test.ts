// What holds for every history, sensible or not.
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Case } from '../../src/core/case.ts';
import type { MemberSays } from '../../src/core/distributors/member-says.ts';
import { earlyOf, toldMembers } from '../../src/core/distributors/early.ts';
import { decide } from '../../src/core/decide.ts';
import type { Decision } from '../../src/core/decision.ts';
import type { Effect } from '../../src/core/effects.ts';
import { isCommand, type CaseEvent } from '../../src/core/events.ts';
import type { Policy } from '../../src/core/policy.ts';
import { obligations } from '../../src/core/schedule/obligations.ts';
import { quoteRule } from '../../src/core/rules.ts';
import { whyPage } from '../../src/core/schedule/why-page.ts';
import { lastSend, noticeOf } from '../../src/core/notices/notice.ts';
import { wakeUps } from '../../src/core/schedule/wake-ups.ts';
import { formatUtcMinute, parseCivilDate, type CivilDate } from '../../src/core/time/time.ts';
import { aCaseId, aMaintainer } from '../fixtures/a-case.ts';
import { dayMs, effectsOf, effectsOfKind } from '../fixtures/happenings.ts';
import { canaries, histories, type History, type Step } from './histories.ts';

/** All properties look at the same histories, which are played once; only a failure is played again, to be shrunk. */
const options = { seed: Number(process.env.FC_SEED ?? 20261126), numRuns: 300 };
const played = fc.sample(histories, options);

function holdsFor(check: (history: History) => void): void {
  try {
    played.forEach(check);
  } catch (failure) {
    fc.assert(fc.property(histories, check), options);
    throw failure;
  }
}

function holdsForEachStep(check: (step: Step, policy: Policy) => void): void {
  holdsFor(({ steps }) => steps.forEach((step) => check(step, step.policy)));
}

describe(`deciding, in the histories of FC_SEED=${options.seed}`, () => {
  it('never throws, changes nothing it is given, and always gives the same answer', () => {
    holdsForEachStep(({ before, event, now, decision }, policy) => {
      const again = decide(deepFreeze(before), deepFreeze(event), deepFreeze(policy), now);
      expect(isDeepStrictEqual(again, decision)).toBe(true);
    });
  });

  it('gives the same answer about a case that was stored as JSON and read again', () => {
    holdsForEachStep(({ before, event, now, decision }, policy) => {
      const again = decide(asStored(before), event, policy, now);
      expect(isDeepStrictEqual(asStored(again), asStored(decision))).toBe(true);
    });
  });

  it('replayed over the accepted events alone leads to the same case', () => {
    holdsFor(({ steps }) => {
      let replayed: Case | undefined;
      for (const { event, now, decision, policy } of steps) {
        if (decision.outcome !== 'accepted') continue;
        const again = decide(replayed, event, policy, now);
        replayed = again.outcome === 'accepted' ? again.next : replayed;
      }
      expect(replayed).toEqual(steps.at(-1)?.after);
    });
  });

  it('passes over no command: each is carried out or refused, and answered where it was typed or on the status page', () => {
    holdsForEachStep(({ before, event, decision }) => {
      if (before === undefined || !isCommand(event)) return;
      expect(decision.outcome).not.toBe('ignored');
      expect(isAnswered(event, effectsOf(decision), before)).toBe(true);
    });
  });

  it('tells why for everything that changes the case by a command', () => {
    holdsForEachStep(({ before, event, after, decision }) => {
      if (decision.outcome !== 'accepted' || !isCommand(event) || isDeepStrictEqual(before, after)) return;
      expect(decision.because.length).toBeGreaterThan(0);
    });
  });
});

describe('a refusal', () => {
  /** What is wrong and what helps: a sentence about the world with something to do or to look at, never a bare no. */
  it('says in a sentence what is wrong, and there is more to it than the no', () => {
    const refusals = played.flatMap(({ steps }) =>
      steps.flatMap(({ decision }) => (decision.outcome === 'refused' ? [decision.refusal] : [])),
    );
    expect(new Set(refusals.map(({ code }) => code)).size).toBeGreaterThan(14);
    expect(refusals.filter(({ message }) => !/^\S.{20,}[.?`:\n]/s.test(message))).toEqual([]);
  });

  it('is answered in its own words where it was typed, and changes nothing', () => {
    holdsForEachStep(({ decision, before, after }) => {
      if (decision.outcome !== 'refused') return;
      expect(after).toBe(before);
      expect(decision.effects.map(textOf).join('\n')).toContain(decision.refusal.message);
    });
  });
});

describe('a closed case', () => {
  it('stays closed, but for a publication that GitHub shows, and a maintainer who reopens what was not published', () => {
    holdsForEachStep(({ before, after, event }) => {
      if (before?.phase === 'published') expect(after?.phase).toBe('published');
      if (before?.phase !== 'rejected' || after?.phase === 'rejected') return;
      if (event.kind === 'CaseReopened') {
        expect([after?.phase, after?.release, event.by.role]).toEqual(['accepted', undefined, 'maintainer']);
        expect(['case-issue', 'dashboard']).toContain(event.from.kind);
        return;
      }
      expect([after?.phase, ['AdvisorySeen', 'AdvisoryPublished'].includes(event.kind)]).toEqual(['published', true]);
    });
  });

  it('asks nothing of the advisory any more', () => {
    holdsForEachStep(({ before, after, decision }) => {
      if (before === undefined || before.phase !== after?.phase || (after.phase !== 'published' && after.phase !== 'rejected')) return;
      expect(
        effectsOf(decision).filter((effect) =>
          ['PublishAdvisory', 'SetAdvisoryState', 'SetSeverity', 'CreditFixLead', 'CreditFinder', 'OpenCaseIssue'].includes(effect.kind),
        ),
      ).toEqual([]);
    });
  });
});

describe('the embargo', () => {
  it('is broken by nothing but the publication itself and the fix that goes before it, and by notices that say nothing of the vulnerability', () => {
    holdsForEachStep(({ decision, after }) => {
      if (after?.phase === 'published') return;
      const open = effectsOf(decision).filter(
        (effect) => effect.audience === 'public' && effect.kind !== 'OpenPublicIssue' && !isContentless(effect),
      );
      expect(
        open.every((effect) => ['PublishAdvisory', 'PushFix', 'ProposeFix'].includes(effect.kind) && after?.phase === 'publishing'),
      ).toBe(true);
    });
  });

  it('lets nothing else out of a case that was closed than the words a maintainer typed in the case issue, was shown, and confirmed', () => {
    let opened = 0;
    holdsFor(({ steps }) => {
      let shown: Extract<CaseEvent, { kind: 'DowngradeDrafted' | 'HardeningDrafted' }> | undefined;
      for (const { event, decision, after } of steps) {
        if (decision.outcome !== 'accepted') continue;
        if (event.kind === 'DowngradeDrafted' || event.kind === 'HardeningDrafted') shown = event;
        for (const effect of effectsOfKind(decision, 'OpenPublicIssue')) {
          opened += 1;
          const confirms = shown?.kind === 'DowngradeDrafted' ? 'DowngradeConfirmed' : 'HardeningConfirmed';
          expect([event.kind, after?.phase, shown?.by.role]).toEqual([confirms, 'rejected', 'maintainer']);
          if (!isCommand(event)) throw new Error(`${event.kind} made words public`);
          expect(event.by.role).toBe('maintainer');
          for (const { kind } of [event.from, shown?.from ?? event.from]) expect(['case-issue', 'dashboard']).toContain(kind);
          expect(lettersOf(effect.title)).toBe(lettersOf(shown?.title ?? ''));
          expect(lettersOf(effect.body).startsWith(lettersOf(shown?.words ?? ''))).toBe(true);
          expect(`${effect.title} ${effect.body}`).not.toMatch(/canary|GHSA|\brita\b/i);
        }
      }
    });
    // Otherwise nothing was shown.
    expect(opened).toBeGreaterThan(5);
  });

  it('lets no notice out that nobody approved, or that names another date than the one that holds', () => {
    let told = 0;
    holdsFor(({ steps }) => {
      const approved = new Set<string>();
      for (const { event, decision, after } of steps) {
        if (event.kind === 'NoticeApproved' && decision.outcome === 'accepted') approved.add(event.notice);
        for (const effect of effectsOf(decision).filter((one) => one.kind === 'SendNotice')) {
          told += 1;
          expect(approved).toContain(effect.notice === 'correction' ? 'forthcoming' : effect.notice);
          if (isContentless(effect)) expect(effect.body).toContain(formatUtcMinute(after?.release?.releaseAt ?? 0));
        }
      }
    });
    // Otherwise nothing was shown.
    expect(told).toBeGreaterThan(8);
  });

  it('corrects a date once on each channel that told another: what was told last there is what holds', () => {
    let corrected = 0;
    holdsFor(({ steps }) => {
      for (const { before, decision, after } of steps) {
        const corrections = effectsOf(decision).filter((effect) => effect.kind === 'SendNotice' && effect.notice === 'correction');
        corrected += corrections.length;
        expect(corrections.length).toBeLessThan(2);
        if (after === before || after?.phase !== 'accepted' || after.release === undefined) continue;
        const last = [noticeOf(after, 'correction'), noticeOf(after, 'forthcoming')]
          .map((notice) => lastSend(notice, 'slack:announce'))
          .find(Boolean);
        if (last?.state === 'sent' && after.release.releaseAt > (steps.at(-1)?.now ?? 0))
          expect(last.releaseAt).toBe(after.release.releaseAt);
      }
    });
    expect(corrected).toBeGreaterThan(3);
  });

  it('is never ended, and no fix is pushed, before the Release Date, in spite of a hold, or without the LGTMs of every line', () => {
    let published = 0;
    let pushed = 0;
    holdsFor(({ steps }) => {
      const model = new Ledger();
      for (const { event, now, decision, policy } of steps) {
        model.note(event, decision, policy);
        const goesOut = effectsOf(decision).filter((effect) => ['PublishAdvisory', 'PushFix', 'ProposeFix'].includes(effect.kind));
        if (goesOut.length === 0) continue;
        published += goesOut.filter((effect) => effect.kind === 'PublishAdvisory').length;
        pushed += goesOut.filter((effect) => effect.kind === 'PushFix').length;
        expect(model.obstacles(policy, now)).toEqual([]);
      }
    });
    // Otherwise nothing was shown.
    expect(published).toBeGreaterThan(15);
    expect(pushed).toBeGreaterThan(15);
  });

  it('keeps the report out of every effect: neither its title nor its text is ever repeated', () => {
    holdsForEachStep(({ decision }) => {
      // The records of a published advisory are that advisory.
      const said = JSON.stringify(effectsOf(decision).filter(({ kind }) => kind !== 'WriteRecords'));
      expect(Object.values(canaries).filter((canary) => said.includes(canary))).toEqual([]);
    });
  });

  it('wants records of nothing that is not public', () => {
    holdsForEachStep(({ decision, after }) => {
      if (after?.phase !== 'published') expect(effectsOf(decision).filter(({ kind }) => kind === 'WriteRecords')).toEqual([]);
    });
  });

  it('keeps what was said in private about reasons and other projects from the reporter', () => {
    holdsForEachStep(({ before, event, now }, policy) => {
      if (before === undefined || !(isCommand(event) ? event.from.kind !== 'advisory' : event.kind === 'MemberSpoke')) return;
      const effects = effectsOf(decide(before, withSecret(event), policy, now));
      expect(JSON.stringify(effects.filter((effect) => effect.audience === 'reporter'))).not.toContain('said-in-private');
    });
  });

  it('keeps the reason of a hold that was given in private from the reporter', () => {
    holdsForEachStep(({ before, event, now }, policy) => {
      if (before === undefined || event.kind !== 'HoldPlaced' || event.from.kind === 'advisory') return;
      const effects = effectsOf(decide(before, { ...event, reason: 'said-in-private' }, policy, now));
      expect(JSON.stringify(effects.filter((effect) => effect.audience === 'reporter'))).not.toContain('said-in-private');
    });
  });
});

describe('what is said', () => {
  const hostile = /@everyone|<!--|<img|[\u202A-\u202E\u2066-\u2069\u200F]|(?<!\\)\]\(https/;

  it('carries nothing hostile: no call, no marker, no tag, no turned direction', () => {
    holdsForEachStep(({ decision }) => {
      // Records are for machines, and hold the published advisory as it is.
      const said = effectsOf(decision).filter(({ kind }) => kind !== 'WriteRecords');
      expect(said.filter((effect) => hostile.test(textOf(effect)) || !textOf(effect).isWellFormed())).toEqual([]);
    });
  });

  it('calls the team in the opening of its case issue and when something was escalated or leaked there, and never on the advisory', () => {
    holdsForEachStep(({ event, decision }) => {
      const callsAllowed = (effect: Effect) => (isCallAllowed(effect, event) ? 1 : 0);
      expect(effectsOf(decision).filter((effect) => textOf(effect).split('@acme/security').length - 1 > callsAllowed(effect))).toEqual([]);
    });
  });

  it('fits into a comment of GitHub', () => {
    holdsForEachStep(({ decision }) => {
      expect(effectsOf(decision).filter((effect) => textOf(effect).length > 60_000)).toEqual([]);
    });
  });

  it('has a key that begins with the case, and one decision wants each end once', () => {
    holdsForEachStep(({ decision }) => {
      const keys = effectsOf(decision).map((effect) => effect.key);
      expect(keys.filter((key) => !key.startsWith(`${aCaseId}/`))).toEqual([]);
      expect(new Set(keys).size).toBe(keys.length);
    });
  });

  it('once is said once: the same key never comes back with other words', () => {
    holdsFor(({ steps }) => {
      const said = new Map<string, string>();
      for (const effect of steps.flatMap((step) => effectsOf(step.decision))) {
        if (
          effect.kind !== 'SayOnAdvisory' &&
          effect.kind !== 'SayInFixRepository' &&
          effect.kind !== 'OpenCaseIssue' &&
          effect.kind !== 'OpenPublicIssue'
        )
          continue;
        // Words for the reporter may move to the case issue when GitHub turns out to offer no comments.
        const end = `${effect.kind} ${effect.key}`;
        expect(said.get(end) ?? effect.body).toBe(effect.body);
        said.set(end, effect.body);
      }
    });
  });
});

/** Each tenth of the states that were reached: counting days takes its time. */
const reached = played
  .flatMap(({ steps }) =>
    steps.filter(({ before, after }) => after !== before).map(({ after, now, policyAfter }) => ({ after, now, policy: policyAfter })),
  )
  .filter((_, index) => index % 10 === 0);

function holdsForReached(isRight: (after: Case, policy: Policy, now: number) => boolean): void {
  const wrong = reached.filter(({ after, policy, now }) => after !== undefined && !isRight(after, policy, now));
  expect(reached.length).toBeGreaterThan(50);
  expect(wrong).toEqual([]);
}

/** By name, for the order says nothing; what has no due instant is due after everything. */
function dueByName(given: Case, policy: Policy): ReadonlyMap<string, number> {
  return new Map(obligations(given, policy).map(({ name, dueAt = Infinity }) => [name, dueAt]));
}

describe('what is owed', () => {
  it('is always explained: how it was counted, by which sentence, and who owes it', () => {
    holdsForReached((after, policy) =>
      obligations(after, policy).every(
        ({ counted, rules, what, owner }) => [counted, what, owner].every((words) => words.trim() !== '') && rules.length > 0,
      ),
    );
  });

  it('is answered by /why with its words, its counting, and each of its sentences', () => {
    holdsForReached((after, policy, now) =>
      obligations(after, policy).every(({ name, what, counted, rules }) => {
        const page = whyPage(after, policy, now, { topic: name, withSettings: true });
        return [`**${name}**: ${what}`, counted, ...rules.map(quoteRule)].every((words) => page.includes(words));
      }),
    );
  });

  it('is due no later because it is publicly known', () => {
    holdsForReached((after, policy, now) => {
      const known = { by: aMaintainer, at: now, where: 'a forum' };
      const hurried = dueByName({ ...after, knownPublicly: known }, policy);
      return [...dueByName({ ...after, knownPublicly: undefined }, policy)].every(
        ([name, dueAt]) => (hurried.get(name) ?? Infinity) <= dueAt,
      );
    });
  });

  it('is due no earlier because the report came later, or because more days are closed', () => {
    const isNoEarlier = (before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>) =>
      [...before].every(([name, dueAt]) => (after.get(name) ?? -Infinity) >= dueAt);
    holdsForReached((after, policy) => {
      const { report } = after;
      const later = { ...after, report: { ...report, reportedAt: report.reportedAt + 3 * dayMs } };
      const closed = { ...policy, calendar: { ...policy.calendar, holidays: ['2026-03-04', '2026-03-06'].map(date) } };
      const due = dueByName(after, policy);
      return isNoEarlier(due, dueByName(later, policy)) && isNoEarlier(due, dueByName(after, closed));
    });
  });

  it('is due no earlier because the reporter is waited for once more', () => {
    holdsForReached((after, policy, now) => {
      if (after.waits.some((wait) => wait.until === undefined)) return true;
      const asked = { ...after, waits: [...after.waits, { from: now, until: now + 3 * dayMs, by: aMaintainer }] };
      const waited = dueByName(asked, policy);
      return [...dueByName(after, policy)].every(([name, dueAt]) => (waited.get(name) ?? -Infinity) >= dueAt);
    });
  });
});

describe('the wake-ups', () => {
  it('never name one that has rung, none twice, and none of a closed case', () => {
    holdsForEachStep(({ after, policyAfter }) => {
      if (after === undefined) return;
      const names = wakeUps(after, policyAfter).map((wakeUp) => `${wakeUp.name}@${wakeUp.dueAt}`);
      expect(names.filter((name) => after.rung.includes(name))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
      if (after.phase === 'rejected') expect(names).toEqual([]);
      if (after.phase === 'published') expect(names.filter((name) => !/^(?:channels-check|retrospective)@/.test(name))).toEqual([]);
    });
  });

  it('are answered once: a ring that was taken is passed over when it comes again', () => {
    holdsForEachStep(({ event, now, decision, after }, policy) => {
      if (event.kind !== 'WakeUpRang' || decision.outcome !== 'accepted') return;
      expect(decide(after, event, policy, now).outcome).toBe('ignored');
    });
  });
});

function isContentless(effect: Effect): boolean {
  return effect.kind === 'SendNotice' && (effect.notice === 'forthcoming' || effect.notice === 'correction');
}

/** The opening stands in the board as well. */
function isCallAllowed({ kind, key }: Effect, { kind: happened }: CaseEvent): boolean {
  if (kind === 'OpenCaseIssue' || kind === 'ShowBoard') return true;
  const isLeak = happened === 'LeakReported' || happened === 'LeakSeen' || happened === 'FixBecamePublic';
  return kind === 'SayInFixRepository' && (isLeak || key.includes('-escalation-'));
}

function date(text: string): CivilDate {
  const parsed = parseCivilDate(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

function inSecret(says: MemberSays): MemberSays {
  if (says.what === 'objects') return { ...says, concern: 'said-in-private' };
  return says.what === 'feedback' ? { ...says, words: 'said-in-private' } : says;
}

function withSecret<Event extends CaseEvent>(event: Event): Event {
  // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- all others say nothing of that kind
  switch (event.kind) {
    case 'ExceptionMade':
    case 'LineLeftWithout':
    case 'DueMoved':
      return { ...event, reason: 'said-in-private' };
    case 'ReleaseDateObjectedTo':
      return { ...event, concern: 'said-in-private' };
    case 'DistributorSpokeOfDate':
      return event.says.what === 'objects' ? { ...event, says: { ...event.says, concern: 'said-in-private' } } : event;
    case 'MemberSpoke':
      return { ...event, says: inSecret(event.says) };
    case 'GateOverridden':
      return { ...event, words: `${event.words} said-in-private` };
    case 'UpstreamNamed':
      return { ...event, project: 'said-in-private' };
    case 'LeakReported':
      return { ...event, what: 'said-in-private', to: 'said-in-private' };
    case 'PublicKnowledgeReported':
      return { ...event, where: 'said-in-private' };
    default:
      return event;
  }
}

/** The answer where it was typed, or a status page that reads differently now. */
function isAnswered(event: Extract<CaseEvent, { from: unknown }>, effects: readonly Effect[], before: Case): boolean {
  const { from } = event;
  return effects.some((effect) => {
    if (from.kind === 'dashboard') return effect.kind === 'AnswerOnDashboard' && effect.act === from.commentId;
    if (effect.kind === 'SayInFixRepository' && from.kind !== 'advisory')
      return effect.place.repository === from.repository && effect.place.number === from.number;
    if (from.kind !== 'advisory') return false;
    return (
      effect.kind === 'SayOnAdvisory' ||
      (effect.kind === 'ShowStatus' && event.kind !== 'StatusAsked' && before.advisoryComments !== 'absent')
    );
  });
}

function textOf(effect: Effect): string {
  if (effect.kind === 'ShowCheck') return `${effect.title}\n${effect.summary}`;
  if (effect.kind === 'OpenPublicIssue') return `${effect.title}\n${effect.body}`;
  return 'body' in effect ? effect.body : '';
}

/** Without the signs by which a text is made harmless. */
function lettersOf(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/[^\p{L}\d<>]/gu, '');
}

function asStored<Value>(value: Value): Value {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as Value);
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

/** A second book about what a publication needs, kept from the events alone and as simply as can be. */
class Ledger {
  private readonly pulls = new Map<number, PullBook>();
  private readonly evidence: Extract<CaseEvent, { kind: 'EvidenceGiven' }>[] = [];
  private readonly without = new Set<string>();
  private readonly declared = new Map<string, { sha: string; lgtms: Set<string>; tested: boolean; doubted: Set<string> }>();
  private exported = false;
  private readonly holders = new Set<string>();
  private lead: string | undefined;
  private releaseAt: number | undefined;
  private proposedAt: number | undefined;
  /** Whose word binds, and which party it is. */
  private readonly agreed = new Map<string, string>();
  /** `login date`, of each objection that stands. */
  private readonly objectors = new Set<string>();
  private affected: readonly string[] | undefined;
  private excepted = false;

  note(event: CaseEvent, decision: Decision, policy: Policy): void {
    this.boundTo = policy.lgtmBoundTo ?? 'patch';
    if (decision.outcome === 'accepted') this.noteAccepted(event, policy, decision.next);
  }

  private noteAccepted(event: CaseEvent, policy: Policy, next: Case): void {
    // eslint-disable-next-line @typescript-eslint/switch-exhaustiveness-check -- all other events do not matter here
    switch (event.kind) {
      case 'PullRequestSeen':
        this.notePull(event);
        break;
      case 'LgtmGiven': {
        const pull = event.from.kind === 'pull-request' ? this.pulls.get(event.from.number) : undefined;
        if (event.by.role === 'maintainer') noteLgtm(pull, event.by.login);
        break;
      }
      case 'LgtmWithdrawn':
        if (event.from.kind === 'pull-request') this.pulls.get(event.from.number)?.lgtms.delete(event.by.login);
        break;
      case 'ReviewSubmitted': {
        const pull = this.pulls.get(event.place.number);
        if (event.verdict !== 'approved') pull?.lgtms.delete(event.by.login);
        else if (event.by.role === 'maintainer' && pull?.content.head === event.sha) noteLgtm(pull, event.by.login);
        break;
      }
      case 'GiversAsked':
        for (const pull of this.pulls.values()) for (const person of event.left) pull.lgtms.delete(person);
        for (const head of this.declared.values()) for (const person of event.left) head.lgtms.delete(person);
        for (const pull of this.pulls.values())
          if (event.left.concat(event.unknown).some((one) => one === pull.overrider)) pull.overrider = undefined;
        for (const book of [...this.pulls.values(), ...this.declared.values()])
          book.doubted = new Set(event.unknown.filter((one) => book.lgtms.has(one)));
        break;
      case 'EvidenceGiven':
        this.evidence.push(event);
        break;
      case 'LineLeftWithout':
        this.without.add(event.branch);
        break;
      case 'LineTakenBack':
        this.without.delete(event.branch);
        break;
      case 'GateOverridden':
        for (const pull of this.pulls.values())
          if (event.from.kind === 'pull-request' ? this.pulls.get(event.from.number) === pull : event.words.startsWith(pull.line))
            pull.overrider ??= event.by.login;
        break;
      case 'LgtmDeclared':
      case 'TestDeclared': {
        const known = this.declared.get(event.branch);
        const head =
          known?.sha === event.sha ? known : { sha: event.sha, lgtms: new Set<string>(), tested: false, doubted: new Set<string>() };
        if (event.kind === 'TestDeclared') head.tested = true;
        else {
          head.lgtms.add(event.by.login);
          head.doubted.delete(event.by.login);
        }
        this.declared.set(event.branch, head);
        break;
      }
      case 'DeclaredLgtmWithdrawn':
        this.declared.get(event.branch)?.lgtms.delete(event.by.login);
        break;
      case 'ExportConfirmed':
        this.exported = true;
        break;
      case 'FixLeadNamed':
        this.lead = event.login;
        break;
      case 'AffectedLinesNamed':
        this.affected = event.lines;
        this.excepted &&= event.lines.every((line) => line === 'release-0.9');
        break;
      case 'ExceptionMade':
        this.excepted = true;
        break;
      case 'HoldPlaced':
        this.holders.add(event.by.login);
        break;
      case 'HoldLifted':
        if (this.lead === event.by.login) this.holders.clear();
        this.holders.delete(event.by.login);
        break;
      case 'ReleaseDateGiven':
        if (event.from.kind === 'advisory') this.propose(event.releaseAt);
        else this.set(event.releaseAt);
        break;
      case 'ReleaseDateImposed':
        if (event.from.kind === 'advisory') {
          this.propose(event.releaseAt);
          break;
        }
        for (const one of this.objectors) if (one.endsWith(` ${event.releaseAt}`)) this.objectors.delete(one);
        this.set(event.releaseAt);
        break;
      case 'ReleaseDateProposed':
        this.propose(event.releaseAt);
        this.agree(event, policy, next);
        break;
      case 'ReleaseDateAgreed':
        this.objectors.delete(`${event.by.login} ${this.proposedAt ?? this.releaseAt}`);
        this.agree(event, policy, next);
        break;
      case 'ReleaseDateObjectedTo':
        this.objectors.add(`${event.by.login} ${this.proposedAt ?? this.releaseAt}`);
        this.agreed.delete(event.by.login);
        break;
      case 'DistributorSpokeOfDate':
        this.distributorSpoke(event, next);
        break;
      case 'MemberSpoke':
        if (['agrees', 'objects', 'withdraws'].includes(event.says.what)) this.distributorSpoke(event, next);
        break;
      case 'DateObjectionWithdrawn':
        for (const one of this.objectors) if (one.startsWith(`${event.by.login} `)) this.objectors.delete(one);
        this.settle(next);
        break;
    }
  }

  private distributorSpoke({ member, says }: { readonly member: string; readonly says: { readonly what: string } }, next: Case): void {
    const onTable = `\`${member}\` ${this.proposedAt ?? this.releaseAt}`;
    if (says.what === 'objects') {
      this.objectors.add(onTable);
      this.agreed.delete(`\`${member}\``);
      return;
    }
    for (const one of this.objectors)
      if (one === onTable || (says.what === 'withdraws' && one.startsWith(`\`${member}\` `))) this.objectors.delete(one);
    if (says.what === 'agrees') this.agreed.set(`\`${member}\``, 'distributors');
    // On its own page a member's word is kept also where the date that all agree to lacks something else.
    if (next.proposedRelease === undefined) this.settle(next);
  }

  private set(at: number): void {
    this.releaseAt = at;
    this.proposedAt = undefined;
    this.agreed.clear();
  }

  private propose(at: number): void {
    this.proposedAt = at;
    this.agreed.clear();
  }

  private agree(event: Extract<CaseEvent, { from: unknown }>, policy: Policy, next: Case): void {
    const speaks = policy.dateFinalSay === 'maintainers' || next.fixLead?.login === event.by.login;
    if (event.by.role === 'reporter') this.agreed.set(event.by.login, 'reporter');
    else if (speaks && event.from.kind !== 'advisory') this.agreed.set(event.by.login, 'maintainers');
    this.settle(next);
  }

  private settle(next: Case): void {
    const parties = next.report.reporter === undefined ? ['maintainers'] : ['maintainers', 'reporter'];
    const isBlocked = [...this.objectors].some((one) => one.endsWith(` ${this.proposedAt}`));
    const toldAll = toldMembers(earlyOf(next)).every((name) => this.agreed.has(`\`${name}\``));
    if (this.proposedAt !== undefined && !isBlocked && toldAll && parties.every((party) => [...this.agreed.values()].includes(party)))
      this.set(this.proposedAt);
  }

  private notePull(event: Extract<CaseEvent, { kind: 'PullRequestSeen' }>): void {
    const known = this.pulls.get(event.place.number);
    const same = known?.content.head === event.headSha;
    const content = {
      head: event.headSha,
      patch: event.patchId ?? (same ? known.content.patch : undefined),
      tree: event.tree ?? (same ? known.content.tree : undefined),
    };
    const authors = new Set([...(known?.authors ?? []), ...event.authors]);
    const lgtms = new Map(known?.lgtms);
    for (const [person, given] of lgtms) {
      const sameLine = known?.line === event.line;
      // What was learnt of a head later holds of what was said of it before.
      if (same && sameLine && given.head === content.head)
        lgtms.set(person, { head: given.head, patch: given.patch ?? content.patch, tree: given.tree ?? content.tree });
      const now = lgtms.get(person);
      if (
        now === undefined ||
        !isSameContent(now, content, this.boundTo) ||
        (!sameLine && (now.patch === undefined || now.patch !== content.patch))
      )
        lgtms.delete(person);
    }
    const overrider = same ? known.overrider : undefined;
    this.pulls.set(event.place.number, {
      line: event.line,
      content,
      open: event.state !== 'closed',
      authors,
      lgtms,
      overrider,
      doubted: known?.doubted ?? new Set(),
    });
  }

  private boundTo: 'patch' | 'tree' = 'patch';

  /** Only `release-0.9` is unsupported in these histories. */
  private isUnsupported(): boolean {
    return this.affected?.every((line) => line === 'release-0.9') ?? false;
  }

  private lines(policy: Policy): readonly string[] {
    if (this.affected === undefined) return policy.lines;
    if (this.isUnsupported()) return this.excepted ? this.affected : [];
    return this.affected.filter((line) => line !== 'release-0.9');
  }

  obstacles(policy: Policy, now: number): readonly string[] {
    const open = [...this.pulls.values()].filter((pull) => pull.open);
    // For unsupported lines no fix is issued, and what lies about needs no review.
    const isFixed = !this.isUnsupported() || this.excepted;
    return [
      ...[...this.holders].map((holder) => `held by ${holder}`),
      ...[...this.objectors].filter((one) => one.endsWith(` ${this.releaseAt}`)).map((one) => `objected to by ${one}`),
      ...(this.releaseAt === undefined || this.releaseAt > now ? ['before the Release Date'] : []),
      ...(policy.fixMode === 'temporary-fork' ? this.declaredObstacles(policy, isFixed) : this.fixObstacles(policy, open, isFixed)),
    ];
  }

  private fixObstacles(policy: Policy, open: readonly PullBook[], isFixed: boolean): readonly string[] {
    const lines = policy.requiredLgtms === 0 && (policy.requiredChecks ?? []).length === 0 ? [] : this.lines(policy);
    const mine = isFixed ? open.filter((pull) => pull.overrider === undefined) : [];
    return [
      ...lines.filter((line) => !this.without.has(line) && !open.some((pull) => pull.line === line)).map((line) => `no fix for ${line}`),
      ...mine.filter((pull) => this.countOf(pull) < policy.requiredLgtms).map((pull) => `too few LGTMs for ${pull.line}`),
      ...mine
        .filter((pull) => (policy.requiredChecks ?? []).length !== 0 && !this.isTested(pull))
        .map((pull) => `no evidence for ${pull.line}`),
    ];
  }

  /** Somebody said of this commit, or of this tree, that it passed. */
  private isTested({ content }: PullBook): boolean {
    return this.evidence.some(
      ({ evidence: one }) => one.name === 'test' && one.outcome === 'passed' && (one.sha === content.head || content.tree !== undefined),
    );
  }

  private declaredObstacles(policy: Policy, isFixed: boolean): readonly string[] {
    const lines = isFixed ? this.lines(policy).filter((line) => !this.without.has(line) || this.declared.has(line)) : [];
    const count = (line: string) =>
      [...(this.declared.get(line)?.lgtms ?? [])].filter((person) => this.declared.get(line)?.doubted.has(person) !== true).length;
    return [
      ...lines.filter((line) => count(line) < policy.requiredLgtms).map((line) => `too few declared LGTMs for ${line}`),
      ...lines
        .filter((line) => (policy.requiredChecks ?? []).length !== 0 && this.declared.get(line)?.tested !== true)
        .map((line) => `no declared test for ${line}`),
      ...(this.exported ? [] : ['the fork was not kept']),
    ];
  }

  private countOf({ lgtms, authors, doubted }: PullBook): number {
    return [...lgtms.keys()].filter((person) => !authors.has(person) && !doubted.has(person)).length;
  }
}

type Content = { readonly head: string; readonly patch: string | undefined; readonly tree: string | undefined };
type PullBook = {
  readonly line: string;
  readonly content: Content;
  readonly open: boolean;
  readonly authors: ReadonlySet<string>;
  readonly lgtms: Map<string, Content>;
  overrider: string | undefined;
  doubted: Set<string>;
};

function noteLgtm(pull: PullBook | undefined, person: string): void {
  pull?.lgtms.set(person, { ...pull.content });
  pull?.doubted.delete(person);
}

function isSameContent(given: Content, now: Content, by: 'patch' | 'tree'): boolean {
  return given[by] !== undefined && now[by] !== undefined ? given[by] === now[by] : given.head === now.head;
}
