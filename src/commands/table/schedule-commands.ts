/** What makes a case quicker or slower. */
import { isMemberName } from '../../core/distributors/register.ts';
import { slowReasons } from '../../core/schedule/slow-reasons.ts';
import { parseUtcMinute } from '../../core/time/time.ts';
import { bad, sentence, tooLong, longestReason, type CommandRow, type Asked, type BadArguments } from '../command-row.ts';

export const scheduleCommands: readonly CommandRow[] = [
  {
    name: 'public',
    arguments: 'WHERE… | confirm',
    help: 'Records that the vulnerability is publicly known; if it is grave enough, everything is due at once. `confirm` says so of what the app saw in public.',
    examples: ['/public https://example.org/forum/42', '/public confirm'],
    makes: ['PublicKnowledgeReported', 'PublicKnowledgeConfirmed'],
    takes: 'text',
    read: (text) =>
      text.toLowerCase() === 'confirm'
        ? { kind: 'PublicKnowledgeConfirmed' }
        : sentence(
            text,
            {
              what: 'The place after `/public`',
              missing: '`/public` needs to know where it is public: `/public https://example.org/forum/42`',
            },
            (where) => ({
              kind: 'PublicKnowledgeReported',
              where,
            }),
          ),
  },
  {
    name: 'leak',
    arguments: 'what="…" to="…" [by=NAME]',
    help: 'Tells the maintainers at once that something leaked: exactly what, and to whom; `by` counts it against a distributor.',
    examples: [
      '/leak what="The patch for 17.0" to="the release channel of our chat"',
      '/leak what="The patch for 17.0" to="a public mirror" by=example-linux',
    ],
    makes: ['LeakReported'],
    takes: 'words',
    read: readLeak,
  },
  {
    name: 'mitigation',
    arguments: 'WORDS… | none',
    help: 'Records what users can do until there is a fix.',
    examples: ['/mitigation Set max-depth to 10.', '/mitigation none'],
    makes: ['MitigationGiven'],
    takes: 'text',
    read: (text) =>
      sentence(
        text,
        {
          what: 'What follows `/mitigation`',
          missing: '`/mitigation` needs what users can do, or `none`: `/mitigation Set max-depth to 10.`',
        },
        (words) => ({
          kind: 'MitigationGiven',
          words,
        }),
      ),
  },
  {
    name: 'upstream',
    arguments: 'PROJECT [YYYY-MM-DD HH:MM UTC] [contact="…"]',
    help: 'Says that another project is concerned, or that the fix waits for it until its date, when the fix is due then; and with whom there is contact.',
    examples: ['/upstream grpc-go 2030-12-03 16:00 UTC', '/upstream grpc-go contact="their security list, told on Monday"'],
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
    arguments: 'NAME YYYY-MM-DD HH:MM UTC REASON…',
    help: 'Moves a suggested date, such as that of the `fix` or of a `fix-lead`, with a reason; `/why` names what is due.',
    examples: [
      '/due fix 2030-12-03 16:00 UTC The refactoring must land first.',
      '/due fix-lead 2030-12-03 16:00 UTC All of us are at the summit.',
    ],
    makes: ['DueMoved'],
    takes: 'words',
    read: readDue,
  },
];

function readUpstream([project, ...rest]: readonly string[]): Asked | BadArguments {
  const contacts = rest.flatMap((word) => /^contact=([\s\S]*\S)$/i.exec(word)?.[1] ?? []);
  const date = rest.filter((word) => !/^contact=/i.test(word)).join(' ');
  const parsed = date === '' ? undefined : parseUtcMinute(date);
  const isDateWrong = parsed !== undefined && !parsed.ok;
  if (project === undefined || isDateWrong || (parsed === undefined && contacts.length !== 1) || contacts.length > 1)
    return bad(
      '`/upstream` needs the project, and its date or a contact there, or both: `/upstream grpc-go 2030-12-03 16:00 UTC`, `/upstream grpc-go contact="their security list"`.',
    );
  const [contact] = contacts;
  if (contact !== undefined && contact.length > longestReason) return bad(tooLong('`contact=` of `/upstream`', contact));
  return { kind: 'UpstreamNamed', project, ...(parsed?.ok && { releaseAt: parsed.value }), ...(contact !== undefined && { contact }) };
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
  if (what === undefined || !parsed.ok || words === '')
    return bad('`/due` moves a suggested date, with a reason: `/due fix 2030-12-03 16:00 UTC The refactoring must land first.`');
  return words.length > longestReason
    ? bad(tooLong('The reason after `/due NAME DATE`', words))
    : { kind: 'DueMoved', name: what.toLowerCase(), dueAt: parsed.value, reason: words };
}

/** S66 asks for both. */
function readLeak(words: readonly string[]): Asked | BadArguments {
  const parts = new Map(words.map((word) => [/^(what|to|by)=/i.exec(word)?.[1]?.toLowerCase(), word.slice(word.indexOf('=') + 1).trim()]));
  const [what, to] = [parts.get('what') ?? '', parts.get('to') ?? ''];
  const member = parts.get('by');
  const count = member === undefined ? 2 : 3;
  if (what === '' || to === '' || parts.size !== count || words.length !== count)
    return bad('`/leak` needs exactly what leaked, and to whom: `/leak what="The patch for 17.0" to="our public chat"`.');
  if (what.length > longestReason) return bad(tooLong('`what=` of `/leak`', what));
  if (to.length > longestReason) return bad(tooLong('`to=` of `/leak`', to));
  if (member !== undefined && !isMemberName(member))
    return bad('`by=` names a distributor as `/distributor list` does: `by=example-linux`. Leave it out where it was nobody on the list.');
  return { kind: 'LeakReported', what, to, ...(member !== undefined && { member }) };
}
