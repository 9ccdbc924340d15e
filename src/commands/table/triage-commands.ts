/** The first answer, and whether a report is treated as a vulnerability. */
import { closestName } from '../../core/closest-name.ts';
import { findCaseId } from '../../core/ids.ts';
import { rejectNames } from '../../core/intake/report.ts';
import { noReasons } from '../../core/intake/reject-reasons.ts';
import { code } from '../../core/quote.ts';
import { bad, sentence, noWords, type CommandRow, type Asked, type BadArguments } from '../command-row.ts';

export const triageCommands: readonly CommandRow[] = [
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
      sentence(
        text,
        {
          what: 'The question after `/need-info`',
          missing: '`/need-info` needs a question for the reporter: `/need-info Which version is it?`',
        },
        (question) => ({
          kind: 'InformationAsked',
          question,
        }),
      ),
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
    arguments: 'REASON TEXT…',
    help: `Closes the report for a named reason; the text is sent to the reporter. Reasons: ${rejectNames.join(', ')}.`,
    examples: ['/reject not-a-vulnerability This needs a server that the attacker already controls.'],
    makes: ['ReportRejected'],
    takes: 'text',
    read: readRejection,
  },
  {
    name: 'duplicate',
    arguments: 'GHSA-…',
    help: 'Closes the report as a duplicate of another one of this repository; its reporter is told, and credited there as a finder.',
    examples: ['/duplicate GHSA-22c9-fh7m-3vqx'],
    makes: ['DuplicateNamed'],
    takes: 'words',
    read: readDuplicate,
  },
  {
    name: 'close',
    arguments: 'internal REASON…',
    help: 'Ends an accepted case without a publication; the reason is sent to the reporter.',
    examples: ['/close internal Only our own build server was affected, and it is rebuilt.'],
    makes: ['ClosedInternally'],
    takes: 'text',
    read: readClosing,
  },
  {
    name: 'reopen',
    arguments: 'REASON…',
    help: 'Takes a closed case up again, as accepted; the reason is sent to the reporter.',
    examples: ['/reopen It can be reached without that server after all.'],
    makes: ['CaseReopened'],
    takes: 'text',
    read: (text) =>
      sentence(
        text,
        {
          what: 'The reason after `/reopen`',
          missing: '`/reopen` needs a reason, which is sent to the reporter: `/reopen It can be reached after all.`',
        },
        (reason) => ({
          kind: 'CaseReopened',
          reason,
        }),
      ),
  },
  {
    name: 'downgrade',
    arguments: 'TITLE… [-- WORDS…] | confirm',
    help: 'Treats the report as a bug: shows the public issue that would be opened for it; `confirm` opens it, closes the report and tells the reporter.',
    examples: ['/downgrade The log grows without bound -- Old lines should be dropped.', '/downgrade confirm'],
    makes: ['DowngradeDrafted', 'DowngradeConfirmed'],
    takes: 'text',
    read: (text) => readPublicIssue(text, 'downgrade', 'DowngradeDrafted', 'DowngradeConfirmed'),
  },
  {
    name: 'harden',
    arguments: 'TITLE… [-- WORDS…] | confirm',
    help: 'After `/reject unsafe-default`: shows a public issue for a safer default; `confirm` opens it.',
    examples: ['/harden Listen on localhost by default -- Existing configurations keep what they say.', '/harden confirm'],
    makes: ['HardeningDrafted', 'HardeningConfirmed'],
    takes: 'text',
    read: (text) => readPublicIssue(text, 'harden', 'HardeningDrafted', 'HardeningConfirmed'),
  },
];

function readRejection(text: string): Asked | BadArguments {
  const [, typed = '', words = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const name = rejectNames.find((one) => one === typed.toLowerCase());
  if (name === undefined) return bad(noSuchReason(typed));
  const missing = `\`/reject ${name}\` needs a text as well, which is sent to the reporter: \`/reject ${name} The reason in a sentence.\``;
  return sentence(words, { what: `The text after \`/reject ${name}\``, missing }, (reason) => ({ kind: 'ReportRejected', name, reason }));
}

function noSuchReason(typed: string): string {
  const known = `The reasons are: ${rejectNames.map(code).join(', ')}.`;
  if (typed === '') return `\`/reject\` needs a named reason and a text, which is sent to the reporter. ${known}`;
  const never = Object.hasOwn(noReasons, typed.toLowerCase()) ? noReasons[typed.toLowerCase()] : undefined;
  if (never !== undefined) return `${never} ${known}`;
  const closest = closestName(typed, rejectNames);
  const guess = closest === undefined ? '' : ` Did you mean \`/reject ${closest} …\`?`;
  return `${code(typed.slice(0, longestNameShown))} is not the name of a reason; it comes first, then the text for the reporter.${guess} ${known}`;
}

function readClosing(text: string): Asked | BadArguments {
  const [, reason] = /^internal\b\s*([\s\S]*)$/i.exec(text) ?? [];
  if (reason === undefined)
    return bad(
      '`/close internal REASON` ends an accepted case without a publication. A report that is no vulnerability is closed with `/reject REASON TEXT`, one that is known with `/duplicate GHSA-…`.',
    );
  const missing =
    '`/close internal` needs a reason, which is sent to the reporter: `/close internal Only our own build server was affected.`';
  return sentence(reason, { what: 'The reason after `/close internal`', missing }, (words) => ({
    kind: 'ClosedInternally',
    reason: words,
  }));
}

/** The id as it is shown, or the address of its page. */
function readDuplicate(words: readonly string[]): Asked | BadArguments {
  const [word = ''] = words;
  const of = findCaseId(word);
  return words.length !== 1 || of === undefined
    ? bad('`/duplicate` needs the id of the other report, and nothing after it: `/duplicate GHSA-22c9-fh7m-3vqx`.')
    : { kind: 'DuplicateNamed', of };
}

/** GitHub's bound for titles. Unit: characters. */
const longestTitle = 256;

function readPublicIssue(
  text: string,
  name: string,
  draft: 'DowngradeDrafted' | 'HardeningDrafted',
  confirm: 'DowngradeConfirmed' | 'HardeningConfirmed',
): Asked | BadArguments {
  if (text.toLowerCase() === 'confirm') return { kind: confirm };
  if (/^confirm\b/i.test(text)) return bad(`To open it as it was shown, say \`/${name} confirm\` and nothing after it.`);
  const [, title = '', words] = /^(.*?)(?:\s+--\s+([\s\S]+))?$/s.exec(text) ?? [];
  if (title.length > longestTitle)
    return bad(
      `The title after \`/${name}\` has ${title.length} characters; at most ${longestTitle} are allowed. Words for the body follow after \` -- \`.`,
    );
  return sentence(
    text,
    {
      what: `What follows \`/${name}\``,
      missing: `\`/${name}\` needs the title of a public issue, and may have words for its body: \`/${name} TITLE -- WORDS\`.`,
    },
    () => ({
      kind: draft,
      title,
      words,
    }),
  );
}

/** Unit: characters. */
const longestNameShown = 40;

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
