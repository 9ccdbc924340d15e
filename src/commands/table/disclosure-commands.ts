/** The Release Date and the publication. */
import { bad, sentence, type CommandRow, type Asked, type BadArguments } from '../command-row.ts';
import { creditCommand } from './credit-command.ts';
import { cveCommand } from './cve-command.ts';
import { dateCommand } from './date-command.ts';

export const disclosureCommands: readonly CommandRow[] = [
  dateCommand,
  cveCommand,
  creditCommand,
  {
    name: 'plan',
    arguments: 'WORDS…',
    help: 'Records how the wider community will be told: what, where, when and by whom; it takes the place of the plan before.',
    examples: [
      '/plan A word on the announcement list three days ahead, the notice in the chat at the date, a post on the blog the day after.',
    ],
    makes: ['CommunicationPlanGiven'],
    takes: 'text',
    read: (text) =>
      sentence(
        text,
        {
          what: 'The plan after `/plan`',
          missing: '`/plan` needs the plan in a few sentences: `/plan A word on the list ahead, a post on the blog at the date.`',
        },
        (words) => ({
          kind: 'CommunicationPlanGiven',
          words,
        }),
      ),
  },
  {
    name: 'publish',
    arguments: '[anyway REASON… | later REASON…]',
    help: 'Publishes the advisory, if every gate is green, once the fix is out; `anyway` does not wait for the fix, `later` says why a public fix has no advisory yet.',
    examples: [
      '/publish',
      '/publish anyway The fix is in the distribution already.',
      '/publish later The release was a mistake and is withdrawn.',
    ],
    makes: ['PublicationAsked', 'PublicationForced', 'LatePublicationExcused'],
    takes: 'text',
    read: readPublish,
  },
];

function readPublish(text: string): Asked | BadArguments {
  if (text === '') return { kind: 'PublicationAsked' };
  const [, how, reason = ''] = /^(anyway|later)\b\s*([\s\S]*)$/i.exec(text) ?? [];
  if (how === undefined) return bad('`/publish` stands alone on its line, or is followed by `anyway REASON` or `later REASON`.');
  const word = how.toLowerCase();
  const missing = `\`/publish ${word}\` needs a reason: \`/publish ${word} The fix is in the distribution already.\``;
  return sentence(reason, { what: `The reason after \`/publish ${word}\``, missing }, (why) => ({
    kind: word === 'anyway' ? 'PublicationForced' : 'LatePublicationExcused',
    reason: why,
  }));
}
