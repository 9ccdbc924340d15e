/** The Release Date and the publication. */
import { inline } from '../../core/quote.ts';
import { parseUtcMinute } from '../../core/time/time.ts';
import { bad, noWords, type CommandRow, type Asked, type BadArguments } from '../command-row.ts';

export const disclosureCommands: readonly CommandRow[] = [
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

function readDate(words: readonly string[]): Asked | BadArguments {
  if (words.length === 0) return bad('`/date` needs a time: `/date 2030-12-03 16:00 UTC`.');
  const parsed = parseUtcMinute(words.join(' '));
  return parsed.ok
    ? { kind: 'ReleaseDateGiven', releaseAt: parsed.value }
    : // It quotes what was typed, which may be by anybody and must mention nobody.
      bad(inline(parsed.problem.message));
}
