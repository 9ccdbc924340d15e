/** Who is told early of one case. */
import type { EarlyAsk } from '../../core/distributors/early-asks.ts';
import { isMemberName } from '../../core/distributors/register.ts';
import { bad, sentence, type Asked, type BadArguments, type CommandRow } from '../command-row.ts';

export const earlyCommands: readonly CommandRow[] = [
  {
    name: 'early',
    arguments: 'plan | patches | exception NAME WHAT… | confirm | retry NAME | received NAME | feedback NAME WORDS… | advisory NAME LINK',
    help: 'Tells distributors before the advisory is public: `plan`, `patches` and `exception` show what would go to whom, `confirm` sends it; the others write down what members answer.',
    examples: [
      '/early plan',
      '/early patches',
      '/early exception example-linux May tell the authors of its installer that an update comes on that day.',
      '/early confirm',
      '/early retry example-linux',
      '/early received example-linux',
      '/early feedback example-linux The patch for 17.0 does not build on 32 bits.',
      '/early advisory example-linux https://example-linux.example.org/advisories/7',
    ],
    makes: ['EarlyAsked', 'EarlyConfirmed'],
    takes: 'text',
    read: readEarly,
  },
];

function readEarly(text: string): Asked | BadArguments {
  const [, what = '', name = '', rest = ''] = /^(\S*)\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const verb = what.toLowerCase();
  switch (verb) {
    case 'plan':
    case 'patches':
      return name === '' ? asked({ what: verb }) : bad(`\`/early ${verb}\` stands alone on its line.`);
    case 'confirm':
      return name === '' ? { kind: 'EarlyConfirmed' } : bad('`/early confirm` stands alone on its line, and confirms what was shown last.');
    case 'retry':
    case 'received':
      return isMemberName(name) && rest === '' ? asked({ what: verb, name }) : needsName(verb, '');
    case 'exception':
      return isMemberName(name)
        ? sentence(rest, { what: 'What follows `/early exception NAME`', missing: needsName(verb, ' WHAT').message }, (allowed) =>
            asked({ what: verb, name, allowed }),
          )
        : needsName(verb, ' WHAT');
    case 'feedback':
      return isMemberName(name)
        ? sentence(rest, { what: 'What follows `/early feedback NAME`', missing: needsName(verb, ' WORDS').message }, (words) =>
            asked({ what: verb, name, words }),
          )
        : needsName(verb, ' WORDS');
    case 'advisory':
      return isMemberName(name) && isLink(rest) ? asked({ what: verb, name, link: rest }) : needsName(verb, ' https://…');
    case 'agreed':
      return bad('What a member says of the date is part of its negotiation: `/date agree for=example-linux`.');
    default:
      return bad(
        '`/early` takes plan, patches, exception, confirm, retry, received, feedback or advisory: `/early plan` shows what would be sent first.',
      );
  }
}

function needsName(verb: string, more: string): BadArguments {
  return bad(`\`/early ${verb}\` needs the name of a member: \`/early ${verb} example-linux${more}\`.`);
}

/** Unit: characters. */
const longestLink = 500;

function isLink(text: string): boolean {
  return /^https:\/\/[^\s<>"'`|\\]+$/.test(text) && text.length <= longestLink && URL.canParse(text);
}

function asked(ask: EarlyAsk): Asked {
  return { kind: 'EarlyAsked', ask };
}
