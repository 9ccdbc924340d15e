/** The link in a mail that opens a member's own page once. The same for one mail, so that a second try tells no second one; the store gets its digest alone. */
import type { Login } from '../../core/ids.ts';
import { memberAsLogin } from '../../core/distributors/member-says.ts';
import { linkInMail } from '../../core/distributors/member-words.ts';
import type { Instant } from '../../core/time/time.ts';
import type { MemberGrant } from '../ports/surface.ts';
import type { Store } from '../ports/store.ts';

export type MemberLinks = {
  /** `end` says for which mail. */
  make(end: string): { readonly url: string; readonly id: string };
};

export type MemberLinkTools = {
  /** Undefined where there is no dashboard. */
  readonly links: MemberLinks | undefined;
  readonly store: Pick<Store, 'addAccessKey' | 'readAccessKey'>;
  readonly now: () => Instant;
};

const dayMs = 86_400_000;

/** The words that stand below the mail; empty where there are no links. Unit of `days`: calendar days. */
export async function memberLink(
  tools: MemberLinkTools,
  end: string,
  { days, ...grant }: MemberGrant & { readonly days: number },
): Promise<string> {
  if (tools.links === undefined || days === 0) return '';
  const { url, id } = tools.links.make(end);
  // An earlier try of this mail may have arrived, and its link may have been used: it is not made anew.
  const known = await tools.store.readAccessKey(id);
  const until = known?.expiresAt ?? tools.now() + days * dayMs;
  const nobody: { readonly login: Login; readonly githubId: number } = { login: memberAsLogin(grant.member), githubId: 0 };
  if (known === undefined)
    await tools.store.addAccessKey({
      ...nobody,
      kind: 'member-link',
      id,
      caseId: undefined,
      madeAt: tools.now(),
      expiresAt: until,
      ...grant,
    });
  return `\n${linkInMail(url, until)}\n`;
}
