/** `/date`: everything that is said about the Release Date. */
import type { SaysOfDate } from '../../core/disclosure/dated-act.ts';
import { delayReasons, type DelayReason } from '../../core/disclosure/delay-reasons.ts';
import { isMemberName } from '../../core/distributors/register.ts';
import { isLogin } from '../../core/ids.ts';
import { inline } from '../../core/quote.ts';
import { parseUtcMinute, type Instant } from '../../core/time/time.ts';
import { bad, longestReason, sentence, tooLong, type Asked, type BadArguments, type CommandRow } from '../command-row.ts';

export const dateCommand: CommandRow = {
  name: 'date',
  arguments:
    '[propose | final] YYYY-MM-DD HH:MM UTC [DELAY-REASON] | agree [for=NAME] | object [for=NAME] CONCERN… | object cancel [for=NAME] | overrule NAME REASON… | suggest',
  help: 'Sets the Release Date (on the advisory itself, proposes it), or negotiates it: `propose` and `agree`, `object` with a concern, which blocks it, `overrule` to set one objection aside with a reason, `final` to set the date over all of them, `suggest` to see three that would do. With `for=NAME` a maintainer writes down in the case issue what a distributor answered who was told early.',
  examples: [
    '/date suggest',
    '/date propose 2030-12-03 16:00 UTC',
    '/date agree',
    '/date object Our own release is frozen that week.',
    '/date object cancel',
    '/date agree for=example-linux',
    '/date object for=example-linux Our builders are moved that week.',
    '/date object cancel for=example-linux',
    '/date overrule rita The fix is public already.',
    '/date 2030-12-03 16:00 UTC',
    '/date 2030-12-10 16:00 UTC not-tested',
    '/date final 2030-12-03 16:00 UTC',
  ],
  makes: [
    'ReleaseDateGiven',
    'ReleaseDateProposed',
    'ReleaseDateAgreed',
    'ReleaseDateObjectedTo',
    'DateObjectionWithdrawn',
    'DistributorSpokeOfDate',
    'ReleaseDateImposed',
    'ObjectionOverruled',
    'ReleaseDateAsked',
  ],
  takes: 'text',
  read: readDate,
};

function readDate(text: string): Asked | BadArguments {
  const [, verb = '', rest = ''] = /^([a-z]*)\s*([\s\S]*)$/i.exec(text) ?? [];
  switch (verb.toLowerCase()) {
    case 'propose':
      return dated(rest, 'propose', (date) => ({ kind: 'ReleaseDateProposed', ...date }));
    case 'final':
      return dated(rest, 'final', (date) => ({ kind: 'ReleaseDateImposed', ...date }));
    case 'agree':
      return (
        forMember(rest, 'agree', (said) =>
          said === '' ? { what: 'agrees' } : bad('`/date agree for=NAME` takes nothing after the name.'),
        ) ?? alone(rest, 'agree', { kind: 'ReleaseDateAgreed' })
      );
    case 'suggest':
      return alone(rest, 'suggest', { kind: 'ReleaseDateAsked' });
    case 'overrule':
      return readOverruling(rest);
    case 'object':
      return readObjectionFor(rest) ?? readObjection(rest);
    default:
      return dated(text, '', (date) => ({ kind: 'ReleaseDateGiven', ...date }));
  }
}

type Date = { readonly releaseAt: Instant; readonly delay?: DelayReason };

function dated(text: string, verb: string, make: (date: Date) => Asked): Asked | BadArguments {
  const command = `/date${verb === '' ? '' : ` ${verb}`}`;
  if (text === '') return bad(`\`${command}\` needs a time: \`${command} 2030-12-03 16:00 UTC\`.`);
  // Some put a time between quotes, as other commands want it.
  const unquoted = text.replace(/^(["'])(.*?)\1/, '$2');
  const [, date = unquoted, reason] = /^(\S+\s+\S+\s+\S+)\s+(\S+)$/.exec(unquoted) ?? [];
  const parsed = parseUtcMinute(date.replace(/\s+/g, ' '));
  // It quotes what was typed, which may be by anybody and must mention nobody.
  if (!parsed.ok) return bad(inline(parsed.problem.message));
  const delay = delayReasons.find((one) => one === reason?.toLowerCase());
  if (reason !== undefined && delay === undefined) return bad(`After the time may stand a reason for a delay: ${delayReasons.join(', ')}.`);
  return make({ releaseAt: parsed.value, ...(delay !== undefined && { delay }) });
}

function alone(rest: string, verb: string, asked: Asked): Asked | BadArguments {
  return rest === '' ? asked : bad(`\`/date ${verb}\` takes nothing after it. Please say \`/date ${verb}\` alone on its line.`);
}

/** Who wrote "cancel" and then more meant to take an objection back, not to raise another. */
function readObjection(text: string): Asked | BadArguments {
  if (text.toLowerCase() === 'cancel') return { kind: 'DateObjectionWithdrawn' };
  if (/^cancel\b/i.test(text)) return bad('To take your objection back, say `/date object cancel` and nothing after it.');
  return sentence(
    text,
    {
      what: 'The concern after `/date object`',
      missing: '`/date object` needs your concern: `/date object Our own release is frozen that week.`',
    },
    (concern) => ({
      kind: 'ReleaseDateObjectedTo',
      concern,
    }),
  );
}

function readObjectionFor(text: string): Asked | BadArguments | undefined {
  const cancelled = forMember(text.replace(/^cancel\s+(?=for=)/i, ''), 'object cancel', () => ({ what: 'withdraws' }));
  if (/^cancel\s+for=\S+$/i.test(text)) return cancelled;
  return forMember(text, 'object', (concern) => {
    if (concern === '')
      return bad(
        '`/date object for=NAME` needs the concern of that member: `/date object for=example-linux Our builders are moved that week.`',
      );
    if (/^cancel$/i.test(concern)) return bad('To take an objection of a member back, say `/date object cancel for=NAME`.');
    return concern.length > longestReason
      ? bad(tooLong('The concern after `/date object for=NAME`', concern))
      : { what: 'objects', concern };
  });
}

/** Undefined when it is not said for a member. */
function forMember(text: string, verb: string, read: (rest: string) => SaysOfDate | BadArguments): Asked | BadArguments | undefined {
  const [, member, rest = ''] = /^for=(\S*)\s*([\s\S]*)$/i.exec(text) ?? [];
  if (member === undefined) return undefined;
  if (!isMemberName(member))
    return bad(`\`for=\` needs the name of a distributor, as \`/distributor list\` has it: \`/date ${verb} for=example-linux\`.`);
  const says = read(rest);
  return 'kind' in says ? says : { kind: 'DistributorSpokeOfDate', member, says };
}

function readOverruling(text: string): Asked | BadArguments {
  const [, who = '', reason = ''] = /^(\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  const example = '`/date overrule rita The fix is public already.`';
  const of = who.replace(/^@/, '').toLowerCase();
  if (!isLogin(of) && !isMemberName(of)) return bad(`\`/date overrule\` needs the name of whoever objected, and why: ${example}`);
  return sentence(
    reason,
    { what: 'The reason after `/date overrule NAME`', missing: `\`/date overrule\` needs a reason after the name: ${example}` },
    (why) => ({
      kind: 'ObjectionOverruled',
      of,
      reason: why,
    }),
  );
}
