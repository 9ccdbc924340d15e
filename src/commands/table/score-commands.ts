/** The CVSS score. */
import { bad, type CommandRow, type Asked, type BadArguments } from '../command-row.ts';

export const scoreCommands: readonly CommandRow[] = [
  {
    name: 'cvss',
    arguments: '[VECTOR | final]',
    help: 'Scores the vulnerability (CVSS 3.0, 3.1 or 4.0) and writes the vector to the advisory; a vector of CVSS 4 stands beside one of CVSS 3; `final` is the final call; alone it explains the metrics.',
    examples: ['/cvss', '/cvss CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N', '/cvss final'],
    makes: ['VectorGiven', 'ScoreFinalised', 'ScoreAsked'],
    takes: 'words',
    read: readCvss,
  },
];

function readCvss(words: readonly string[]): Asked | BadArguments {
  const [vector, ...rest] = words;
  if (vector === undefined) return { kind: 'ScoreAsked' };
  if (rest.length > 0)
    return bad('`/cvss` takes one vector without blanks: `/cvss CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:N/A:N`, or `/cvss final`.');
  return vector.toLowerCase() === 'final' ? { kind: 'ScoreFinalised' } : { kind: 'VectorGiven', vector };
}
