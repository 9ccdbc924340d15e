/** Whether a report says what the policy asks of it (S13–S18), by plain rules. A hint for people: nothing is ever rejected by it (S20). */
import type { Report } from './report.ts';
import type { RuleId } from '../rules.ts';

export type Missing = { readonly rule: RuleId; readonly what: string };

type Check = Missing & { readonly isThere: (report: Pick<Report, 'title' | 'text'>) => boolean };

/** Fewer words than this describe nothing. */
const fewestTitleWords = 3;

const checks: readonly Check[] = [
  { rule: 'S13', what: 'a descriptive title', isThere: ({ title }) => (title.match(/[\p{L}\d]{2,}/gu)?.length ?? 0) >= fewestTitleWords },
  {
    rule: 'S14',
    what: 'who the reporter is and for whom they work (they may stay anonymous)',
    isThere: says(
      /\b(my name|i am|i'm|we are|affiliat\w*|company|employer|researcher|university|on behalf of|credit\w*|reported by|regards|anonymous)\b/i,
    ),
  },
  {
    rule: 'S15',
    what: 'steps to reproduce it, a proof of concept, or logs',
    isThere: says(/```|\b(repro\w*|steps?|proof of concept|poc|exploit|curl|screenshot|log(s|file)?|payload)\b/i),
  },
  {
    rule: 'S16',
    what: 'its effects, and the hardware, software and configuration it was seen on',
    isThere: ({ text }) => effects.test(text) && environment.test(text),
  },
  {
    rule: 'S17',
    what: 'how it affects the use of this project, and the attack surface',
    isThere: says(/\b(attack(er|ers)?|surface|remote\w*|unauthenticated|authenticated|expos\w*|reach\w*|privilege\w*|internet|network)\b/i),
  },
  {
    rule: 'S18',
    what: 'other projects or dependencies that were used',
    isThere: says(/\b(dependenc\w*|together with|in conjunction|driver|client|library|libraries|plugin|proxy|no other|alone)\b/i),
  },
];

const effects =
  /\b(effect\w*|impact\w*|allows?|leads? to|crash\w*|leak\w*|loops?|denial|bypass\w*|execut\w*|disclos\w*|memory|overflow\w*|inject\w*)\b/i;
const environment =
  /\b(version\w*|v?\d+\.\d+|linux|windows|macos|docker|kubernetes|config\w*|environment|hardware|cpu|x86|arm64|operating system)\b/i;

/** What the report seems to lack, in the order of the policy. Words in other languages than English are not understood, so it may be wrong. */
export function missingFrom(report: Pick<Report, 'title' | 'text'>): readonly Missing[] {
  return checks.filter((check) => !check.isThere(report)).map(({ rule, what }) => ({ rule, what }));
}

function says(pattern: RegExp): Check['isThere'] {
  return ({ text }) => pattern.test(text);
}
