/** Where a notice goes, as the policy names it: what a channel is stands before the colon, which one behind it. */

/**
 * `slack:NAME` and `web-hook:NAME` find their address in the environment, because it is a secret; `mail:ADDRESS` is a mailing list;
 * `github:issue` is a public issue of the project, `github:discussion` a discussion in its category `announcements` and `github:discussion/CATEGORY`
 * in another one, `github:release` the notes of the releases that contain the fix; `by-hand:NAME` is posted by a person, who says so.
 */
export type Channel = { readonly kind: ChannelKind; readonly name: string };

export const channelKinds = ['slack', 'mail', 'web-hook', 'github', 'by-hand'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** For the sentence "it must be …". */
export const channelForms =
  '`slack:NAME`, `mail:ADDRESS`, `web-hook:NAME`, `github:issue`, `github:discussion/CATEGORY`, `github:release` or `by-hand:NAME`';

/** What can be written on GitHub itself. A category goes by its slug, as its page's address has it. */
const onGitHub = /^(?:issue|release|discussion(?:\/[a-z\d][a-z\d-]{0,99})?)$/;

const name = /^[a-z\d][a-z\d-]{0,39}$/;
/** Stricter than RFC 5322, §3.4.1: what mailing lists are called, and nothing that could end a header. */
const address = /^[\w.+-]{1,64}@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,63}$/i;

/** Undefined when it is no channel. */
export function parseChannel(text: string): Channel | undefined {
  const [, before = '', after = ''] = /^([a-z-]+):(.+)$/.exec(text) ?? [];
  const kind = channelKinds.find((one) => one === before);
  if (kind === undefined) return undefined;
  const fits = kind === 'mail' ? address.test(after) : kind === 'github' ? onGitHub.test(after) : name.test(after);
  return fits ? { kind, name: after } : undefined;
}

/** The slug of the category behind `github:`. GitHub makes `announcements` for every repository; there only maintainers begin discussions. */
export function discussionCategoryOf(name: string): string {
  return name.split('/')[1] ?? 'announcements';
}
