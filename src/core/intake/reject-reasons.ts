/** For which named reasons a report may be rejected, and the ready sentence that goes before the maintainer's own words (S23). */
import type { Case } from '../case.ts';
import type { RejectName } from './report.ts';
import { quote } from '../quote.ts';
import type { RuleId } from '../rules.ts';

type RejectReason = { /** What the reporter reads first. */ readonly says: string; readonly rule: RuleId };

export const rejectReasons: Readonly<Record<RejectName, RejectReason>> = {
  'not-a-vulnerability': { says: 'What it describes is not a vulnerability.', rule: 'S23' },
  'cannot-reproduce': { says: 'They could not reproduce it.', rule: 'S23' },
  'out-of-scope': { says: 'It lies outside of what this project’s security policy covers.', rule: 'S23' },
  'unsafe-default': {
    says: 'It is about a default that could be safer. By the policy of this project such a default is no vulnerability; it is made safer in public where that breaks nobody.',
    rule: 'S72',
  },
  'already-fixed': { says: 'It is fixed in a version that users can have.', rule: 'S23' },
  unsupported: { says: 'It affects only versions that this project does not support any more.', rule: 'S91' },
  'no-answer': { says: 'They needed to know more, and had no answer.', rule: 'S23' },
  spam: { says: 'It says nothing about the security of this project.', rule: 'S23' },
};

/** What people may take for a reason, and the policies do not. */
export const noReasons: Readonly<Record<string, string>> = {
  unsure: 'To be unsure is no reason to reject (S20): `/need-info QUESTION` asks the reporter.',
  availability: 'That a report is about availability is no reason to reject it: it is a serious concern (S70).',
  dos: 'That a report is about denial of service is no reason to reject it: it is a serious concern (S70).',
  'denial-of-service': 'That a report is about denial of service is no reason to reject it: it is a serious concern (S70).',
  duplicate: 'A duplicate is closed with `/duplicate GHSA-…`, so that its reporter is credited there.',
};

/** What the reporter is told. Cases that were rejected before reasons had names have none. */
export function rejection({ name, reason }: NonNullable<Case['rejected']>): string {
  const ready = name === undefined ? '' : ` ${rejectReasons[name].says}`;
  return `Thank you for this report. The maintainers looked into it and do not treat it as a vulnerability.${ready} In their words:\n\n${quote(reason)}\n\nIf you think that something was missed, please answer here.`;
}
