/** `/credit`: how the reporter wants to be named. */
import { bad, type Asked, type BadArguments, type CommandRow } from '../command-row.ts';

/** Unit: characters. */
const longestName = 200;

export const creditCommand: CommandRow = {
  name: 'credit',
  arguments: 'yes [NAME…] | no',
  help: 'Says whether you, the reporter, want to be named in what is published, and how; without a word of yours you are not.',
  examples: ['/credit yes', '/credit yes Rita R., Example Ltd', '/credit no'],
  makes: ['CreditDecided'],
  takes: 'text',
  read: readCredit,
};

function readCredit(text: string): Asked | BadArguments {
  const [, word = '', name = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const said = word.toLowerCase();
  if (said === 'no' && name === '') return { kind: 'CreditDecided', wanted: false };
  if (said !== 'yes') return bad('`/credit` takes `yes`, `yes` with the name you go by, or `no`: `/credit yes Rita R., Example Ltd`.');
  if (name.length > longestName)
    return bad(`The name after \`/credit\` has ${name.length} characters; at most ${longestName} are allowed.`);
  return { kind: 'CreditDecided', wanted: true, ...(name !== '' && { name }) };
}
