/** `/status-page`: another link for the reporter, or none. */
import { bad, type Asked, type BadArguments, type CommandRow } from '../command-row.ts';

export const statusPageCommand: CommandRow = {
  name: 'status-page',
  arguments: 'new | off',
  help: 'Gives the reporter another link to the page that shows where the report stands, and ends the one before, or ends the page.',
  examples: ['/status-page new', '/status-page off'],
  makes: ['StatusPageChanged'],
  takes: 'words',
  read: readStatusPage,
};

function readStatusPage([word = '', ...more]: readonly string[]): Asked | BadArguments {
  const said = word.toLowerCase();
  if (more.length > 0 || (said !== 'new' && said !== 'off')) return bad('`/status-page` takes `new` or `off`: `/status-page new`.');
  return { kind: 'StatusPageChanged', to: said === 'new' ? 'new' : 'ended' };
}
