/** The first answer, and whether a report is treated as a vulnerability. */
import { bad, sentence, noWords, type CommandRow, type Asked, type BadArguments } from '../command-row.ts';

export const triageCommands: readonly CommandRow[] = [
  {
    name: 'ack',
    arguments: '[plan="…" workaround="…"]',
    help: 'Records that the reporter has been answered, and stops the first clock; some policies ask for a plan and a workaround.',
    examples: ['/ack', '/ack plan="We try to reproduce it by Friday." workaround=none'],
    makes: ['ReportAcknowledged'],
    takes: 'words',
    read: readAcknowledgement,
  },
  {
    name: 'need-info',
    arguments: 'QUESTION…',
    help: 'Asks the reporter; the clocks stand still until they answer on the advisory.',
    examples: ['/need-info Which version is it, and does it need a login?'],
    makes: ['InformationAsked'],
    takes: 'text',
    read: (text) =>
      sentence(text, '`/need-info` needs a question for the reporter: `/need-info Which version is it?`', (question) => ({
        kind: 'InformationAsked',
        question,
      })),
  },
  {
    name: 'accept',
    arguments: '',
    help: 'Treats the report as a vulnerability; the advisory becomes a draft.',
    examples: ['/accept'],
    makes: ['ReportAccepted'],
    ...noWords('accept', { kind: 'ReportAccepted' }),
  },
  {
    name: 'reject',
    arguments: 'REASON…',
    help: 'Closes the report; the reason is sent to the reporter.',
    examples: ['/reject This needs a server that the attacker already controls.'],
    makes: ['ReportRejected'],
    takes: 'text',
    read: (text) =>
      sentence(text, '`/reject` needs a reason, which is sent to the reporter: `/reject The reason in a sentence.`', (reason) => ({
        kind: 'ReportRejected',
        reason,
      })),
  },
];

function readAcknowledgement(words: readonly string[]): Asked | BadArguments {
  const given: { plan?: string; workaround?: string } = {};
  for (const word of words) {
    const [, name, value = ''] = /^(plan|workaround)=([\s\S]*)$/i.exec(word) ?? [];
    if (name === undefined || value.trim() === '')
      return bad(
        '`/ack` takes `plan="…"` and `workaround="…"`, or nothing: `/ack plan="We try to reproduce it by Friday." workaround=none`.',
      );
    given[name.toLowerCase() as 'plan' | 'workaround'] = value.trim();
  }
  return { kind: 'ReportAcknowledged', ...given };
}
