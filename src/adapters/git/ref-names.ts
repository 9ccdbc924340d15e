/** Names of branches, tags and commits come from people and from the other side: they are data until they have been looked at. */
import { GitHubFailure } from '../../engine/ports/failures.ts';

const forbidden = /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(\/|$)|^[./-]|[./]$|^@$/u;
/** Unit: bytes; longer ones do not fit into a file name. */
const longestName = 240;

/** Source: git-check-ref-format(1), rules 1 to 10. */
export function isRefName(name: string): boolean {
  return name !== '' && Buffer.byteLength(name) <= longestName && !forbidden.test(name);
}

export function isSha(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}

/** `refs/heads/NAME`, `refs/tags/NAME`, or `refs/pull/NUMBER/head`, which GitHub keeps for each pull request. Errors: GitHubFailure, permanent, when it is no name that git takes. */
export function fullRef(ref: string): string {
  if (/^pull\/[1-9]\d{0,9}\/head$/.test(ref)) return `refs/${ref}`;
  const [, kind, name = ''] = /^(heads|tags)\/(.*)$/s.exec(ref) ?? [];
  if (kind === undefined || !isRefName(name)) throw new GitHubFailure('that is no name of a branch or tag', { permanent: true });
  return `refs/${kind}/${name}`;
}

/** Errors: GitHubFailure, permanent, when it is no full SHA. */
export function sureSha(text: string): string {
  if (!isSha(text)) throw new GitHubFailure('that is no full commit SHA', { permanent: true });
  return text;
}
