/** `/retry`: another set of tries for what was given up. */
import { bad, type CommandRow } from '../command-row.ts';

/** Unit: characters. Keys are ours, and shorter. */
const longestKey = 300;

export const retryCommand: CommandRow = {
  name: 'retry',
  arguments: 'KEY',
  help: 'Tries again what was given up, once its cause is mended; the message that tells of it names the KEY.',
  examples: ['/retry GHSA-2222-3333-4444/status'],
  makes: ['RetryAsked'],
  takes: 'text',
  read: (text) =>
    text === '' || /\s/.test(text) || text.length > longestKey
      ? bad('`/retry` needs the key of what was given up, as the message says that tells of it: `/retry GHSA-2222-3333-4444/status`.')
      : { kind: 'RetryAsked', key: text },
};
