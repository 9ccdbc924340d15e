/** What is known of a case, line by line, as both of its pages show it. */
import { isOpen, type Case } from './case.ts';
import { sayCve } from './disclosure/cve-words.ts';
import { agreedBy } from './disclosure/date-words.ts';
import { sayInstant } from './messages.ts';
import type { Policy } from './policy.ts';
import { rulingInWords } from './policy-version/policy-words.ts';
import { code, inline } from './quote.ts';
import { routeInWords } from './routing/routes.ts';
import { priorityInWords } from './score/score-words.ts';
import { sayDate } from './time/say-date.ts';

/** What is not known yet is named only while somebody can still do something about it. */
export function facts(thisCase: Case, policy: Policy): string {
  const { fixLead, score, release, rejected, affected, knownPublicly, mitigation } = thisCase;
  const wait = thisCase.waits.find((one) => one.until === undefined);
  const open = isOpen(thisCase);
  const lines = [
    fact('Reason', rejected && inline(rejected.reason), undefined),
    fact('Fix Lead', fixLead && `@${fixLead.login}`, open ? 'nobody yet (a maintainer says `/fix-lead`)' : undefined),
    fact('In triage', thisCase.phase === 'reported' ? `since ${sayInstant(thisCase.report.reportedAt)}` : undefined, undefined),
    fact(
      'Affected',
      affected && `${affected.lines.map(code).join(', ')}: ${routeInWords(thisCase, policy)}`,
      thisCase.phase === 'accepted' ? 'not said yet (a maintainer says `/affects LINE…`)' : undefined,
    ),
    fact('Supported lines', policy.linesFrom && policy.lines.map(code).join(', '), undefined),
    fact('Publicly known', knownPublicly && `since ${sayInstant(knownPublicly.at)}`, undefined),
    fact('Waiting for the reporter', wait && `since ${sayInstant(wait.from)}; the clocks stand still`, undefined),
    fact('Mitigation', mitigation && inline(mitigation.words), undefined),
    fact('CVSS', score && sayScore(score), open ? 'not scored yet' : undefined),
    fact('Priority', priorityInWords(thisCase), undefined),
    fact(
      'Release Date',
      release && `${sayDate(release.releaseAt, policy.dateZones)}${agreedBy(thisCase, release.releaseAt)}`,
      open ? 'not set' : undefined,
    ),
    fact('Proposed Release Date', open ? sayProposal(thisCase, policy) : undefined, undefined),
    fact('CVE', sayCve(thisCase), undefined),
    fact('Credit', sayCredit(thisCase), undefined),
  ];
  return lines.filter((line) => line !== undefined).join('\n');
}

/** Asks as long as nobody answered. */
function sayCredit({ credit, report, phase }: Case): string | undefined {
  if (credit !== undefined)
    return credit.wanted
      ? `the reporter is named${credit.name === undefined ? '' : ` as ${inline(credit.name)}`}`
      : 'the reporter is not named';
  return report.reporter === undefined || (phase !== 'accepted' && phase !== 'publishing')
    ? undefined
    : 'the reporter is named only on their word: `/credit yes`, `/credit yes NAME` or `/credit no`';
}

export function policyLine(thisCase: Case): string {
  return fact('Policy', rulingInWords(thisCase), undefined) ?? '';
}

function fact(name: string, known: string | undefined, otherwise: string | undefined): string | undefined {
  const said = known ?? otherwise;
  return said === undefined ? undefined : `- **${name}**: ${said}`;
}

function sayScore({ by, cvss, beside, final }: NonNullable<Case['score']>): string {
  const call = final === undefined ? `by @${by}, provisional` : `final by @${final.by}`;
  const also = beside === undefined ? '' : `, beside it ${beside.score.toFixed(1)} ${beside.severity}, \`${beside.vector}\``;
  return `${cvss.score.toFixed(1)} ${cvss.severity}, \`${cvss.vector}\`${also}, ${call}`;
}

function sayProposal(thisCase: Case, policy: Policy): string | undefined {
  const proposed = thisCase.proposedRelease;
  if (proposed === undefined) return undefined;
  const next =
    policy.fixRepository === undefined ? 'a wish only, as there is no private case issue' : 'binding once said in the private case issue';
  return `${sayDate(proposed.releaseAt, policy.dateZones)}, by @${proposed.by}${agreedBy(thisCase, proposed.releaseAt)}; ${next}`;
}
