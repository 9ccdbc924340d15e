/** A key that a CI shares with us, one for each repository: what it signs cannot be changed, delayed or sent again. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { repositoryName, type RepositoryName } from '../../core/ids.ts';
import type { Instant } from '../../core/time/time.ts';
import type { Answer } from '../http-door.ts';
import type { Secret } from '../secret.ts';
import type { Speaker } from './speaker.ts';

export type Signed = {
  /** Whose key it is, as OWNER/NAME. */
  readonly repository: string;
  /** Unit: seconds since 1970. */
  readonly timestamp: string;
  readonly id: string;
  /** `v1=` and 64 hexadecimal digits. */
  readonly signature: string;
};

export type EvidenceKeys = ReadonlyMap<RepositoryName, Secret>;

/** Unit: ms. */
const windowMs = 5 * 60_000;

export function speakerByKey(signed: Signed, bytes: Buffer, keys: EvidenceKeys, now: Instant): Speaker | Answer {
  const { timestamp, id } = signed;
  if (!/^[\w-]{1,39}\/[\w.-]{1,100}$/.test(signed.repository))
    return refused('X-Fixlead-Repository must name whose key it is, as OWNER/NAME');
  if (!/^\d{1,12}$/.test(timestamp)) return refused('X-Fixlead-Timestamp must be seconds since 1970');
  if (!/^[\w.:-]{8,100}$/.test(id)) return refused('X-Fixlead-Id must be 8 to 100 letters, digits or dashes, new for each statement');
  const repository = repositoryName(signed.repository);
  // Whether there is such a key takes no other time, and is answered in no other words, than whether it fits.
  const isGood = fits(signed.signature, signatureOf(keys.get(repository)?.reveal() ?? '', { timestamp, id, bytes }));
  if (!isGood || !keys.has(repository))
    return refused('X-Fixlead-Signature does not fit: sign "TIMESTAMP.ID.BODY" with the key of that repository');
  // Told only to those who have the key.
  if (Math.abs(Number(timestamp) * 1_000 - now) > windowMs)
    return refused('X-Fixlead-Timestamp is more than 5 minutes off: is the clock of one of us wrong?');
  return { repository, sha: undefined, id: `key:${repository}:${id}` };
}

/** In hexadecimal. HMAC-SHA256 over the timestamp, the id and the very bytes of the body, with full stops between. */
export function signatureOf(key: string, { timestamp, id, bytes }: { timestamp: string; id: string; bytes: Buffer | string }): string {
  return createHmac('sha256', key).update(`${timestamp}.${id}.`).update(bytes).digest('hex');
}

function fits(signature: string, expected: string): boolean {
  const given = Buffer.from(/^v1=([0-9a-f]{64})$/.exec(signature)?.[1] ?? '', 'hex');
  const wanted = Buffer.from(expected, 'hex');
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function refused(words: string): Answer {
  return { status: 401, words };
}
