/** One row for each command: what people type, what it makes happen. `/help` and `docs/commands.md` are printed from these rows. */
import type { CommandEvent } from '../core/events.ts';
import { isLogin, login, type Login } from '../core/ids.ts';
import { inline } from '../core/quote.ts';
import { parseUtcMinute, type Instant } from '../core/time.ts';

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
        'HelpAsked' | 'StatusAsked' | 'ReportAcknowledged' | 'ReportAccepted' | 'LgtmWithdrawn' | 'HoldLifted' | 'PublicationAsked';
    }
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
    arguments: '[first-answer | fix | release | publish]',
    help: 'Names the sentence of the policy that made something due, and how the date was counted.',
    examples: ['/why', '/why first-answer'],
    makes: ['WhyAsked'],
    takes: 'words',
    read: (words) =>
      words.length > 1
        ? bad('`/why` takes one topic: first-answer, fix, release or publish.')
        : { kind: 'WhyAsked', topic: words[0]?.toLowerCase() },
  },
  {
    name: 'ack',
    arguments: '',
    help: 'Records that the reporter has been answered, and stops the first clock.',
    examples: ['/ack'],
    makes: ['ReportAcknowledged'],
    ...noWords('ack', { kind: 'ReportAcknowledged' }),
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
    arguments: 'VECTOR',
    help: 'Scores the vulnerability (CVSS 3.0, 3.1 or 4.0) and writes the vector to the advisory.',
    examples: ['/cvss CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N'],
    makes: ['VectorGiven'],
    takes: 'words',
    read: (words) =>
      words.length === 1 && words[0] !== undefined
        ? { kind: 'VectorGiven', vector: words[0] }
        : bad('`/cvss` needs one vector: `/cvss CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N`.'),
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
  return text.length > longestReason
    ? bad(`That reason has ${text.length} characters; at most ${longestReason} are allowed.`)
    : { kind, reason: text };
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
