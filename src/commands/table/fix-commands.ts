/** Who leads the fix, who approves of it, who stops it. */
import { isLogin, login } from '../../core/ids.ts';
import { bad, sentence, type CommandRow, type Asked, type BadArguments } from '../command-row.ts';

export const fixCommands: readonly CommandRow[] = [
  {
    name: 'fix-lead',
    arguments: '[@LOGIN]',
    help: 'Makes you, or the maintainer named, the Fix Lead.',
    examples: ['/fix-lead', '/fix-lead @ana'],
    makes: ['FixLeadNamed'],
    takes: 'words',
    read: readFixLead,
  },
  {
    name: 'lgtm',
    arguments: '[SHA | cancel]',
    help: 'Approves the present head of this pull request, or the commit named; `cancel` takes it back.',
    examples: ['/lgtm', '/lgtm 4f2c9a1', '/lgtm cancel'],
    makes: ['LgtmGiven', 'LgtmWithdrawn'],
    takes: 'words',
    read: readLgtm,
  },
  {
    name: 'backport',
    arguments: 'LINE',
    help: 'Picks the commits of this pull request, or of the only one there is, onto another line, and opens a pull request for it.',
    examples: ['/backport release-21.0'],
    makes: ['BackportAsked'],
    takes: 'words',
    read: ([line, ...rest]) =>
      line === undefined || rest.length > 0
        ? bad('`/backport` takes one line: `/backport release-21.0`.')
        : { kind: 'BackportAsked', onto: line },
  },
  {
    name: 'hold',
    arguments: 'REASON… | cancel',
    help: 'Stops the publication until it is lifted by whoever set it or by the Fix Lead.',
    examples: ['/hold The fix breaks upgrades from 17.0.', '/hold cancel'],
    makes: ['HoldPlaced', 'HoldLifted'],
    takes: 'text',
    read: readHold,
  },
];

function readFixLead(words: readonly string[]): Asked | BadArguments {
  const [name, ...rest] = words;
  if (name === undefined) return { kind: 'FixLeadNamed', login: undefined };
  return rest.length > 0 || !isLogin(name)
    ? bad('`/fix-lead` takes one GitHub login, or none for yourself: `/fix-lead @ana`.')
    : { kind: 'FixLeadNamed', login: login(name) };
}

function readLgtm(words: readonly string[]): Asked | BadArguments {
  if (words.length > 1) return bad('`/lgtm` takes one commit, or `cancel`, or nothing.');
  return words[0]?.toLowerCase() === 'cancel' ? { kind: 'LgtmWithdrawn' } : { kind: 'LgtmGiven', sha: words[0] };
}

/** Who wrote "cancel" and then more meant to lift a hold, not to place another. */
function readHold(text: string): Asked | BadArguments {
  if (text.toLowerCase() === 'cancel') return { kind: 'HoldLifted' };
  if (/^cancel\b/i.test(text)) return bad('To lift your hold, say `/hold cancel` and nothing after it.');
  return sentence(text, '`/hold` needs a reason: `/hold The fix breaks upgrades.`; `/hold cancel` lifts it.', (reason) => ({
    kind: 'HoldPlaced',
    reason,
  }));
}
