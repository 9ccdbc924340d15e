/** JSON whose text depends on what it says and not on the order in which it was put together, and the digest of that. */
import { hash } from 'node:crypto';
import { remembered } from '../../core/time/remembered.ts';

/** Keys sorted, no white space, properties that are undefined left out, as JSON leaves them out. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  const held = value as Readonly<Record<string, unknown>>;
  // Put together as it is walked: each step does this for its lines and effects, and lists of pairs took twice the time.
  let members = '';
  for (const key of Object.keys(held).sort()) {
    if (held[key] === undefined) continue;
    members += `${members === '' ? '' : ','}${nameOf(key)}${canonicalJson(held[key])}`;
  }
  return `{${members}}`;
}

/** The same few names stand in every line and effect. */
const nameOf = remembered((key: string) => `${JSON.stringify(key)}:`);

/** SHA-256 over the canonical JSON, in lower-case hex. */
export function digestOf(value: unknown): string {
  return hash('sha256', canonicalJson(value));
}
