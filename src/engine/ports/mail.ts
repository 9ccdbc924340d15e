/** Mail to members, and their keys. */
import type { ReadKey } from '../../core/distributors/register.ts';
import type { Instant } from '../../core/time/time.ts';

/** A mail to one address. With keys it is encrypted to them all; the same `id` makes the same Message-ID. */
export type MailToSend = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly { readonly filename: string; readonly content: Buffer }[];
  readonly encryptTo?: readonly string[];
  readonly id: string;
};

/** Errors: throws ChannelFailure. */
export type MailSender = (mail: MailToSend) => Promise<void>;

/** What an armoured OpenPGP key is, as of `now`, or why it cannot be encrypted to, as the end of "it cannot be used: …". Errors: none. */
export type KeyReader = (armoured: string, now: Instant) => Promise<ReadKey | { readonly problem: string }>;
