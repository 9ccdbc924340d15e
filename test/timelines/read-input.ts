// The lines of a timeline, in the words of its stories, as events. What each may look like is the table `inputs`.
import type { MemberSays } from '../../src/core/distributors/member-says.ts';
import { createHash } from 'node:crypto';
import { withLineInDoubt } from '../../src/commands/line-in-doubt.ts';
import { readComment } from '../../src/commands/read-comment.ts';
import { helpPage } from '../../src/commands/help.ts';
import { policyEvent } from '../../src/commands/policy-event.ts';
import type { Calendar } from '../../src/core/time/calendar.ts';
import type { Actor, CommandEvent, Surface } from '../../src/core/command-events.ts';
import type { CaseEvent } from '../../src/core/events.ts';
import { delayReasons } from '../../src/core/disclosure/delay-reasons.ts';
import type { Phase } from '../../src/core/case.ts';
import { distributorsOf, noDistributors } from '../../src/core/distributors/distributor-policy.ts';
import type { ListFound, PatchFound } from '../../src/core/distributors/early-asks.ts';
import { absence, type Away } from '../../src/core/people/away.ts';
import { caseId, login, type Login } from '../../src/core/ids.ts';
import { parseInstant, type CivilDate, type Instant } from '../../src/core/time/time.ts';
import type { PolicyFileVersion } from '../../src/core/policy-version/policy-version.ts';
import { gateableObligations, type EscalationStep, type Policy } from '../../src/core/policy.ts';
import { parseWorkingHours } from '../../src/core/time/working-hours.ts';
import { escalationStep } from '../../src/policy/escalation-text.ts';
import { resolveCalendar } from '../../src/policy/calendars.ts';
import { aFixRepository, aPolicy, aRepository } from '../fixtures/a-case.ts';
import { theReport } from '../fixtures/happenings.ts';
import type { Stage } from './play-timeline.ts';

const maintainers = ['max', 'ana', 'ben'];
const fixRepository = aFixRepository;

type Around = { readonly stage: Stage; readonly at: Instant };
type Input = { readonly pattern: RegExp; readonly read: (found: readonly string[], around: Around) => readonly CaseEvent[] };

const inputs: readonly Input[] = [
  { pattern: /^report from @(\S+)$/, read: ([who = ''], { at }) => [theReport({ at, reportedAt: at, reporter: login(who) })] },
  {
    pattern: /^report from @(\S+) under the last good policy$/,
    read: ([who = ''], { stage, at }) => {
      const problem = stage.policyFile.kind === 'broken' ? stage.policyFile.problems : undefined;
      const version = { kind: 'last-good', files: [fileVersion(stage.policy)], readAt: at - 86_400_000 } as const;
      return [theReport({ at, reportedAt: at, reporter: login(who), policyProblem: problem, policyVersion: version })];
    },
  },
  {
    pattern: /^the policy file is broken: (.+)$/,
    read: ([problems = ''], { stage }) => {
      stage.policyFile = { kind: 'broken', problems };
      return [];
    },
  },
  {
    pattern: /^the (policy file says .+)$/,
    read: ([line = ''], { stage }) => {
      const policy = readPolicyLine(line.replace(' file says', ''));
      stage.policyFile = { kind: 'good', policy, files: [fileVersion(policy)] };
      return [];
    },
  },
  {
    pattern: /^draft begun by maintainers$/,
    read: (_, { at }) => [theReport({ at, reportedAt: at, reporter: undefined, state: 'draft' })],
  },
  {
    pattern: /^case issue opened$/,
    read: (_, { at }) => [{ kind: 'CaseIssueOpened', place: { repository: fixRepository, number: 1 }, at }],
  },
  { pattern: /^@(\S+) on the advisory: (.+)$/, read: ([who = '', text = ''], around) => comment(who, text, around, advisory(around)) },
  {
    pattern: /^@(\S+) in the case issue: (.+)$/,
    read: ([who = '', text = ''], around) => comment(who, text, around, inRepository(around, 'case-issue', 1)),
  },
  // Words without a command: the engine notices only that somebody wrote.
  { pattern: /^@(\S+) writes on the advisory$/, read: ([who = ''], around) => [spoke(who, around)] },
  {
    pattern: /^@(\S+) on #(\d+): (.+)$/,
    read: ([who = '', number = '', text = ''], around) => comment(who, text, around, inRepository(around, 'pull-request', Number(number))),
  },
  {
    pattern: /^away are (.+)$/,
    read: ([list = ''], { stage, at }) => [{ kind: 'AwayHeard', away: list.split(', ').map((one) => readAway(one, stage, at)), at }],
  },
  { pattern: /^@(\S+) left the team$/, read: ([who = ''], { at }) => [{ kind: 'FixLeadLeft', login: login(who), at }] },
  { pattern: /^#(\d+) (open|merged|closed) for (\S+) at (\S+)(?: \((\S+)\))? by (.+)$/, read: readPull },
  {
    pattern: /^CI says (\S+) (passed|failed|running|cancelled|skipped|neutral) at (\S+)$/,
    read: ([name = '', outcome = '', head = ''], { at }) => [
      {
        ...{ kind: 'EvidenceGiven', repository: fixRepository, at },
        evidence: { name, outcome: outcome as 'passed', source: 'check-run', series: '1', sha: fullSha(head) },
      },
    ],
  },
  {
    pattern: /^GitHub is asked about @(\S+): (a maintainer|left|not found out)$/,
    read: ([who = '', found = ''], { at }) => {
      const asked = [login(who)];
      return [{ kind: 'GiversAsked', asked, left: found === 'left' ? asked : [], unknown: found === 'not found out' ? asked : [], at }];
    },
  },
  { pattern: /^@(\S+) (approves|asks for changes to|dismissed on) #(\d+) at (\S+)$/, read: readReview },
  {
    pattern: /^GitHub shows (triage|draft|published|closed|withdrawn)$/,
    read: ([state = ''], { at }) => [{ kind: 'AdvisorySeen', state: state as 'draft', temporaryFork: undefined, at }],
  },
  {
    pattern: /^GitHub shows (triage|draft) with (\S+)$/,
    read: ([state = '', given = ''], { at }) => {
      const vectors = given.startsWith('CVSS:') ? [given] : [];
      const severity = { vectors, severity: vectors.length > 0 ? undefined : given };
      return [{ kind: 'AdvisorySeen', state: state as 'draft', temporaryFork: undefined, severity, at }];
    },
  },
  {
    pattern: /^the vector stands on the advisory$/,
    read: (_, { stage, at }) => {
      const score = stage.current?.score;
      return [{ kind: 'SeverityWritten', vector: score?.cvss.vector ?? '', askedAt: score?.at ?? 0, at }];
    },
  },
  {
    pattern: /^the (plan|proposal|patches) came to (\S+)$/,
    read: ([stage = '', member = ''], { stage: { current }, at }) => {
      const edition = current?.early?.sends.findLast((send) => send.stage === stage && send.member === member)?.edition ?? 0;
      return [{ kind: 'DistributorMailed', stage: stage as 'plan', edition, member, at }];
    },
  },
  {
    pattern: /^(\S+) says on its page: (.+)$/,
    read: ([member = '', words = ''], { stage: { current }, at }) => {
      const releaseAt = (current?.proposedRelease ?? current?.release)?.releaseAt ?? 0;
      return [{ kind: 'MemberSpoke', member, act: String(at), isMember: true, says: saidOnPage(words, releaseAt), at }];
    },
  },
  {
    pattern: /^(\S+) is public at (\S+)$/,
    read: ([line = '', head = ''], { at }) => [{ kind: 'FixBecamePublic', line, sha: fullSha(head), at }],
  },
  { pattern: /^(\S+) is released as (\S+)$/, read: ([line = '', tag = ''], { at }) => [{ kind: 'ReleaseSeen', line, tag, at }] },
  {
    pattern: /^the advisory names (\S+) as patched$/,
    read: ([versions = ''], { at }) => [{ kind: 'PatchedVersionsSet', versions: versions.split(','), kept: [], at }],
  },
  {
    pattern: /^the push of (\S+) at (\S+) was refused, it stands at (\S+)$/,
    read: ([line = '', head = '', tip = ''], { at }) => [{ kind: 'PushRefused', line, sha: fullSha(head), tip: fullSha(tip), at }],
  },
  { pattern: /^(.+) is seen in public at (.+)$/, read: ([what = '', where = ''], { at }) => [{ kind: 'LeakSeen', what, where, at }] },
  {
    pattern: /^(GHSA-\S+) is another report here, (reported|accepted|rejected|published)$/,
    read: ([id = '', phase = ''], { stage }) => {
      stage.others.set(caseId(id), { repository: aRepository, phase: phase as Phase });
      return [];
    },
  },
  {
    pattern: /^(GHSA-\S+) of @(\S+) was closed as a duplicate of this$/,
    read: ([id = '', who = ''], { at }) => [{ kind: 'DuplicateClosed', duplicate: caseId(id), reporter: login(who), at }],
  },
  {
    pattern: /^public issue opened$/,
    read: (_, { stage, at }) => [
      { kind: 'PublicIssueOpened', place: { repository: stage.current?.repository ?? fixRepository, number: 5 }, at },
    ],
  },
  { pattern: /^GitHub published it$/, read: (_, { at }) => [{ kind: 'AdvisoryPublished', publishedAt: at, at }] },
  {
    pattern: /^GitHub refused to publish: (.+)$/,
    read: ([error = ''], { stage, at }) => [
      { kind: 'EffectGivenUp', key: `${stage.current?.id}/advisory-state`, what: 'PublishAdvisory', error, at },
    ],
  },
  {
    pattern: /^notice (\S+) stands on (\S+)$/,
    read: ([notice = '', channel = ''], { at }) => [
      { kind: 'NoticeSent', notice: notice as 'fixed', channel, edition: 1, link: undefined, at },
    ],
  },
  {
    pattern: /^notice (\S+) given up on (\S+): (.+)$/,
    read: ([notice = '', channel = '', error = ''], { stage, at }) => [
      { kind: 'EffectGivenUp', key: `${stage.current?.id}/notice/${notice}/${channel}/1`, what: 'SendNotice', error, at },
    ],
  },
  {
    pattern: /^advisory comments are (available|absent)$/,
    read: ([are = ''], { at }) => [{ kind: 'AdvisoryCommentsFound', are: are as 'absent', at }],
  },
  {
    pattern: /^comment (\d+) edited$/,
    read: ([commentId = ''], { at }) => [{ kind: 'AdvisoryCommentEdited', commentId, digest: `edited ${at}`, at }],
  },
];

/** Errors: throws, naming the line, when no pattern fits. */
export function eventsOf(stage: Stage, at: Instant, input: string): readonly CaseEvent[] {
  for (const { pattern, read } of inputs) {
    const found = pattern.exec(input);
    if (found !== null) return read(found.slice(1), { stage, at });
  }
  throw new Error(`No timeline knows the line "${input}"`);
}

function fileVersion(policy: Policy): PolicyFileVersion {
  const sha = createHash('sha1').update(JSON.stringify(policy.settings)).digest('hex');
  return { path: 'acme/widget/.github/fixlead.yml', sha };
}

/** Whoever is not a maintainer is the reporter or an outsider; a `?` behind a name says that GitHub could not be asked. */
function actor(name: string, reporter: Login | undefined): Actor {
  const who = login(name.replace('?', ''));
  if (name.endsWith('?')) return { login: who, role: 'unknown' };
  if (maintainers.includes(who)) return { login: who, role: 'maintainer' };
  return { login: who, role: reporter === who ? 'reporter' : 'outsider' };
}

function advisory({ stage }: Around): Surface {
  return { kind: 'advisory', commentId: String((stage.comments += 1)) };
}

function inRepository({ stage }: Around, kind: 'case-issue' | 'pull-request', number: number): Surface {
  return { kind, commentId: String((stage.comments += 1)), repository: fixRepository, number };
}

function comment(name: string, text: string, { stage, at }: Around, from: Surface): readonly CaseEvent[] {
  const typed = typedBy(name, text, { ...stage, reporter: stage.current?.report.reporter, at }, from);
  const seen: CaseEvent = { kind: 'AdvisoryCommentSeen', commentId: from.commentId, digest: text, at };
  return from.kind === 'advisory' ? [seen, ...typed] : typed;
}

/** What the engine finds out before a command is decided on. */
type Facts = Partial<Pick<Stage, 'policyFile' | 'others'>> & {
  /** Who is on the list, and what git made of the heads; where they are missing, one member and no patch. */
  readonly list?: ListFound;
  readonly patches?: readonly PatchFound[];
  readonly at: Instant;
  readonly policy: Policy;
  readonly reporter: Login | undefined;
};

/** The commands of a comment, with the facts that go with each. */
export function typedBy(
  name: string,
  text: string,
  { policy, policyFile, others, reporter, at, list, patches }: Facts,
  from: Surface,
): readonly CaseEvent[] {
  const by = actor(name, reporter);
  const commands = readComment(text).map((read): CommandEvent & { readonly at: Instant } => {
    const typing = { by, from, line: read.line, at };
    if ('problem' in read) return { ...typing, kind: 'CommandNotUnderstood', ...read.problem };
    const { asked } = read;
    if (asked.kind === 'HelpAsked') return { ...typing, kind: 'HelpAsked', page: helpPage(policy) };
    if (asked.kind === 'PolicyAsked' || asked.kind === 'PolicyAdoptionAsked')
      return { ...typing, ...policyEvent(asked.kind, policy, policyFile ?? { kind: 'none' }) };
    if (asked.kind === 'EarlyAsked' || asked.kind === 'EarlyConfirmed')
      return { ...typing, ...asked, list: list ?? membersUnder(policy), ...(patches !== undefined && { patches }) };
    if (asked.kind === 'DuplicateNamed') return { ...typing, ...asked, other: others?.get(asked.of) };
    if (asked.kind === 'RetryAsked') return { ...typing, ...asked, what: undefined };
    if (asked.kind !== 'FixLeadNamed' && asked.kind !== 'AwaySaid') return { ...typing, ...asked };
    const named = asked.login === undefined ? by : actor(asked.login, reporter);
    const facts = { ...typing, role: named.role };
    return asked.kind === 'AwaySaid' ? { ...facts, ...asked, login: named.login, leads: [] } : { ...facts, ...asked, login: named.login };
  });
  return commands.map((event) => withLineInDoubt(event, text));
}

/** One member with everything in order, where the policy tells distributors early. */
function membersUnder(policy: Policy): ListFound {
  const { enabled, agreement } = distributorsOf(policy);
  const member = { name: 'a-linux', address: 'security@a-linux.example.org', fingerprint: 'AB'.repeat(20), people: [], leftOut: undefined };
  return { enabled, agreement: { version: agreement.version, holdsFrom: agreement.holdsFrom }, members: enabled ? [member] : [] };
}

function spoke(name: string, { stage, at }: Around): CaseEvent {
  const by = actor(name, stage.current?.report.reporter);
  return by.role === 'maintainer' ? { kind: 'MaintainerSpoke', by: by.login, at } : { kind: 'ReporterSpoke', at };
}

/** In brackets the change, as git would name it. */
function readPull(
  [number = '', state = '', line = '', head = '', patchId, authors = '']: readonly (string | undefined)[],
  { at }: Around,
): readonly CaseEvent[] {
  const place = { repository: fixRepository, number: Number(number) };
  const seen = {
    kind: 'PullRequestSeen',
    place,
    line,
    headSha: fullSha(head),
    state: state as 'open',
    authors: authors.split(', ').map(login),
    at,
  } as const;
  return [patchId === undefined ? seen : { ...seen, patchId }];
}

function readReview([name = '', verb = '', number = '', head = '']: readonly string[], { stage, at }: Around): readonly CaseEvent[] {
  const verdict = verb === 'approves' ? 'approved' : verb === 'dismissed on' ? 'dismissed' : 'changes-requested';
  const place = { repository: fixRepository, number: Number(number) };
  return [{ kind: 'ReviewSubmitted', place, by: actor(name, stage.current?.report.reporter), verdict, sha: fullSha(head), at }];
}

/** Of the date that is on the table then. */
function saidOnPage(words: string, releaseAt: Instant): MemberSays {
  const [, what = '', rest = ''] = /^(has it|agrees|takes it back|objects|found):? ?(.*)$/.exec(words) ?? [];
  switch (what) {
    case 'agrees':
      return { what: 'agrees', releaseAt };
    case 'takes it back':
      return { what: 'withdraws' };
    case 'objects':
      return { what: 'objects', releaseAt, concern: rest };
    case 'found':
      return { what: 'feedback', words: rest };
    default:
      return { what: 'received' };
  }
}

function readAway(text: string, { policy }: Stage, at: Instant): Away {
  const [who = '', until = ''] = text.split(' until ');
  return absence(login(who), until as CivilDate, { by: login(who), at }, policy.calendar);
}

/** Commits are written by their first seven digits, and are those digits over and over. */
function fullSha(head: string): string {
  return head.repeat(6).slice(0, 40);
}

export function readTime(text: string): Instant {
  const parsed = parseInstant(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

/** `policy publish=confirm closed=2026-04-03,2026-04-06 …`; what is not named is as in `aPolicy`, and publishes by itself. */
export function readPolicyLine(line: string): Policy {
  const settings = new Map(
    line
      .split(/\s+/)
      .slice(1)
      .map((pair) => pair.split('=') as [string, string]),
  );
  const known = [
    'publish',
    'lines',
    'lgtms',
    'score',
    'date',
    'zone',
    'closed',
    'holidays',
    'fix-repository',
    'plan',
    'rota',
    'after',
    'via',
  ].concat([
    'communication-plan',
    'distributors',
    'triage-days',
    'unsafe-defaults',
    'checks',
    'override',
    'mode',
    'lead-days',
    'fix-days',
    'critical-days',
    'delay-reasons',
    'longest-days',
    'zones',
    'gates',
    'remind',
    'hours',
    'escalate',
    'unsafe-defaults',
  ]);
  const unknown = [...settings.keys()].filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`No timeline knows the setting ${unknown.join(', ')}`);
  const defaults = aPolicy();
  const number = (name: string): number | undefined => (settings.has(name) ? Number(settings.get(name)) : undefined);
  return withSettings({
    ...defaults,
    publish: settings.get('publish') === 'confirm' ? 'confirm' : 'auto',
    lines: settings.get('lines')?.split(',') ?? defaults.lines,
    requiredLgtms: Number(settings.get('lgtms') ?? 2),
    scoreFinalCall: settings.get('score') === 'fix-lead' ? 'fix-lead' : 'maintainers',
    dateFinalSay: settings.get('date') === 'fix-lead' ? 'fix-lead' : 'maintainers',
    ...(settings.has('checks') && { requiredChecks: settings.get('checks')?.split(',') ?? [] }),
    ...(settings.get('override') === 'maintainers' && { lgtmOverride: 'maintainers' as const }),
    ...(settings.get('mode') === 'temporary-fork' && { fixMode: 'temporary-fork' as const }),
    fixRepository: settings.get('fix-repository') === 'none' ? undefined : defaults.fixRepository,
    answerNeedsPlan: settings.get('plan') === 'needed',
    ...(settings.get('distributors') === 'none' && { distributors: noDistributors }),
    ...(settings.get('communication-plan') === 'needed' && { communicationPlan: 'required' as const }),
    triageBusinessDays: number('triage-days'),
    unsafeDefaults: settings.get('unsafe-defaults') === 'accepted' ? 'accepted' : 'out-of-scope',
    rota: settings.get('rota')?.split(',').map(login) ?? [],
    fixLeadBusinessDays: number('lead-days') ?? 0,
    fixCalendarDays: number('fix-days') ?? defaults.fixCalendarDays,
    criticalBusinessDays: number('critical-days'),
    delayReasons: settings.get('delay-reasons') === 'needed' ? delayReasons : [],
    longestDays: number('longest-days'),
    dateZones: settings.get('zones')?.split(',') ?? [],
    reminders: { at: settings.get('remind')?.split(',').map(Number) ?? [], hours: parseWorkingHours(settings.get('hours') ?? '') },
    escalation: settings.get('escalate')?.split(',').map(readEscalation) ?? [],
    gates: gateableObligations.filter((name) => settings.get('gates')?.split(',').includes(name)),
    calendar: readCalendar(settings),
    releaseDay: {
      via: (settings.get('via') ?? 'by-hand') as 'by-hand',
      publishAfter: (settings.get('after') ?? 'date') as 'date',
      ringMinutes: 15,
      versions: [],
    },
  });
}

/** As if all settings had been written in a file. */
function withSettings(policy: Policy): Policy {
  const { publish, lines, requiredLgtms, fixCalendarDays, fixRepository } = policy;
  const settings = { publish, lines, fix_repository: fixRepository, 'lgtm.required': requiredLgtms, 'fix.calendar_days': fixCalendarDays };
  return { ...policy, settings };
}

/** `team-1d`, `owner-4h`, `ana-2d`: who, and how many business days or hours after the due instant. */
function readEscalation(step: string): EscalationStep {
  const [who = '', count = '', unit = ''] = /^(.+)-(\d+)([hd])$/.exec(step)?.slice(1) ?? [];
  return escalationStep(`${who} after ${count} ${unit === 'h' ? 'hours' : 'business days'}`);
}

/** The holidays of countries, as in `holidays=DE+US`, and days that are closed besides. */
function readCalendar(settings: ReadonlyMap<string, string>): Calendar {
  const holidays = settings.get('closed')?.split(',') as CivilDate[] | undefined;
  const found = resolveCalendar({ name: settings.get('holidays') ?? 'none', timeZone: settings.get('zone') ?? 'UTC', holidays });
  if (!found.ok) throw new Error(found.problem.message);
  return found.value;
}
