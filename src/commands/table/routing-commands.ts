/** Which lines are affected. */
import { bad, sentence, type CommandRow, type Asked, type BadArguments } from '../command-row.ts';

export const routingCommands: readonly CommandRow[] = [
  {
    name: 'affects',
    arguments: 'LINE…',
    help: 'Says which lines are affected, which decides how the case is treated: the full process, a fix in main only, or no fix.',
    examples: ['/affects release-17.0 release-18.0 main'],
    makes: ['AffectedLinesNamed'],
    takes: 'words',
    read: readAffected,
  },
  {
    name: 'exception',
    arguments: 'REASON…',
    help: 'Issues a fix for unsupported lines all the same, in extreme circumstances.',
    examples: ['/exception Most of our users still run it, and it is being exploited.'],
    makes: ['ExceptionMade'],
    takes: 'text',
    read: (text) =>
      sentence(
        text,
        { what: 'The reason after `/exception`', missing: '`/exception` needs a reason: `/exception It is being exploited.`' },
        (why) => ({
          kind: 'ExceptionMade',
          reason: why,
        }),
      ),
  },
];

/** What git allows in the name of a branch, as far as a person types it. Source: git-check-ref-format(1). */
const branchName = /^(?!.*(?:\.\.|@\{|\/\/))[\p{L}\d][\p{L}\d._/-]{0,99}$/u;
const mostLines = 50;

function readAffected(words: readonly string[]): Asked | BadArguments {
  const lines = [...new Set(words.map((word) => word.replace(/,$/, '')))];
  const wrong = lines.find((line) => !branchName.test(line));
  if (lines.length === 0 || lines.length > mostLines || wrong !== undefined)
    return bad(`\`/affects\` needs the branches that are affected, at most ${mostLines}: \`/affects release-17.0 main\`.`);
  return { kind: 'AffectedLinesNamed', lines };
}
