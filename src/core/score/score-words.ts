/** What is said about scores. */
import { harmsOf } from './priority.ts';
import { somebody } from '../act.ts';
import type { Case } from '../case.ts';
import type { ShownSeverity } from './shown-severity.ts';
import { sayWho } from '../messages.ts';
import { code } from '../quote.ts';
import { parseCvss } from './cvss.ts';

/** The case before its final call is taken back, so that whose call it was can be said. */
export function severityEdited({ score }: Case, shown: ShownSeverity): string {
  const said = `${sayWho(somebody)} edited the severity of the advisory: it now says ${shownInWords(shown)}`;
  const taking = shown.vectors.filter((vector) => parseCvss(vector).ok).map((vector) => `${code(`/cvss ${vector}`)} takes it over`);
  if (score === undefined) return `${said}, and this case has no score yet. ${taking[0] ?? '`/cvss VECTOR` gives one'}.`;
  const { cvss, final } = score;
  const choices = [...(taking.length === 0 ? ['`/cvss VECTOR` gives another'] : taking), `${code(`/cvss ${cvss.vector}`)} puts it back`];
  const reverted =
    final === undefined ? '' : ` The final call of @${final.by} was on what stood there before, so the score is provisional again.`;
  return `${said}, while this case says ${code(cvss.vector)}, ${cvss.score.toFixed(1)} ${cvss.severity}.${reverted} ${choices.join(', ')}.`;
}

export function shownInWords({ vectors, severity }: ShownSeverity): string {
  if (vectors.length > 0) return vectors.map(withScore).join(' and ');
  return severity === undefined ? 'nothing at all' : `${code(severity)} without a vector`;
}

function withScore(vector: string): string {
  const parsed = parseCvss(vector);
  return parsed.ok ? `${code(vector)}, ${parsed.value.score.toFixed(1)} ${parsed.value.severity}` : 'what is no CVSS vector';
}

/** S69 and S70, in words; undefined while neither the vector nor the weakness says what it harms. */
export function priorityInWords(thisCase: Case): string | undefined {
  const harms = harmsOf(thisCase);
  const highest = harms.filter((harm) => harm !== 'availability');
  if (highest.length > 0) return `highest, because of ${highest.join(', ').replace(/, ([^,]*)$/, ' and $1')} (S69)`;
  return harms.length > 0 ? 'serious, because of availability (S70)' : undefined;
}
