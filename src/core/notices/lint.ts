/** What a notice must say before it may be approved (S48, S103, S105, S107–S111), and what it must not say yet (S61). */
import type { Case } from '../case.ts';
import type { Policy } from '../policy.ts';
import type { RuleId } from '../rules.ts';
import { kinds, type NoticeKind } from './kinds.ts';
import { noticesOf } from './notice-policy.ts';
import { giveaways } from './private-words.ts';
import { factsFor, type Facts } from './facts.ts';
import type { NoticeText } from './render.ts';
import { defaultTemplates } from './templates/templates.ts';

/** `says` is the end of the sentence "The text …". */
export type Finding = { readonly rule: RuleId; readonly says: string };

type Demand = {
  readonly rule: RuleId;
  readonly kinds: readonly NoticeKind[];
  readonly holds: (text: string, facts: Facts) => boolean;
  readonly says: string;
};

const demands: readonly Demand[] = [
  {
    rule: 'S105',
    kinds: ['forthcoming', 'correction'],
    holds: (text, facts) => facts['release_date'] !== '' && text.includes(minuteOf(facts)),
    says: 'does not name the Release Date as YYYY-MM-DD HH:MM UTC',
  },
  {
    rule: 'S108',
    kinds: ['forthcoming', 'correction', 'fixed', 'courtesy', 'unsupported', 'lifted'],
    holds: (text) => /\b(?:upgrade|update|install|apply|plan|set aside|block|publish)\b/i.test(text),
    says: 'does not say what to do',
  },
  {
    rule: 'S107',
    kinds: ['forthcoming'],
    holds: saysMitigation,
    says: 'does not name the mitigation, or that there is none',
  },
  {
    rule: 'S48',
    kinds: ['fixed', 'courtesy', 'unsupported'],
    holds: saysMitigation,
    says: 'does not name the mitigation, or that there is none',
  },
  {
    rule: 'S111',
    kinds: ['forthcoming', 'fixed'],
    holds: (text, facts) => text.includes(String(facts['upgrade'])),
    says: 'does not say how to apply the fix (`notices.upgrade`)',
  },
  {
    rule: 'S110',
    kinds: ['forthcoming', 'fixed', 'courtesy', 'unsupported', 'lifted'],
    holds: (text) => /\bCVE-\d{4}-\d{4,}\b/.test(text) || /\bCVE\b[^.\n]*\b(?:pending|…)/i.test(text),
    says: 'names neither a CVE nor that it is pending',
  },
  {
    rule: 'S112',
    kinds: ['fixed'],
    holds: (text, facts) => [facts['documentation'] ?? []].flat().every((page) => text.includes(page)),
    says: 'does not link to the pages of the distributors (`notices.documentation`)',
  },
  {
    rule: 'S93',
    kinds: ['unsupported'],
    holds: (text, facts) => text.includes(String(facts['advisory'])),
    says: 'does not say where to read what the threat is',
  },
];

/** Everything that is wrong with a text, in the order of the rules; for a kind that may go out while embargoed also what it gives away. */
export function lint(kind: NoticeKind, { subject, body }: NoticeText, thisCase: Case, policy: Policy): readonly Finding[] {
  const text = `${subject}\n${body}`;
  const facts = factsFor(kind, thisCase, policy);
  const missing = demands.filter((demand) => demand.kinds.includes(kind) && !demand.holds(text, facts));
  const unfinished = /\{\{|\}\}|\{%|\b(?:TODO|FIXME|XXX)\b/.test(text) ? [{ rule: 'S108' as const, says: 'is unfinished' }] : [];
  return [...missing.map(({ rule, says }) => ({ rule, says })), ...unfinished, ...tooEarly(kind, text, thisCase, policy)];
}

function tooEarly(kind: NoticeKind, text: string, thisCase: Case, policy: Policy): readonly Finding[] {
  if (kinds[kind].time !== 'embargo') return [];
  return giveaways(text, thisCase, publicText(kind, thisCase, policy)).map(({ line, what }) => ({
    rule: 'S61',
    says: `has ${what} in its line ${line}, which gives too much away`,
  }));
}

/** What stood in the policy file and in the project's name before there was a case. */
function publicText(kind: NoticeKind, { repository }: Case, policy: Policy): string {
  const { templates, upgrade } = noticesOf(policy);
  const page = `https://github.com/${repository}/security/policy`;
  return [templates[kind] ?? defaultTemplates[kind], upgrade, repository, page, ...policy.lines].join('\n');
}

function saysMitigation(text: string, facts: Facts): boolean {
  const words = String(facts['mitigation']);
  return words === '' ? /\b(?:mitigat\w+|workaround)\b/i.test(text) : text.includes(words);
}

/** `2026-12-01 16:00 UTC`, without the weekday. */
function minuteOf(facts: Facts): string {
  return String(facts['release_date']).slice(0, 20);
}
