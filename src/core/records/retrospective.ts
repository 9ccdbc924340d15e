/** The draft of a retrospective, from what the case remembers: what happened when, what was late, how long users were exposed (S74). */
import type { Case } from '../case.ts';
import { untold } from '../after-publication/untold.ts';
import { kinds, type SentKind } from '../notices/kinds.ts';
import type { Policy } from '../policy.ts';
import { inline } from '../quote.ts';
import { releaseDayOf } from '../release-day/release-day.ts';
import { rules } from '../rules.ts';
import { standing } from '../schedule/obligation.ts';
import { obligations } from '../schedule/obligations.ts';
import { formatUtcMinute, type Instant } from '../time/time.ts';

type Happening = { readonly at: Instant; readonly words: string };

/** For maintainers only: it holds what was said in private. Of a case that is not public yet, it tells what there is so far. */
export function retrospective(thisCase: Case, policy: Policy, now: Instant): string {
  const sections = [
    section('Exposure (S74)', exposure(thisCase)),
    section('Read back', readBackInWords(thisCase)),
    section(
      'Not told',
      untold(thisCase, policy).map(({ kind, channel, state }) => `${kind} on \`${channel}\`: ${state.replaceAll('-', ' ')}`),
    ),
    section('Late', late(thisCase, policy, now)),
    section('Decided against the rule', overrides(thisCase)),
    section('Holds', holds(thisCase)),
    section('Objections', objections(thisCase)),
    section('What happened', timeline(thisCase)),
  ];
  return [
    '### Retrospective, a draft',
    'From the record of this case; what it meant, and what to do better, only people can add.',
    ...sections,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [`**${title}**`, ...lines.map((line) => `- ${line}`)].join('\n');
}

/** From when something could be known to the public until users could know what to do. */
function exposure(thisCase: Case): readonly string[] {
  const { knownPublicly, published } = thisCase;
  if (published === undefined) return [];
  const until = (from: Instant): string => sayExactly(published.at - from);
  const known = knownPublicly === undefined ? [] : [`publicly known → advisory public: ${until(knownPublicly.at)}`];
  const { fixes, releases } = releaseDayOf(thisCase);
  const told = sent(thisCase).filter(({ kind }) => kinds[kind].time === 'disclosure');
  const [first, last] = [Math.min(...fixes.map(({ at }) => at)), Math.max(...told.map(({ at }) => at))];
  const whole = Number.isFinite(first) && Number.isFinite(last) ? [`fix public → last channel told: ${sayExactly(last - first)}`] : [];
  return [
    ...known,
    ...fixes.map(({ line, at }) => `fix public on ${inline(line)} → advisory public: ${until(at)}`),
    ...releases.map(({ line, tag, at }) => `release ${inline(tag)} of ${inline(line)} → advisory public: ${until(at)}`),
    ...told.map(
      ({ kind, channel, at }) =>
        `advisory public → \`${channel}\` (${kind}): ${sayExactly(at - published.at).replace(/the advisory first$/, 'the notice first')}`,
    ),
    ...whole,
  ];
}

type Sent = { readonly kind: SentKind; readonly channel: string; readonly edition: number; readonly at: Instant };

/** What went out, or was said to have been posted. */
function sent({ notices = [] }: Case): readonly Sent[] {
  return notices.flatMap(({ kind, sends }) =>
    sends.filter(({ state }) => state === 'sent').map(({ channel, edition, at }) => ({ kind, channel, edition, at })),
  );
}

function readBackInWords({ readBack }: Case): readonly string[] {
  if (readBack === undefined) return [];
  return readBack.differs.length === 0 ? [`${formatUtcMinute(readBack.at)}: all as it was meant`] : readBack.differs;
}

/** In seconds, and in larger units where nobody counts in seconds. Before means before. */
function sayExactly(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  const larger =
    seconds < 7_200 ? '' : seconds < 172_800 ? ` (${(seconds / 3_600).toFixed(1)} h)` : ` (${(seconds / 86_400).toFixed(1)} d)`;
  return `${seconds} s${larger}${ms < 0 ? ', the advisory first' : ''}`;
}

/** More than 0: a minute that is named is over when its last millisecond is. */
function sayLate(ms: number): string {
  return ms < 1_000 ? 'less than a second' : sayExactly(ms);
}

/** What was met after it was due, or is overdue, with the sentence that asked for it. */
function late(thisCase: Case, policy: Policy, now: Instant): readonly string[] {
  return obligations(thisCase, policy).flatMap((one) => {
    const { dueAt, metAt, what } = one;
    const how = standing(one, now);
    if (dueAt === undefined || (how !== 'met late' && how !== 'overdue')) return [];
    const met = metAt === undefined ? 'never met' : `met ${formatUtcMinute(metAt)}, ${sayLate(metAt - dueAt)} late`;
    const asked = one.rules.map((rule) => `${rule} (${rules[rule].source})`).join(', ');
    return [`${what}: due ${formatUtcMinute(dueAt)}, ${met}; ${asked}`];
  });
}

function overrides(thisCase: Case): readonly string[] {
  const { exception, slowedDown, movedDues = {}, release } = thisCase;
  const { anyway, excused } = releaseDayOf(thisCase);
  const overridden = thisCase.pullRequests.flatMap((pull) => (pull.override === undefined ? [] : [{ ...pull.override, line: pull.line }]));
  const lines = [
    ...overridden.map(({ line, by, reason }) => `gates of ${inline(line)} overridden by @${by}: ${inline(reason)}`),
    ...(thisCase.linesWithout ?? []).map(({ line, by, reason }) => `${inline(line)} left without a fix by @${by}: ${inline(reason)}`),
    exception && `exception for unsupported lines, by @${exception.by}: ${inline(exception.reason)}`,
    slowedDown && `slowed down by @${slowedDown.by}: ${slowedDown.reason.replaceAll('-', ' ')}`,
    ...Object.entries(movedDues).map(([name, { by, reason }]) => `date of \`${name}\` moved by @${by}: ${inline(reason)}`),
    release?.delay && `disclosure delayed by @${release.by}: ${release.delay.replaceAll('-', ' ')} (S39)`,
    anyway && `published without waiting for the fix, by @${anyway.by}: ${inline(anyway.reason)}`,
    excused && `advisory later than its release, excused by @${excused.by}: ${inline(excused.reason)}`,
  ];
  return lines.filter((line) => line !== undefined);
}

function holds({ holds: standing, formerHolds = [] }: Case): readonly string[] {
  return [
    ...formerHolds.map(
      (hold) =>
        `@${hold.by}, ${formatUtcMinute(hold.at)}, lifted by @${hold.lifted.by} ${formatUtcMinute(hold.lifted.at)}: ${inline(hold.reason)}`,
    ),
    ...standing.map((hold) => `@${hold.by}, ${formatUtcMinute(hold.at)}, never lifted: ${inline(hold.reason)}`),
  ];
}

function objections({ dateObjections = [] }: Case): readonly string[] {
  return dateObjections.map(
    ({ by, member, releaseAt, concern, ended }) =>
      `${member === undefined ? `@${by}` : `the distributor \`${member}\``} to ${formatUtcMinute(releaseAt)}: ${inline(concern)} (${ended === undefined ? 'stood to the end' : `${ended.how} ${formatUtcMinute(ended.at)} by @${ended.by}`})`,
  );
}

/** Oldest first. */
function timeline(thisCase: Case): readonly string[] {
  const { report, contacted, acknowledged, accepted, rejected, fixLead, score, knownPublicly, mitigation, release, published, cve } =
    thisCase;
  const { fixes, releases, patchedVersionsSetAt } = releaseDayOf(thisCase);
  const happened: readonly (Happening | undefined)[] = [
    { at: report.reportedAt, words: report.reporter === undefined ? 'begun by maintainers' : `reported by @${report.reporter}` },
    contacted && { at: contacted.at, words: `first word to the reporter, by @${contacted.by}` },
    acknowledged && { at: acknowledged.at, words: `answered by @${acknowledged.by}` },
    accepted && { at: accepted.at, words: `accepted by @${accepted.by}` },
    rejected && { at: rejected.at, words: `closed by @${rejected.by}` },
    fixLead && { at: fixLead.at, words: `@${fixLead.login} is Fix Lead` },
    score && { at: score.at, words: `scored ${score.cvss.score.toFixed(1)} by @${score.by}` },
    knownPublicly && { at: knownPublicly.at, words: 'publicly known' },
    mitigation && { at: mitigation.at, words: `mitigation by @${mitigation.by}` },
    cve && { at: cve.at, words: cve.id === undefined ? `CVE id asked for by @${cve.by}` : `${cve.id} set by @${cve.by}` },
    release && { at: release.at, words: `Release Date ${formatUtcMinute(release.releaseAt)} set by @${release.by}` },
    patchedVersionsSetAt === undefined ? undefined : { at: patchedVersionsSetAt, words: 'patched versions on the advisory' },
    published && { at: published.at, words: published.by === 'fixlead' ? 'advisory published' : 'advisory published by hand' },
    ...thisCase.waits.map((wait) => ({
      at: wait.from,
      words: `the reporter was asked, and answered ${wait.until === undefined ? 'never' : formatUtcMinute(wait.until)}`,
    })),
    ...thisCase.pullRequests.flatMap((pull) =>
      pull.lgtms.map((lgtm) => ({ at: lgtm.at, words: `LGTM of @${lgtm.by} on #${pull.number} for ${inline(pull.line)}` })),
    ),
    ...(thisCase.leaks ?? []).map(({ at, by }) => ({
      at,
      words: by === undefined ? 'something was seen in public' : `a leak was reported by @${by}`,
    })),
    ...sent(thisCase).map(({ kind, channel, edition, at }) => ({
      at,
      words: `${kind}${edition > 1 ? `, text ${edition},` : ''} went out on \`${channel}\``,
    })),
    ...fixes.map(({ line, at }) => ({ at, words: `fix public on ${inline(line)}` })),
    ...releases.map(({ line, tag, at }) => ({ at, words: `release ${inline(tag)} of ${inline(line)}` })),
  ];
  const ordered = happened.filter((one) => one !== undefined).toSorted((one, other) => one.at - other.at);
  return ordered.map(({ at, words }) => `${formatUtcMinute(at)}: ${words}`);
}
