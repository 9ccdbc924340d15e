/** Who is told early: the register of the project. */
import type { RegisterAsk } from '../../core/distributors/register-asks.ts';
import { isMemberName } from '../../core/distributors/register.ts';
import { bad, sentence, type Asked, type BadArguments, type CommandRow } from '../command-row.ts';
import { splitArguments } from '../split-arguments.ts';

export const distributorCommands: readonly CommandRow[] = [
  {
    name: 'distributor',
    arguments:
      'list | apply NAME ADDRESS [voucher=NAME] | accept NAME | decline NAME REASON… | key NAME | address NAME ADDRESS | consent NAME [PERSON…] | withdraw NAME [PERSON…] | reviewed NAME | leak NAME what="…" to="…" | remove NAME REASON… | ban NAME REASON…',
    help: 'Keeps the list of distributors who are told early. The application that goes with `apply`, and the public key that goes with `key`, stand below it between two lines of three backticks.',
    examples: [
      '/distributor list',
      '/distributor apply example-linux security@example-linux.example.org voucher=other-linux',
      '/distributor accept example-linux',
      '/distributor decline example-linux It rebuilds what other-linux ships.',
      '/distributor key example-linux',
      '/distributor address example-linux psirt@example-linux.example.org',
      '/distributor consent example-linux',
      '/distributor consent example-linux Jane Doe',
      '/distributor withdraw example-linux Jane Doe',
      '/distributor reviewed example-linux',
      '/distributor leak example-linux what="The patch for 17.0" to="a public mirror"',
      '/distributor remove example-linux It ships the project no more.',
      '/distributor ban example-linux It leaked a second time.',
    ],
    makes: ['RegisterAsked'],
    takes: 'text',
    read: readDistributor,
  },
];

const usage =
  'say `/distributor list` to see who is told, or one of apply, accept, decline, key, address, consent, withdraw, reviewed, leak, remove, ban.';

function readDistributor(text: string): Asked | BadArguments {
  const [, what = '', name = '', rest = ''] = /^(\S*)\s*(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const verb = what.toLowerCase();
  if (verb === 'list') return name === '' ? asked({ what: 'list' }) : bad('`/distributor list` takes nothing after it.');
  if (!isVerb(verb)) return bad(`I do not know what to do: ${usage}`);
  if (!isMemberName(name))
    return bad(
      `\`/distributor ${verb}\` needs the name of the organisation, in small letters, digits and dashes: \`/distributor ${verb} example-linux\`.`,
    );
  return readVerb(verb, name, rest.trim());
}

const verbs = ['apply', 'accept', 'decline', 'key', 'address', 'consent', 'withdraw', 'reviewed', 'leak', 'remove', 'ban'] as const;
type Verb = (typeof verbs)[number];

function isVerb(text: string): text is Verb {
  return verbs.some((verb) => verb === text);
}

function readVerb(what: Verb, name: string, rest: string): Asked | BadArguments {
  switch (what) {
    case 'accept':
    case 'key':
    case 'reviewed':
      return rest === '' ? asked({ what, name }) : bad(`\`/distributor ${what} ${name}\` takes nothing after it.`);
    case 'decline':
    case 'remove':
    case 'ban':
      return sentence(
        rest,
        {
          what: `The reason after \`/distributor ${what} ${name}\``,
          missing: `\`/distributor ${what} ${name}\` needs a reason after the name: \`/distributor ${what} ${name} The reason in a sentence.\``,
        },
        (reason) => ({
          kind: 'RegisterAsked',
          ask: { what, name, reason },
        }),
      );
    case 'consent':
    case 'withdraw':
      return readPerson(what, name, rest);
    case 'address':
      return rest === '' || /\s/.test(rest)
        ? bad(`\`/distributor address ${name}\` needs one address: \`/distributor address ${name} security@${name}.example.org\`.`)
        : asked({ what, name, address: rest });
    case 'apply':
      return readApply(name, rest);
    case 'leak':
      return readLeak(name, rest);
  }
}

/** Unit: characters. */
const longestPerson = 80;

/** A person's name goes into mails, so it is letters and what stands between them. */
function readPerson(what: 'consent' | 'withdraw', name: string, rest: string): Asked | BadArguments {
  if (rest === '') return asked({ what, name, person: undefined });
  const isName = rest.length <= longestPerson && /^[\p{L}\p{M}][\p{L}\p{M}\p{N} .,'’-]*$/u.test(rest);
  return isName
    ? asked({ what, name, person: rest.replace(/\s+/g, ' ') })
    : bad(`A name has at most ${longestPerson} letters, and nothing but letters, digits, spaces, dots, commas, apostrophes and dashes.`);
}

function readApply(name: string, rest: string): Asked | BadArguments {
  const [, address, voucher] = /^(\S+)(?:\s+voucher=(\S+))?$/.exec(rest) ?? [];
  if (address === undefined || (voucher !== undefined && !isMemberName(voucher)))
    return bad(
      `\`/distributor apply\` needs the address of a role, and who vouches: \`/distributor apply ${name} security@${name}.example.org voucher=other-linux\`.`,
    );
  return asked({ what: 'apply', name, address, voucher });
}

/** S66: exactly what, and to whom; without both it is not taken. */
function readLeak(name: string, rest: string): Asked | BadArguments {
  const split = splitArguments(rest);
  if (split.kind === 'problem') return bad(split.message);
  const given = (key: string): string | undefined =>
    split.args
      .find((word) => word.startsWith(`${key}=`))
      ?.slice(key.length + 1)
      .trim();
  const [leaked = '', to = ''] = [given('what'), given('to')];
  if (leaked === '' || to === '' || split.args.length !== 2)
    return bad(
      `\`/distributor leak\` needs exactly what leaked, and to whom: \`/distributor leak ${name} what="The patch for 17.0" to="a public mirror"\`.`,
    );
  return asked({ what: 'leak', name, leaked, to });
}

function asked(ask: RegisterAsk): Asked {
  return { kind: 'RegisterAsked', ask };
}
