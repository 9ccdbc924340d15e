/** JSON whose text depends on what it says and not on the order in which it was put together, and the digest of that. */
import { hash } from 'node:crypto';

/** Keys sorted, no white space, properties that are undefined left out, as JSON leaves them out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, held]) => held !== undefined);
  entries.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonicalJson(held)}`).join(',')}}`;
}

/** SHA-256 over the canonical JSON, in lower-case hex. */
export function digestOf(value: unknown): string {
  return hash('sha256', canonicalJson(value));
}
