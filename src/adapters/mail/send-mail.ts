/** E-mail by SMTP, plain or encrypted with OpenPGP (S6). */
import { randomBytes } from 'node:crypto';
import type * as Nodemailer from 'nodemailer';
import type { Secret } from '../secret.ts';
import { ChannelFailure } from '../../engine/ports/failures.ts';
import { encrypt } from './encrypt.ts';

export type MailSettings = {
  /** `smtp://USER:PASSWORD@HOST:587` or `smtps://…:465`. */
  readonly smtpUrl: Secret;
  /** The address that mails come from. */
  readonly from: string;
};

export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly { readonly filename: string; readonly content: string | Buffer }[];
  /** Armoured public keys of the recipients: with any, the mail is encrypted to them all, and its subject says nothing. */
  readonly encryptTo?: readonly string[];
  /** What makes the Message-ID: the same end has the same, so that a repeated mail can be told from another one. */
  readonly id: string;
};

export type SendMail = (mail: Mail) => Promise<void>;

/** Unit: ms; a mail that waits holds up what GitHub is told. */
const timeoutMs = 10_000;
export const encryptedSubject = 'Encrypted message';

/** Errors: ChannelFailure, permanent where the server refuses the mail for good (5xx) or a key cannot be used. */
export function mailer({ smtpUrl, from }: MailSettings): SendMail {
  const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs, dnsTimeout: timeoutMs };
  const connect = async () =>
    (await nodemailer()).createTransport(smtpUrl.reveal(), { ...timeouts, disableFileAccess: true, disableUrlAccess: true });
  let transport: ReturnType<typeof connect> | undefined;
  return async (mail) => {
    const { to } = mail;
    const raw = await compose(mail, from);
    const connected = await (transport ??= connect());
    await connected.sendMail({ envelope: { from, to: [to] }, raw }).catch((cause: unknown) => {
      throw failureOf(cause);
    });
  };
}

async function compose(mail: Mail, from: string): Promise<Buffer> {
  const { to, subject, text, encryptTo = [], id } = mail;
  const messageId = `<${id}@${from.split('@')[1] ?? 'fixlead'}>`;
  const attachments = (mail.attachments ?? []).map(({ filename, content }) => ({ filename, content }));
  if (encryptTo.length === 0) return asMime({ from, to, subject, text, attachments, messageId });
  return asPgpMime(await encrypt(await asMime({ from, to, subject, text, attachments }), encryptTo), { from, to, messageId });
}

/** Loaded only where it is used: it costs a tenth of what the rest of the app takes to start. */
function nodemailer(): Promise<typeof Nodemailer> {
  return import('nodemailer');
}

async function asMime(mail: Nodemailer.SendMailOptions): Promise<Buffer> {
  const composer = (await nodemailer()).createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await composer.sendMail({ ...mail, disableFileAccess: true, disableUrlAccess: true });
  if (!Buffer.isBuffer(message)) throw new Error('the composer was asked for a buffer');
  return message;
}

/** Source: RFC 3156, §4. */
function asPgpMime(armoured: string, { from, to, messageId }: { from: string; to: string; messageId: string }): Buffer {
  const boundary = randomBytes(16).toString('hex');
  const lines = [
    ...[`From: ${from}`, `To: ${to}`, `Subject: ${encryptedSubject}`, `Message-ID: ${messageId}`, `Date: ${new Date().toUTCString()}`],
    ...['MIME-Version: 1.0', `Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="${boundary}"`, ''],
    ...[`--${boundary}`, 'Content-Type: application/pgp-encrypted', '', 'Version: 1', ''],
    ...[`--${boundary}`, 'Content-Type: application/octet-stream; name="encrypted.asc"', '', armoured.trim(), `--${boundary}--`, ''],
  ];
  return Buffer.from(lines.join('\r\n').replace(/\r?\n/g, '\r\n'));
}

function failureOf(cause: unknown): ChannelFailure {
  const { responseCode, code } = (cause ?? {}) as { readonly responseCode?: number; readonly code?: string };
  const permanent = (responseCode !== undefined && responseCode >= 500) || code === 'EAUTH';
  // Not the server's words: they may quote the mail.
  return new ChannelFailure(`the mail server said ${responseCode ?? code ?? 'nothing'}`, { permanent });
}
