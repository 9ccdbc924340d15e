/** One row for each command: what people type, what it makes happen. `/help` and `docs/commands.md` are printed from these rows. */
import { slowReasons, type SlowReason } from '../core/case.ts';
import type { CommandEvent } from '../core/events.ts';
import { isLogin, login, type Login } from '../core/ids.ts';
import { inline } from '../core/quote.ts';
import { parseUtcMinute, type Instant } from '../core/time/time.ts';

export type CommandRow = {
  readonly name: string;
  /** As shown in help: `[REASON]` may be left out, `…` stands for several words. */
  readonly arguments: string;
  readonly help: string;
  readonly examples: readonly string[];
  /** The events this command can make; permissions and phases are looked up by them. */
  readonly makes: readonly [CommandEvent['kind'], ...CommandEvent['kind'][]];
} & Reading;

/** What follows the name: words, which may be quoted, or a sentence as it stands on the page, where a quote is an apostrophe. */
type Reading =
  | { readonly takes: 'words'; readonly read: (words: readonly string[]) => Asked | BadArguments }
  | { readonly takes: 'text'; readonly read: (text: string) => Asked | BadArguments };

/** What was asked, before it is known who asked it and what GitHub says of the people named in it. */
export type Asked =
  | {
      readonly kind:
        | 'HelpAsked'
        | 'StatusAsked'
        | 'ReportAccepted'
        | 'ScoreFinalised'
        | 'ScoreAsked'
        | 'LgtmWithdrawn'
        | 'HoldLifted'
        | 'PublicationAsked';
    }
  | { readonly kind: 'ReportAcknowledged'; readonly plan?: string; readonly workaround?: string }
  | { readonly kind: 'AffectedLinesNamed'; readonly lines: readonly string[] }
  | { readonly kind: 'ExceptionMade'; readonly reason: string }
  | { readonly kind: 'InformationAsked'; readonly question: string }
  | { readonly kind: 'PublicKnowledgeReported'; readonly where: string }
  | { readonly kind: 'SlowdownDecided'; readonly reason: SlowReason }
  | { readonly kind: 'UpstreamNamed'; readonly project: string; readonly releaseAt: Instant }
  | { readonly kind: 'FixDueMoved'; readonly dueAt: Instant; readonly reason: string }
  | { readonly kind: 'MitigationGiven'; readonly words: string }
  | { readonly kind: 'WhyAsked'; readonly topic: string | undefined }
  | { readonly kind: 'ReportRejected' | 'HoldPlaced'; readonly reason: string }
  | { readonly kind: 'FixLeadNamed'; /** Undefined: whoever typed it. */ readonly login: Login | undefined }
  | { readonly kind: 'VectorGiven'; readonly vector: string }
  | { readonly kind: 'LgtmGiven'; readonly sha: string | undefined }
  | { readonly kind: 'ReleaseDateGiven'; readonly releaseAt: Instant };

export type BadArguments = { readonly kind: 'BadArguments'; readonly message: string };

/** Reasons reach people; a longer one belongs in a comment. Unit: characters. */
const longestReason = 2_000;

export const commands: readonly CommandRow[] = [
  {
    name: 'help',
    arguments: '',
    help: 'Lists what can be said, by whom and where.',
    examples: ['/help'],
    makes: ['HelpAsked'],
    ...noWords('help', { kind: 'HelpAsked' }),
  },
  {
    name: 'status',
    arguments: '',
    help: 'Shows where the case stands and what is due.',
    examples: ['/status'],
    makes: ['StatusAsked'],
    ...noWords('status', { kind: 'StatusAsked' }),
  },
  {
    name: 'why',
    arguments: '[first-contact | first-answer | fix-lead | fix | disclosure | release | publish]',
    help: 'Names the sentence of the policy that made something due, and how the date was counted.',
    examples: ['/why', '/why first-answer'],
    makes: ['WhyAsked'],
    takes: 'words',
    read: (words) =>
      words.length > 1
        ? bad('`/why` takes one topic: first-contact, first-answer, fix-lead, fix, disclosure, release or publish.')
        : { kind: 'WhyAsked', topic: words[0]?.toLowerCase() },
  },
  {
    name: 'ack',
    arguments: '[plan="…" workaround="…"]',
    help: 'Records that the reporter has been answered, and stops the first clock; some policies ask for a plan and a workaround.',
    examples: ['/ack', '/ack plan="We try to reproduce it by Friday." workaround=none'],
    makes: ['ReportAcknowledged'],
    takes: 'words',
    read: readAcknowledgement,
  },
  {
    name: 'need-info',
    arguments: 'QUESTION…',
    help: 'Asks the reporter; the clocks stand still until they answer on the advisory.',
    examples: ['/need-info Which version is it, and does it need a login?'],
    makes: ['InformationAsked'],
    takes: 'text',
    read: (text) =>
      sentence(text, '`/need-info` needs a question for the reporter: `/need-info Which version is it?`', (question) => ({
        kind: 'InformationAsked',
        question,
      })),
  },
  {
    name: 'accept',
    arguments: '',
    help: 'Treats the report as a vulnerability; the advisory becomes a draft.',
    examples: ['/accept'],
    makes: ['ReportAccepted'],
    ...noWords('accept', { kind: 'ReportAccepted' }),
  },
  {
    name: 'reject',
    arguments: 'REASON…',
    help: 'Closes the report; the reason is sent to the reporter.',
    examples: ['/reject This needs a server that the attacker already controls.'],
    makes: ['ReportRejected'],
    takes: 'text',
    read: (text) =>
      reason(text, 'ReportRejected', '`/reject` needs a reason, which is sent to the reporter: `/reject The reason in a sentence.`'),
  },
  {
    name: 'affects',
    arguments: 'LINE…',
    help: 'Says which lines are affected, which decides how the case is treated: the full process, a fix in main only, or no fix.',
    examples: ['/affects release-17.0 release-18.0 main'],
    makes: ['AffectedLinesNamed'],
    takes: 'words',
    read: readAffected,
  },
  {
    name: 'exception',
    arguments: 'REASON…',
    help: 'Issues a fix for unsupported lines all the same, in extreme circumstances.',
    examples: ['/exception Most of our users still run it, and it is being exploited.'],
    makes: ['ExceptionMade'],
    takes: 'text',
    read: (text) =>
      sentence(text, '`/exception` needs a reason: `/exception It is being exploited.`', (why) => ({ kind: 'ExceptionMade', reason: why })),
  },
  {
    name: 'public',
    arguments: 'WHERE…',
    help: 'Records that the vulnerability is publicly known; if it is grave enough, everything is due at once.',
    examples: ['/public https://example.org/forum/42'],
    makes: ['PublicKnowledgeReported'],
    takes: 'text',
    read: (text) =>
      sentence(text, '`/public` needs to know where it is public: `/public https://example.org/forum/42`', (where) => ({
        kind: 'PublicKnowledgeReported',
        where,
      })),
  },
  {
    name: 'mitigation',
    arguments: 'WORDS… | none',
    help: 'Records what users can do until there is a fix.',
    examples: ['/mitigation Set max-depth to 10.', '/mitigation none'],
    makes: ['MitigationGiven'],
    takes: 'text',
    read: (text) =>
      sentence(text, '`/mitigation` needs what users can do, or `none`: `/mitigation Set max-depth to 10.`', (words) => ({
        kind: 'MitigationGiven',
        words,
      })),
  },
  {
    name: 'upstream',
    arguments: 'PROJECT YYYY-MM-DD HH:MM UTC',
    help: 'Says that the fix waits for another project, and until when; the fix is due then.',
    examples: ['/upstream grpc-go 2030-12-03 16:00 UTC'],
    makes: ['UpstreamNamed'],
    takes: 'words',
    read: readUpstream,
  },
  {
    name: 'slow',
    arguments: 'holidays | bandwidth | other-circumstances',
    help: 'Slows a case of low score down, for one of the reasons that the policy allows.',
    examples: ['/slow holidays'],
    makes: ['SlowdownDecided'],
    takes: 'words',
    read: readSlow,
  },
  {
    name: 'due',
    arguments: 'fix YYYY-MM-DD HH:MM UTC REASON…',
    help: 'Moves the suggested date of the fix, with a reason.',
    examples: ['/due fix 2030-12-03 16:00 UTC The refactoring must land first.'],
    makes: ['FixDueMoved'],
    takes: 'words',
    read: readDue,
  },
  {
    name: 'fix-lead',
    arguments: '[@LOGIN]',
    help: 'Makes you, or the maintainer named, the Fix Lead.',
    examples: ['/fix-lead', '/fix-lead @ana'],
    makes: ['FixLeadNamed'],
    takes: 'words',
    read: readFixLead,
  },
  {
    name: 'cvss',
    arguments: '[VECTOR | final]',
    help: 'Scores the vulnerability (CVSS 3.0, 3.1 or 4.0) and writes the vector to the advisory; `final` is the final call; alone it explains the metrics.',
    examples: ['/cvss', '/cvss CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N', '/cvss final'],
    makes: ['VectorGiven', 'ScoreFinalised', 'ScoreAsked'],
    takes: 'words',
    read: readCvss,
  },
  {
    name: 'lgtm',
    arguments: '[SHA | cancel]',
    help: 'Approves the present head of this pull request, or the commit named; `cancel` takes it back.',
    examples: ['/lgtm', '/lgtm 4f2c9a1', '/lgtm cancel'],
    makes: ['LgtmGiven', 'LgtmWithdrawn'],
    takes: 'words',
    read: readLgtm,
  },
  {
    name: 'hold',
    arguments: 'REASON… | cancel',
    help: 'Stops the publication until it is lifted by whoever set it or by the Fix Lead.',
    examples: ['/hold The fix breaks upgrades from 17.0.', '/hold cancel'],
    makes: ['HoldPlaced', 'HoldLifted'],
    takes: 'text',
    read: readHold,
  },
  {
    name: 'date',
    arguments: 'YYYY-MM-DD HH:MM UTC',
    help: 'Sets the Release Date; on the advisory itself, proposes one.',
    examples: ['/date 2030-12-03 16:00 UTC'],
    makes: ['ReleaseDateGiven'],
    takes: 'words',
    read: readDate,
  },
  {
    name: 'publish',
    arguments: '',
    help: 'Publishes the advisory now, if every gate is green.',
    examples: ['/publish'],
    makes: ['PublicationAsked'],
    ...noWords('publish', { kind: 'PublicationAsked' }),
  },
];

export const commandNames: readonly string[] = commands.map((row) => row.name);

export function findCommand(name: string): CommandRow | undefined {
  return commands.find((row) => row.name === name);
}

function noWords(name: string, asked: Asked): Extract<Reading, { takes: 'words' }> {
  return {
    takes: 'words',
    read: (words) => (words.length === 0 ? asked : bad(`\`/${name}\` takes nothing after it. Please say \`/${name}\` alone on its line.`)),
  };
}

function reason(text: string, kind: 'ReportRejected' | 'HoldPlaced', missing: string): Asked | BadArguments {
  if (text === '') return bad(missing);
  return text.length > longestReason ? bad(tooLong(text)) : { kind, reason: text };
}

/** Who wrote "cancel" and then more meant to lift a hold, not to place another. */
function readHold(text: string): Asked | BadArguments {
  if (text.toLowerCase() === 'cancel') return { kind: 'HoldLifted' };
  if (/^cancel\b/i.test(text)) return bad('To lift your hold, say `/hold cancel` and nothing after it.');
  return reason(text, 'HoldPlaced', '`/hold` needs a reason: `/hold The fix breaks upgrades.`; `/hold cancel` lifts it.');
}

function readFixLead(words: readonly string[]): Asked | BadArguments {
  const [name, ...rest] = words;
  if (name === undefined) return { kind: 'FixLeadNamed', login: undefined };
  return rest.length > 0 || !isLogin(name)
    ? bad('`/fix-lead` takes one GitHub login, or none for yourself: `/fix-lead @ana`.')
    : { kind: 'FixLeadNamed', login: login(name) };
}

function readAcknowledgement(words: readonly string[]): Asked | BadArguments {
  const given: { plan?: string; workaround?: string } = {};
  for (const word of words) {
    const [, name, value = ''] = /^(plan|workaround)=([\s\S]*)$/i.exec(word) ?? [];
    if (name === undefined || value.trim() === '')
      return bad(
        '`/ack` takes `plan="…"` and `workaround="…"`, or nothing: `/ack plan="We try to reproduce it by Friday." workaround=none`.',
      );
    given[name.toLowerCase() as 'plan' | 'workaround'] = value.trim();
  }
  return { kind: 'ReportAcknowledged', ...given };
}

/** What git allows in the name of a branch, as far as a person types it. Source: git-check-ref-format(1). */
const branchName = /^(?!.*(?:\.\.|@\{|\/\/))[\p{L}\d][\p{L}\d._/-]{0,99}$/u;
const mostLines = 50;

function readAffected(words: readonly string[]): Asked | BadArguments {
  const lines = [...new Set(words.map((word) => word.replace(/,$/, '')))];
  const wrong = lines.find((line) => !branchName.test(line));
  if (lines.length === 0 || lines.length > mostLines || wrong !== undefined)
    return bad(`\`/affects\` needs the branches that are affected, at most ${mostLines}: \`/affects release-17.0 main\`.`);
  return { kind: 'AffectedLinesNamed', lines };
}

function readUpstream([project, ...date]: readonly string[]): Asked | BadArguments {
  const parsed = parseUtcMinute(date.join(' '));
  if (project === undefined || !parsed.ok)
    return bad('`/upstream` needs the project and its date: `/upstream grpc-go 2030-12-03 16:00 UTC`.');
  return { kind: 'UpstreamNamed', project, releaseAt: parsed.value };
}

function readSlow(words: readonly string[]): Asked | BadArguments {
  const reason = slowReasons.find((one) => one === words[0]?.toLowerCase());
  return reason === undefined || words.length !== 1
    ? bad(`\`/slow\` needs one of the reasons that the policy allows: ${slowReasons.join(', ')}.`)
    : { kind: 'SlowdownDecided', reason };
}

function readDue([what, date, clock, zone, ...reason]: readonly string[]): Asked | BadArguments {
  const parsed = parseUtcMinute([date, clock, zone].join(' '));
  const words = reason.join(' ');
  if (what?.toLowerCase() !== 'fix' || !parsed.ok || words === '')
    return bad('`/due` moves the date of the fix, with a reason: `/due fix 2030-12-03 16:00 UTC The refactoring must land first.`');
  return words.length > longestReason ? bad(tooLong(words)) : { kind: 'FixDueMoved', dueAt: parsed.value, reason: words };
}

function readCvss(words: readonly string[]): Asked | BadArguments {
  const [vector, ...rest] = words;
  if (vector === undefined) return { kind: 'ScoreAsked' };
  if (rest.length > 0)
    return bad('`/cvss` takes one vector without blanks: `/cvss CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N`, or `/cvss final`.');
  return vector.toLowerCase() === 'final' ? { kind: 'ScoreFinalised' } : { kind: 'VectorGiven', vector };
}

function sentence(text: string, missing: string, make: (text: string) => Asked): Asked | BadArguments {
  if (text === '') return bad(missing);
  return text.length > longestReason ? bad(tooLong(text)) : make(text);
}

function tooLong(text: string): string {
  return `That has ${text.length} characters; at most ${longestReason} are allowed.`;
}

function readLgtm(words: readonly string[]): Asked | BadArguments {
  if (words.length > 1) return bad('`/lgtm` takes one commit, or `cancel`, or nothing.');
  return words[0]?.toLowerCase() === 'cancel' ? { kind: 'LgtmWithdrawn' } : { kind: 'LgtmGiven', sha: words[0] };
}

function readDate(words: readonly string[]): Asked | BadArguments {
  if (words.length === 0) return bad('`/date` needs a time: `/date 2030-12-03 16:00 UTC`.');
  const parsed = parseUtcMinute(words.join(' '));
  return parsed.ok
    ? { kind: 'ReleaseDateGiven', releaseAt: parsed.value }
    : // It quotes what was typed, which may be by anybody and must mention nobody.
      bad(inline(parsed.problem.message));
}

function bad(message: string): BadArguments {
  return { kind: 'BadArguments', message };
}
