/** Asking where a case stands, and why. */
import { bad, noWords, type Asked, type BadArguments, type CommandRow } from '../command-row.ts';
import { retryCommand } from './retry-command.ts';
import { statusPageCommand } from './status-page-command.ts';

export const askingCommands: readonly CommandRow[] = [
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
  statusPageCommand,
  retryCommand,
  {
    name: 'why',
    arguments:
      '[first-contact | first-answer | triage | fix-lead | fix | forthcoming-notice | communication-plan | disclosure | release | publish | refused]',
    help: 'Names the sentence of the policy that made something due, where the project set it, and how the date was counted; `refused` says what was refused, and why.',
    examples: ['/why', '/why first-answer', '/why refused'],
    makes: ['WhyAsked'],
    takes: 'words',
    read: (words) =>
      words.length > 1
        ? bad('`/why` takes one topic, such as `/why fix`, `/why publish` or `/why refused`; alone it names all that is due.')
        : { kind: 'WhyAsked', topic: words[0]?.toLowerCase() },
  },
  {
    name: 'policy',
    arguments: '[adopt]',
    help: 'Shows which version of the policy rules this case, and what the file would change now; `adopt` puts the case under it.',
    examples: ['/policy', '/policy adopt'],
    makes: ['PolicyAsked', 'PolicyAdoptionAsked'],
    takes: 'words',
    read: readPolicyWord,
  },
];

function readPolicyWord([word, ...more]: readonly string[]): Asked | BadArguments {
  if (word === undefined) return { kind: 'PolicyAsked' };
  if (word.toLowerCase() === 'adopt' && more.length === 0) return { kind: 'PolicyAdoptionAsked' };
  return bad('`/policy` takes `adopt` or nothing: `/policy` shows what would change, `/policy adopt` changes it.');
}
