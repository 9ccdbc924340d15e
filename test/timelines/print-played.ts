// What one input led to, in the words of a timeline: the state and the timers first, then what was said, and to whom.
import type { Effect } from '../../src/core/effects.ts';
import { formatInstant, type Instant } from '../../src/core/time/time.ts';
import { ringKey } from '../../src/core/schedule/wake-ups.ts';
import type { Played } from './play-timeline.ts';

const longestLine = 140;
const longestQuote = 150;

/** `last` remembers, from one input to the next, the headings that were printed: a page is printed when its heading changes. */
export function printPlayed(played: Played, last: Map<string, string>): readonly string[] {
  const { before, after, refusals, ignored } = played;
  const short = [
    ...(before?.phase === after?.phase ? [] : [`state ${after?.phase ?? 'none'}`]),
    ...refusals.map((code) => `refused ${code}`),
    ...ignored.map((because) => `nothing (${because})`),
    ...timers(played),
    ...played.effects.flatMap((effect) => asDone(effect, last)),
  ];
  const said = played.effects.flatMap(asSaid);
  const lines = [...wrapped(short), ...said];
  return lines.length === 0 ? ['nothing new'] : lines;
}

function timers({ before, after, wakeUpsBefore, wakeUps }: Played): readonly string[] {
  const rung = new Set(after?.rung ?? []);
  const keysBefore = wakeUpsBefore.map(ringKey);
  const keysNow = wakeUps.map(ringKey);
  return [
    ...wakeUps.filter((one) => !keysBefore.includes(ringKey(one))).map((one) => `timer ${one.name} ${minute(one.dueAt)}`),
    ...wakeUpsBefore.filter((one) => !keysNow.includes(ringKey(one)) && !rung.has(ringKey(one))).map((one) => `timer ${one.name} off`),
    ...[...rung].filter((key) => !before?.rung.includes(key)).map((key) => `rang ${key.split('@')[0]}`),
  ];
}

function asDone(effect: Effect, last: Map<string, string>): readonly string[] {
  switch (effect.kind) {
    case 'OpenCaseIssue':
    case 'OpenProjectIssue':
      return [`issue "${effect.title}"`];
    case 'ShowStatus':
      return whenChanged(last, 'status', `status "${effect.body.split('\n')[0]?.replace('### Where this report stands: ', '')}"`);
    case 'ShowBoard':
      return whenChanged(last, 'gates', gates(effect.body));
    case 'KeepStatusPage':
      return [effect.edition === undefined ? 'no status page' : `status page ${effect.edition}`];
    case 'AnswerOnDashboard':
      return [`dashboard ${JSON.stringify(effect.body)}`];
    case 'SetAdvisoryState':
      return [`advisory ${effect.state}`];
    case 'SetSeverity':
      return [`severity ${effect.vector}`];
    case 'CreditFixLead':
      return [`credit @${effect.login}`];
    case 'CreditFinder':
      return [`credit finder @${effect.login}`];
    case 'AskForCve':
      return ['ask GitHub for a CVE id'];
    case 'SetCve':
      return [`write ${effect.cveId}`];
    case 'ShowCheck':
      return [`check ${effect.sha.slice(0, 7)} ${effect.conclusion} "${effect.title}"`];
    case 'ShowPolicyCheck':
      return [`PUBLIC policy check ${effect.sha.slice(0, 7)} ${effect.conclusion} "${effect.title}"`];
    case 'ShowPublicCheck':
      return [`PUBLIC check ${effect.sha.slice(0, 7)} ${effect.answer}`];
    case 'PushFix':
      return [`PUBLIC the fix of ${effect.line} ${effect.sha.slice(0, 7)}`];
    case 'ProposeFix':
      return [`PUBLIC pull request for ${effect.line} ${effect.sha.slice(0, 7)}`];
    case 'SetPatchedVersions':
      return [`patched ${effect.versions.map((one) => one.version).join(', ')}`];
    case 'OpenPublicIssue':
      return [`PUBLIC issue "${effect.title}"`];
    case 'MakeFixRepository':
      return [`make ${effect.repository}`];
    case 'SetAccess':
      return [`access ${effect.to.kind === 'person' ? `@${effect.to.login}` : effect.to.slug} ${effect.access}`];
    case 'MirrorLine':
      return [`mirror ${effect.line} ${effect.sha.slice(0, 7)}`];
    case 'MakeBackport':
      return [`pick #${effect.number} onto ${effect.onto}`];
    case 'OpenFixPullRequest':
      return [`open ${effect.branch} → ${effect.line}`];
    case 'WriteRecords':
      return [`PUBLIC records ${effect.records.map(({ path }) => path).join(', ')}`];
    case 'SendNotice':
      return [`PUBLIC notice ${effect.notice} on ${effect.channel} "${effect.subject}"`];
    case 'MailDistributor':
      return [`mail ${effect.stage} to ${effect.member} "${effect.subject}"`];
    case 'MailMemberLink':
      return [`mail link to ${effect.member}`];
    case 'PublishAdvisory':
      return ['PUBLIC the advisory'];
    // It is wanted with every pull request, and says nothing of the story.
    case 'RequireCheck':
    case 'SayOnAdvisory':
    case 'SayInFixRepository':
      return [];
  }
}

function whenChanged(last: Map<string, string>, name: string, now: string): readonly string[] {
  if (last.get(name) === now) return [];
  last.set(name, now);
  return [now];
}

function gates(board: string): string {
  const red = [...board.matchAll(/^- ❌ \*\*(.+?)\*\*/gm)].map((found) => found[1]);
  if (red.length > 0) return `red ${red.join(', ')}`;
  return board.includes('✅') ? 'all gates green' : 'no gates any more';
}

function asSaid(effect: Effect): readonly string[] {
  if (effect.kind === 'SayOnAdvisory') return [`reporter "${inShort(effect.body)}"`];
  if (effect.kind !== 'SayInFixRepository') return [];
  return [`${effect.place.number === 1 ? 'team' : `#${effect.place.number}`} "${inShort(effect.body)}"`];
}

function inShort(body: string): string {
  const words = body.replace(/\s+/g, ' ');
  return words.length > longestQuote ? `${words.slice(0, longestQuote)}…` : words;
}

function wrapped(items: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length + 3 <= longestLine) lines[lines.length - 1] = `${last};  ${item}`;
    else lines.push(item);
  }
  return lines;
}

export function minute(at: Instant): string {
  return `${formatInstant(at).slice(0, 16)}Z`;
}
