/** What is told outside. */
import { parseChannel } from '../../core/notices/channels.ts';
import { approvedKinds, isApprovedKind, isNoticeKind, noticeKinds, type SentKind } from '../../core/notices/kinds.ts';
import { bad, type Asked, type BadArguments, type CommandRow } from '../command-row.ts';

export const noticeCommands: readonly CommandRow[] = [
  {
    name: 'notice',
    arguments: 'preview KIND | approve KIND | posted KIND CHANNEL LINK | retry KIND CHANNEL',
    help: `Shows a notice, approves it, records where somebody posted it, or tries a channel again. Kinds: ${noticeKinds.join(', ')}.`,
    examples: [
      '/notice preview forthcoming',
      '/notice approve fixed',
      '/notice posted fixed by-hand:blog https://blog.example.org/fix',
      '/notice retry fixed slack:announce',
    ],
    makes: ['NoticePreviewed', 'NoticeApproved', 'NoticePosted', 'NoticeRetried'],
    takes: 'words',
    read: readNotice,
  },
];

const longestLink = 500;

function readNotice([what = '', kind = '', channel = '', link, ...rest]: readonly string[]): Asked | BadArguments {
  const more = rest.length > 0;
  switch (what.toLowerCase()) {
    case 'preview':
      return isNoticeKind(kind) && channel === '' ? { kind: 'NoticePreviewed', notice: kind } : badKind('preview', noticeKinds);
    case 'approve':
      return isNoticeKind(kind) && isApprovedKind(kind) && channel === ''
        ? { kind: 'NoticeApproved', notice: kind }
        : badKind('approve', approvedKinds);
    case 'posted':
      if (!isSentKind(kind) || parseChannel(channel) === undefined || link === undefined || !isLink(link) || more)
        return bad(
          '`/notice posted` needs the kind, the channel and the link: `/notice posted fixed by-hand:blog https://blog.example.org/fix`.',
        );
      return { kind: 'NoticePosted', notice: kind, channel, link };
    case 'retry':
      return isSentKind(kind) && parseChannel(channel) !== undefined && link === undefined
        ? { kind: 'NoticeRetried', notice: kind, channel }
        : bad('`/notice retry` needs the kind and the channel: `/notice retry fixed slack:announce`.');
    default:
      return bad('`/notice` takes preview, approve, posted or retry: `/notice preview forthcoming`.');
  }
}

function badKind(what: string, allowed: readonly string[]): BadArguments {
  return bad(`\`/notice ${what}\` needs one kind of notice: ${allowed.join(', ')}.`);
}

function isSentKind(kind: string): kind is SentKind {
  return kind === 'correction' || (isNoticeKind(kind) && isApprovedKind(kind));
}

/** What is shown on the board and opened by people: the web, and nothing that could pass for markup. */
function isLink(text: string): boolean {
  return /^https:\/\/[^\s<>"'`|\\]+$/.test(text) && text.length <= longestLink && URL.canParse(text);
}
