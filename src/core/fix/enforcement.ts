/** What keeps an unreviewed head from being merged in the fix repository: GitHub, where its plan can, else only that it is seen and not published. */
import { isOpen, type Case } from '../case.ts';
import type { Decision } from '../decision.ts';
import { effectKey, type Effect } from '../effects.ts';
import type { Seen } from '../events.ts';
import { accept, ignore } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { inline } from '../quote.ts';
import { quoteRule } from '../rules.ts';
import { tellInPrivate } from '../say.ts';
import { requiredChecks, requiredLgtms } from './required.ts';

/** For the lines of which somebody makes a fix now, and which must be reviewed or tested. */
export function enforcementEffects(thisCase: Case, policy: Policy): readonly Effect[] {
  const { fixRepository: repository } = policy;
  const lines = guardedLines(thisCase, policy);
  if (repository === undefined || lines.length === 0) return [];
  const { enforcementLostAt: lostAt } = thisCase;
  const again = policy.keepsRuleset === true && lostAt !== undefined ? { lostAt } : {};
  const key = effectKey(thisCase.id, 'required-check');
  return [{ key, kind: 'RequireCheck', audience: 'maintainers', repository, lines, ...again }];
}

/** `policy` as it holds for the case. Empty where there is no repository that the app can guard. */
export function guardedLines(thisCase: Case, policy: Policy): readonly string[] {
  const { fixRepository, fixMode } = policy;
  if (fixRepository === undefined || fixMode === 'temporary-fork' || !isOpen(thisCase)) return [];
  const pulls = thisCase.pullRequests.filter((pull) => pull.state === 'open' && pull.repository === fixRepository);
  const asked = pulls.filter(({ line }) => requiredLgtms(thisCase, policy, line) > 0 || requiredChecks(policy, line).length > 0);
  return [...new Set(asked.map((pull) => pull.line))].toSorted();
}

export function enforcementFound(thisCase: Case, { holds }: Seen<'EnforcementFound'>): Decision {
  return thisCase.enforcement === holds ? ignore('that is known') : accept({ ...thisCase, enforcement: holds }, [{ rule: 'S100' }]);
}

/** Told once: afterwards it is known not to hold, until it is found to hold again. */
export function enforcementLost(thisCase: Case, { lines, at }: Seen<'EnforcementLost'>, policy: Policy): Decision {
  if (thisCase.enforcement !== 'by-github') return ignore('that is known');
  const next: Case = { ...thisCase, enforcement: 'recorded-only', enforcementLostAt: at };
  return accept(next, [{ rule: 'S100' }], tellInPrivate(next, `enforcement-lost/${at}`, lostWords(lines, policy)));
}

function lostWords(lines: readonly string[], { fixRepository, keepsRuleset = false }: Policy): string {
  return [
    `**GitHub does not require \`fixlead/lgtm\` any more** on ${lines.map(inline).join(', ')} of \`${fixRepository ?? ''}\`: somebody took the rule away, or weakened it. Until it is back anybody who may push there can merge without LGTMs; nothing is published by this app while a check is red.`,
    keepsRuleset
      ? 'I make it again, as `lgtm.ruleset: keep` says.'
      : `Put it back under https://github.com/${fixRepository ?? ''}/settings/rules: require the status check \`fixlead/lgtm\`, from this App alone. With \`lgtm.ruleset: keep\` I would do it.`,
    `- ${quoteRule('S100')}`,
  ].join('\n\n');
}
