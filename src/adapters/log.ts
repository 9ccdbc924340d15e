/** The log: JSON lines of ids and kinds, never report text, and no secret even where one slips into an error message. */
import { pino, type DestinationStream, type Logger } from 'pino';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';

/** GitHub's tokens and private keys. Source: GitHub Docs, "GitHub's token formats"; installation tokens are long since October 2026. */
const secrets =
  /\b(?:gh[a-z]_[A-Za-z0-9._-]{16,}|github_pat_\w{16,}|ey[\w-]{10,}\.ey[\w-]{10,}\.[\w-]+)|-----BEGIN[^-]+PRIVATE KEY-----[\s\S]*?(?:-----END[^-]+PRIVATE KEY-----|$)/g;

export function createLog(options: { level: LogLevel; to?: DestinationStream | undefined }): Logger {
  const to = options.to ?? pino.destination({ fd: 1, sync: false });
  const redacting = { write: (line: string) => to.write(line.replace(secrets, '[redacted]')) };
  return pino({ level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, redacting);
}
