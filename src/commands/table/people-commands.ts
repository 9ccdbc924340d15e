/** Who is there. */
import { isLogin, login } from '../../core/ids.ts';
import { parseCivilDate } from '../../core/time/time.ts';
import { bad, type CommandRow, type Asked, type BadArguments } from '../command-row.ts';

export const peopleCommands: readonly CommandRow[] = [
  {
    name: 'away',
    arguments: '[@LOGIN] until YYYY-MM-DD | [@LOGIN] cancel',
    help: 'Says that you, or the maintainer named, are away to the end of that day, or back. It holds for all cases of the project.',
    examples: ['/away until 2030-12-28', '/away @ana until 2030-12-28', '/away cancel'],
    makes: ['AwaySaid'],
    takes: 'words',
    read: readAway,
  },
];

const usage = '`/away` needs a date, or `cancel`: `/away until 2030-12-28`, `/away @ana until 2030-12-28`, `/away cancel`.';

function readAway(words: readonly string[]): Asked | BadArguments {
  const [first = '', ...rest] = words;
  const isNamed = first.startsWith('@');
  if (isNamed && !isLogin(first)) return bad(usage);
  const who = isNamed ? login(first) : undefined;
  const [verb = '', day, ...more] = isNamed ? rest : words;
  if (verb.toLowerCase() === 'cancel' && day === undefined) return { kind: 'AwaySaid', login: who, until: undefined };
  if (verb.toLowerCase() !== 'until' || day === undefined || more.length > 0) return bad(usage);
  const parsed = parseCivilDate(day);
  return parsed.ok ? { kind: 'AwaySaid', login: who, until: parsed.value } : bad(`${parsed.problem.message} ${usage}`);
}
