/** The Release Date and the publication. */
import { noWords, type CommandRow } from '../command-row.ts';
import { dateCommand } from './date-command.ts';

export const disclosureCommands: readonly CommandRow[] = [
  dateCommand,
  {
    name: 'publish',
    arguments: '',
    help: 'Publishes the advisory now, if every gate is green.',
    examples: ['/publish'],
    makes: ['PublicationAsked'],
    ...noWords('publish', { kind: 'PublicationAsked' }),
  },
];
