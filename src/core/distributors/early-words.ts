/** What is said in the case issue about telling members early. Only maintainers read it. */
import { notFoundOut } from '../not-found-out.ts';
import { block, code, inline, quote } from '../quote.ts';
import { quoteRule } from '../rules.ts';
import { formatUtcMinute } from '../time/time.ts';
import type { Case } from '../case.ts';
import type { EarlyAsk } from './early-asks.ts';
import type { Problem } from './early-mail.ts';
import { patchName } from './early-texts.ts';
import { earlyOf, type EarlyAnswer, type EarlyMail, type EarlySend, type EarlyStage } from './early.ts';
import type { WhyNot } from './member-standing.ts';

const stages: Readonly<Record<EarlyStage, string>> = {
  plan: 'the plan',
  proposal: 'a proposed date',
  patches: 'the patches',
  exception: 'an exception',
  date: 'the date',
  closed: 'that the case is closed',
  lifted: 'the end of the embargo',
};

export function previewPage(mail: EarlyMail, warnings: readonly string[]): string {
  const to = mail.to.map(({ name, address, fingerprint, people }) => {
    const team = people.length === 0 ? 'nobody of its team is named' : `of its team: ${people.map(inline).join(', ')}`;
    return `- \`${name}\`: \`${address}\`, encrypted to \`${fingerprint ?? ''}\`; ${team}`;
  });
  const leftOut = mail.leftOut.map(({ name, says, rule }) => `- ❌ \`${name}\` ${says} (${rule})`);
  const patches = mail.patches.map((patch) => `- \`${patchName(patch)}\`, ${patch.size} bytes, ${appliesInWords(patch.releases)}`);
  return [
    `**Nothing was sent yet.** This would go to ${mail.to.length === 1 ? '1 member' : `${mail.to.length} members at the same moment`}: ${stages[mail.stage]}.`,
    listed('To', to),
    listed('Left out', leftOut),
    listed('Attached', patches),
    block(`${mail.subject}\n\n${mail.body}`),
    ...warnings.map((warning) => `⚠️ ${warning}`),
    'If this is right, say `/early confirm`. Each copy also names its member, its team and the terms and, with `distributors.link_days`, brings a link to its page.',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function appliesInWords(releases: EarlyMail['patches'][number]['releases']): string {
  if (releases.length === 0) return 'no release of its line is known';
  return releases.map(({ tag, applies }) => `${applies ? 'applies' : '**does not apply**'} to ${code(tag)}`).join(', ');
}

function listed(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `**${heading}**\n\n${lines.join('\n')}`;
}

export function notToBeSent(problems: readonly Problem[]): string {
  const lines = problems.map(({ rule, says }) => `- ❌ ${says}\n  - ${quoteRule(rule)}`);
  return `Nothing is sent:\n\n${lines.join('\n')}`;
}

export function changedSince(): string {
  return '**Nothing was sent**, because it is not any more what was shown. This is how it stands now:';
}

export function mailNotSetUp(): string {
  return 'Nothing can be sent to members, because e-mail is not set up here: whoever runs Fixlead sets `FIXLEAD_SMTP_URL` and `FIXLEAD_MAIL_FROM` (docs/operating.md). Ask again when that is done.';
}

export function nothingShown(): string {
  return 'There is nothing to confirm. `/early plan` or `/early patches` shows what would be sent to whom.';
}

export function confirmedInWords({ stage, to }: EarlyMail): string {
  return `Confirmed. Now on its way to ${to.map(({ name }) => `\`${name}\``).join(', ')}: ${stages[stage]}. How each mail fares is on the board above.`;
}

export function notDuringTheFix(): string {
  return 'Members are told only while the fix is being made: the case must be accepted, and not yet on its way to the public.';
}

export function termsNotFoundOut(what: EarlyAsk['what'] | 'confirm'): string {
  return notFoundOut('under which terms members are told now', `/early ${what}`);
}

export function notTold(name: string, told: readonly string[]): string {
  const others = told.length === 0 ? 'Nobody was.' : `These were: ${told.map((one) => `\`${one}\``).join(', ')}.`;
  return `${code(name)} was not told of this case. ${others}`;
}

export function answerInWords(answer: EarlyAnswer): string {
  switch (answer.what) {
    case 'received':
      return `Recorded: \`${answer.member}\` has it.`;
    case 'feedback':
      return `Recorded what \`${answer.member}\` found:\n\n${quote(answer.words)}`;
    case 'agreed':
      return `Recorded: \`${answer.member}\` agrees to ${formatUtcMinute(answer.releaseAt)}.`;
    case 'advisory':
      return `Recorded: the advisory of \`${answer.member}\` is ${inline(answer.link)}.`;
  }
}

export function mailFailed({ member, stage }: EarlySend, error: string): string {
  return `**\`${member}\` did not get ${stages[stage]}**, and others may have it.\n\n${block(error)}\n\nWhen the cause is mended, \`/early retry ${member}\` tries again. If that takes long, tell it by another way that you trust.`;
}

/** Another try would be refused again, so that none is advised. */
export function mailOutdated({ member, stage }: EarlySend, error: string): string {
  return `**\`${member}\` did not get ${stages[stage]}**, which is outdated by now.\n\n${block(error)}\n\n${insteadOfOutdated(stage)}`;
}

export function outdatedNow({ member, stage }: EarlySend): string {
  return `Nothing was sent: what \`${member}\` did not get, ${stages[stage]}, is outdated by now. ${insteadOfOutdated(stage)}`;
}

function insteadOfOutdated(stage: EarlyStage): string {
  return stage === 'plan' || stage === 'patches'
    ? `\`/early ${stage}\` shows it as it stands now; once it is confirmed, it goes to all members who may be told.`
    : 'Nothing is to be done: members hear of another date by a mail of its own.';
}

export function nothingFailed(name: string): string {
  return `No mail to ${code(name)} has failed. The board above shows how each fared.`;
}

export function leftOutNow(name: string, { says }: WhyNot): string {
  return `Nothing was sent: ${code(name)} ${says}.`;
}

export function retrying(name: string): string {
  return `Trying again: \`${name}\`.`;
}

/** The part of the board about members; empty while nobody was told. */
export function earlyOnBoard(thisCase: Case): string {
  const { sends, answers } = earlyOf(thisCase);
  if (sends.length === 0) return '';
  const rows = sends.map(
    ({ member, stage, state, at, error }) =>
      `| \`${member}\` | ${stages[stage]} | ${stateInWords(state, error)} | ${formatUtcMinute(at)} |`,
  );
  const said = answers.map((answer) => `- ${formatUtcMinute(answer.at)}, \`${answer.member}\`: ${answerOnBoard(answer)}`);
  const table = ['### Distributors', '| Member | What | State | Since |\n|---|---|---|---|', ...rows].join('\n');
  return said.length === 0 ? table : `${table}\n\n${said.join('\n')}`;
}

function stateInWords(state: EarlySend['state'], error: string | undefined): string {
  if (state === 'failed') return `**failed**: ${inline(error ?? '')}`;
  return state === 'sent' ? 'sent' : 'being sent';
}

function answerOnBoard(answer: EarlyAnswer): string {
  switch (answer.what) {
    case 'received':
      return 'has it';
    case 'feedback':
      return inline(answer.words);
    case 'agreed':
      return `agrees to ${formatUtcMinute(answer.releaseAt)}`;
    case 'advisory':
      return inline(answer.link);
  }
}
