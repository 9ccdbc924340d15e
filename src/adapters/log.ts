/** The log: JSON lines of ids and kinds, never report text, and no secret even where one slips into an error message. */
import { pino, type DestinationStream, type Logger } from 'pino';
import { logDestination } from './log-destination.ts';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';

/**
 * GitHub's tokens, what signs in with them, and private keys, also where a line break is written as two characters or the key was cut short.
 * Source: GitHub Docs, "GitHub's token formats"; installation tokens are long since October 2026.
 */
const secrets = new RegExp(
  [
    String.raw`gh[a-z]_[A-Za-z0-9._-]{16,}`,
    // Our own tokens of the JSON API.
    String.raw`fixlead_[\w-]{43}`,
    String.raw`github_pat_\w{16,}`,
    String.raw`ey[\w-]{10,}\.ey[\w-]{10,}\.[\w-]+`,
    String.raw`(?<=\b(?:bearer|token|basic) )[A-Za-z0-9._~+/=-]{16,}`,
    String.raw`-----BEGIN[^-"]+PRIVATE KEY-----(?:[A-Za-z0-9+/=:,\s]|\\+[rn]|-(?!----))*(?:-----END[^-"]+PRIVATE KEY-----)?`,
  ].join('|'),
  'gi',
);

export function createLog(options: { level: LogLevel; to?: DestinationStream | undefined }): Logger {
  const to = options.to ?? logDestination(1);
  const redacting = { write: (line: string) => to.write(line.replace(secrets, '[redacted]')) };
  return pino({ level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, redacting);
}
