/** Who leads the fix, who approves of it, who stops it. */
import { isLogin, login } from '../../core/ids.ts';
import { bad, noWords, sentence, type CommandRow, type Asked, type BadArguments } from '../command-row.ts';

/** Unit: characters. */
const longestVersion = 100;

export const fixCommands: readonly CommandRow[] = [
  {
    name: 'fix-lead',
    arguments: '[[hand-over] @LOGIN]',
    help: 'Makes you, or the maintainer named, the Fix Lead; whoever takes over is told all that is open.',
    examples: ['/fix-lead', '/fix-lead @ana', '/fix-lead hand-over @ana'],
    makes: ['FixLeadNamed'],
    takes: 'words',
    read: readFixLead,
  },
  {
    name: 'lgtm',
    arguments: '[SHA | cancel | LINE SHA | cancel LINE]',
    help: 'Approves the present head of this pull request, or the commit named; `cancel` takes it back. With a line it is declared for GitHub’s temporary private fork.',
    examples: ['/lgtm', '/lgtm 4f2c9a1', '/lgtm cancel', '/lgtm release-22.0 4f2c9a1', '/lgtm cancel release-22.0'],
    makes: ['LgtmGiven', 'LgtmWithdrawn', 'LgtmDeclared', 'DeclaredLgtmWithdrawn'],
    takes: 'words',
    read: readLgtm,
  },
  {
    name: 'target',
    arguments: 'LINE VERSION',
    help: 'Says which release is to bring the fix of a line.',
    examples: ['/target release-21.0 v21.0.5'],
    makes: ['TargetNamed'],
    takes: 'words',
    read: ([branch, version, ...rest]) =>
      branch === undefined || version === undefined || rest.length > 0 || !isVersion(version)
        ? bad('`/target` takes a line and the version of a release: `/target release-21.0 v21.0.5`.')
        : { kind: 'TargetNamed', branch, version },
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
    name: 'tested',
    arguments: 'LINE SHA LINK',
    help: 'Declares that a commit in GitHub’s temporary private fork was tested, and where that can be seen.',
    examples: ['/tested release-22.0 4f2c9a1 https://ci.example.org/runs/7'],
    makes: ['TestDeclared'],
    takes: 'words',
    read: readTested,
  },
  {
    name: 'fix-ready',
    arguments: '',
    help: 'Tells the maintainers that the work on the fix is complete, what to look at, and what is missing.',
    examples: ['/fix-ready'],
    makes: ['FixSaidReady'],
    ...noWords('fix-ready', { kind: 'FixSaidReady' }),
  },
  {
    name: 'without',
    arguments: 'LINE REASON… | LINE cancel',
    help: 'Records that an affected line gets no fix, and why; `cancel` takes it back.',
    examples: ['/without release-21.0 The code is not there yet.', '/without release-21.0 cancel'],
    makes: ['LineLeftWithout', 'LineTakenBack'],
    takes: 'text',
    read: readWithout,
  },
  {
    name: 'override',
    arguments: '[LINE] REASON…',
    help: 'Puts up with missing LGTMs or checks of one head, before everybody’s eyes; it ends with the next push.',
    examples: ['/override The CI of this line is down; tested by hand.', '/override release-21.0 The CI is down.'],
    makes: ['GateOverridden'],
    takes: 'text',
    read: (text) =>
      sentence(
        text,
        {
          what: 'The reason after `/override`',
          missing: '`/override` needs a reason: `/override The CI of this line is down; tested by hand.`',
        },
        (words) => ({
          kind: 'GateOverridden',
          words,
        }),
      ),
  },
  {
    name: 'exported',
    arguments: '',
    help: 'Confirms that what publishing deletes with the temporary private fork is kept elsewhere.',
    examples: ['/exported'],
    makes: ['ExportConfirmed'],
    ...noWords('exported', { kind: 'ExportConfirmed' }),
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
  const handsOver = words[0]?.toLowerCase() === 'hand-over';
  const [name, ...rest] = handsOver ? words.slice(1) : words;
  if (name === undefined && handsOver) return bad('`/fix-lead hand-over` needs whoever takes over: `/fix-lead hand-over @ana`.');
  if (name === undefined) return { kind: 'FixLeadNamed', login: undefined };
  return rest.length > 0 || !isLogin(name)
    ? bad('`/fix-lead` takes one GitHub login, or none for yourself: `/fix-lead @ana`.')
    : { kind: 'FixLeadNamed', login: login(name), ...(handsOver && { handsOver }) };
}

function readLgtm(words: readonly string[]): Asked | BadArguments {
  const [first, second, ...rest] = words;
  if (rest.length > 0) return bad('`/lgtm` takes one commit, or `cancel`, or nothing; for a temporary private fork a line and a commit.');
  if (first?.toLowerCase() === 'cancel')
    return second === undefined ? { kind: 'LgtmWithdrawn' } : { kind: 'DeclaredLgtmWithdrawn', branch: second };
  if (first === undefined || second === undefined) return { kind: 'LgtmGiven', sha: first };
  return shaTyped.test(second)
    ? { kind: 'LgtmDeclared', branch: first, sha: second }
    : bad('`/lgtm` takes one commit, or `cancel`, or nothing; for a temporary private fork a line and a commit.');
}

/** Git itself shortens to 7. */
const shaTyped = /^[0-9a-f]{7,40}$/i;

function readTested(words: readonly string[]): Asked | BadArguments {
  const [branch, sha, link, ...rest] = words;
  if (branch === undefined || sha === undefined || link === undefined || rest.length > 0)
    return bad('`/tested` takes a line, a commit and a link: `/tested release-22.0 4f2c9a1 https://ci.example.org/runs/7`.');
  return /^https:\/\/[\x21-\x7e]{1,500}$/.test(link)
    ? { kind: 'TestDeclared', branch, sha, link }
    : bad('The link must begin with `https://`.');
}

/** "cancel" and then more would be a reason nobody meant. */
function readWithout(text: string): Asked | BadArguments {
  const [branch = '', ...rest] = text.split(/\s+/);
  const reason = rest.join(' ');
  if (branch === '' || reason === '')
    return bad('`/without` needs a line and a reason: `/without release-21.0 The code is not there yet.`');
  if (reason.toLowerCase() === 'cancel') return { kind: 'LineTakenBack', branch };
  return sentence(reason, { what: 'The reason after `/without BRANCH`', missing: '' }, (said) => ({
    kind: 'LineLeftWithout',
    branch,
    reason: said,
  }));
}

/** Who wrote "cancel" and then more meant to lift a hold, not to place another. */
function readHold(text: string): Asked | BadArguments {
  if (text.toLowerCase() === 'cancel') return { kind: 'HoldLifted' };
  if (/^cancel\b/i.test(text)) return bad('To lift your hold, say `/hold cancel` and nothing after it.');
  return sentence(
    text,
    { what: 'The reason after `/hold`', missing: '`/hold` needs a reason: `/hold The fix breaks upgrades.`; `/hold cancel` lifts it.' },
    (reason) => ({
      kind: 'HoldPlaced',
      reason,
    }),
  );
}

/** As releases are named, so that nothing else can be put on our pages as one. */
function isVersion(text: string): boolean {
  return text.length <= longestVersion && /^\w[\w.+/-]*$/.test(text);
}
