/** Saying which lines are affected, and what follows for the route of the case (S89–S94). */
import type { Case } from './case.ts';
import type { Decision } from './decision.ts';
import type { Command } from './events.ts';
import { carriedOut, refuse, withNote } from './outcome.ts';
import type { Policy } from './policy.ts';
import { inline } from './quote.ts';
import { linesToFix, routeNames, routeOf, type Route } from './routes.ts';
import type { RuleId } from './rules.ts';
import { tellMaintainers } from './say.ts';
import { actOf } from './triage.ts';

const routeRules: Readonly<Record<Route, readonly RuleId[]>> = {
  'not-known': ['S94'],
  supported: ['S94', 'S80'],
  'main-only': ['S89', 'S90'],
  'unsupported-only': ['S91', 'S93'],
};

export function nameAffectedLines(thisCase: Case, event: Command<'AffectedLinesNamed'>, policy: Policy): Decision {
  const before = routeOf(thisCase, policy);
  const affected = { ...thisCase, affected: { ...actOf(event), lines: event.lines } };
  const route = routeOf(affected, policy);
  // An exception was made for other circumstances; it has to be made again.
  const next = route === 'unsupported-only' ? affected : { ...affected, exception: undefined };
  const words = `@${event.by.login} said that ${event.lines.map((line) => `\`${inline(line)}\``).join(', ')} ${event.lines.length === 1 ? 'is' : 'are'} affected`;
  const changed = before === route || before === 'not-known' ? '' : ` Before, it was treated as ${routeNames[before]}.`;
  const because = routeRules[route].map((rule) => ({ rule }));
  const noted = withNote(next, event.at, words);
  return carriedOut(
    noted,
    event,
    `${words}: ${routeNames[route]}.${changed}\n\n${routeMeans(noted, policy)}`,
    because,
    notices(noted, policy, event.at),
  );
}

function routeMeans(thisCase: Case, policy: Policy): string {
  const lines = linesToFix(thisCase, policy);
  if (lines.length === 0) return 'An exception needs a reason: `/exception REASON`.';
  return `A reviewed fix is needed for: ${lines.map((line) => `\`${inline(line)}\``).join(', ')}.`;
}

/** S90 and S93: what people outside are told once it is public. Handed over, because it is posted by hand. */
function notices(thisCase: Case, policy: Policy, at: number) {
  switch (routeOf(thisCase, policy)) {
    case 'main-only':
      return tellMaintainers(thisCase, `courtesy-notice/${at}`, courtesyNotice(policy));
    case 'unsupported-only':
      return tellMaintainers(thisCase, `unsupported-notice/${at}`, unsupportedNotice(thisCase));
    case 'not-known':
    case 'supported':
      return [];
  }
}

function courtesyNotice(policy: Policy): string {
  return `**Courtesy notice (S90)**, for the developers' channel once the fix has landed in \`${inline(policy.mainLine)}\`:\n\n> A security fix has landed in ${inline(policy.mainLine)}. No release is affected. If you run builds of ${inline(policy.mainLine)}, please update to its newest commit.`;
}

function unsupportedNotice(thisCase: Case): string {
  const lines = (thisCase.affected?.lines ?? []).map(inline).join(', ');
  return `**Notice for unsupported releases (S93)**, for the users' channel once the advisory is public:\n\n> A vulnerability affects ${lines}, which we do not support any more, and no fix will be issued for it. Please upgrade to a supported release. What it is and how grave: see the advisory ${thisCase.id}.`;
}

/** S92: in extreme circumstances an unsupported line gets a fix all the same. */
export function makeException(thisCase: Case, event: Command<'ExceptionMade'>, policy: Policy): Decision {
  if (routeOf(thisCase, policy) !== 'unsupported-only') {
    return refuse(thisCase, event, 'not-needed', `No exception is needed: ${routeNames[routeOf(thisCase, policy)]}.`, [{ rule: 'S92' }]);
  }
  const next = withNote(
    { ...thisCase, exception: { ...actOf(event), reason: event.reason } },
    event.at,
    `@${event.by.login} made an exception: a fix is issued for unsupported lines`,
  );
  return carriedOut(next, event, `An exception is made. ${routeMeans(next, policy)}`, [{ rule: 'S92' }]);
}
