/** Why something is due, was done, or was refused: the sentence of the policy, where the project set it, and the arithmetic in days. */
import type { Case } from '../case.ts';
import { advisoryUrl, gatesPage, sayInstant, sayStanding, sayWho } from '../messages.ts';
import { settingInWords } from '../policy-version/policy-words.ts';
import type { Policy } from '../policy.ts';
import { inline } from '../quote.ts';
import { quoteRule } from '../rules.ts';
import type { Instant } from '../time/time.ts';
import type { Obligation } from './obligation.ts';
import { obligations } from './obligations.ts';

/** What can be asked about beside what is due. */
export const otherTopics = ['publish', 'refused'] as const;

type Asking = { readonly topic: string | undefined; /** Only where no more than maintainers read it. */ readonly withSettings: boolean };

export function whyPage(thisCase: Case, policy: Policy, now: Instant, { topic, withSettings }: Asking): string {
  const known = obligations(thisCase, policy);
  const asked = topic === undefined ? known : known.filter((obligation) => obligation.name === topic);
  if (topic === 'publish') return gatesPage(thisCase, policy, now);
  if (asked.length === 0) {
    const topics = [...known.map(({ name }) => name), ...otherTopics].map((name) => `\`/why ${name}\``);
    return `Nothing called "${inline(topic ?? '')}" is due here. You may ask: ${topics.join(', ')}.`;
  }
  const settings = (one: Obligation) => (withSettings ? settingsInWords(one, policy) : []);
  return asked.map((one) => [whyOne(thisCase, one, now), ...settings(one)].join('\n')).join('\n\n');
}

function whyOne(thisCase: Case, obligation: Obligation, now: Instant): string {
  return [
    `**${obligation.name}**: ${obligation.what}, owed by ${obligation.owner}.`,
    `Due ${obligation.dueAt === undefined ? 'at no set time' : sayInstant(obligation.dueAt)}: ${obligation.counted}. It is ${sayStanding(obligation, now)}${sayProof(thisCase, obligation)}.`,
    ...obligation.rules.map((rule) => `- ${quoteRule(rule)}`),
  ].join('\n');
}

function settingsInWords({ name }: Obligation, policy: Policy): readonly string[] {
  const settings = settingsOf[name].flatMap((setting) => settingInWords(policy, setting) ?? []);
  return settings.length === 0 ? [] : [`- Set by ${settings.join('; ')}`];
}

/** The settings that say when it is due, or whether at all. */
const settingsOf: Readonly<Record<Obligation['name'], readonly string[]>> = {
  'first-contact': ['acknowledge.business_days'],
  'first-answer': ['acknowledge.business_days', 'acknowledge.needs_plan'],
  triage: ['triage.business_days'],
  'fix-lead': ['fix_lead.business_days'],
  fix: ['fix.calendar_days'],
  'forthcoming-notice': ['notices.forthcoming_calendar_days'],
  'communication-plan': ['communication_plan'],
  disclosure: ['date.critical_business_days'],
  release: ['publish'],
};

/** Who answered, and the comment that shows it, as GitHub links it. Nobody answers an advisory that maintainers began. */
function sayProof(thisCase: Case, { proof }: Obligation): string {
  if (proof === undefined || thisCase.report.reporter === undefined) return '';
  const where = proof.comment === undefined ? '' : `: ${advisoryUrl(thisCase)}#advisory-comment-${proof.comment}`;
  return `, by ${sayWho(proof.by)}${where}`;
}
