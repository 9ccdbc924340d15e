/** What maintainers ask of the register of distributors, as they type it. */
import type { MemberName, ReadKey } from './register.ts';

export type RegisterAsk =
  | { readonly what: 'list' }
  | { readonly what: 'apply'; readonly name: MemberName; readonly address: string; readonly voucher: MemberName | undefined }
  | { readonly what: 'accept' | 'reviewed' | 'key'; readonly name: MemberName }
  | { readonly what: 'decline' | 'remove' | 'ban'; readonly name: MemberName; readonly reason: string }
  | { readonly what: 'address'; readonly name: MemberName; readonly address: string }
  /** `person` is somebody of the member's team; undefined: the member itself. */
  | { readonly what: 'consent' | 'withdraw'; readonly name: MemberName; readonly person: string | undefined }
  | { readonly what: 'leak'; readonly name: MemberName; readonly leaked: string; readonly to: string };

/** What came with it in the same comment: the text between the fences, and the key in there, where it was read. */
export type Attached = {
  readonly block?: string;
  readonly key?: ReadKey | { readonly problem: string };
};

/** Which maintainers may decide who is a member; the others keep the register with them. */
export const decisions: readonly RegisterAsk['what'][] = ['accept', 'decline', 'remove', 'ban'];
