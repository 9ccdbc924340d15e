/** What is said once everybody knows; all of it where only maintainers read. */
import type { Untold } from './untold.ts';
import { quoteRule } from '../rules.ts';

export function readsDifferently(differs: readonly string[]): string {
  return [
    '**The advisory that is public is not what it was meant to be**:',
    differs.map((line) => `- ${line}`).join('\n'),
    'Please look at it on GitHub, and mend it there: a published advisory can still be edited.',
  ].join('\n\n');
}

export function channelsLack(channels: readonly Untold[]): string {
  return ['**The advisory is public, and not everybody was told**:', channels.map(whatToDo).join('\n'), `- ${quoteRule('S47')}`].join(
    '\n\n',
  );
}

function whatToDo({ kind, channel, state }: Untold): string {
  const where = `- ${kind} on \`${channel}\``;
  switch (state) {
    case 'not-approved':
      return `${where}: nobody has approved the text: \`/notice preview ${kind}\`, then \`/notice approve ${kind}\``;
    case 'failed':
      return `${where}: it could not be sent: \`/notice retry ${kind} ${channel}\`, or post it and say \`/notice posted ${kind} ${channel} https://…\``;
    case 'by-hand':
      return `${where}: nobody has said that they posted it: \`/notice posted ${kind} ${channel} https://…\``;
    case 'waiting':
    case 'sending':
      return `${where}: it is on its way for an hour`;
  }
}

export function retrospectivePosted(page: string): string {
  return `${page}\n\nPlease answer with what this record cannot know: what went well, what did not, and what to do differently. The body of this issue keeps the record up to date.`;
}
