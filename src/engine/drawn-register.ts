/** A digest of the register as somebody saw it: what they do on the dashboard holds for that and nothing newer. Other things of the project may change meanwhile. */
import { createHash } from 'node:crypto';
import type { Register } from '../core/distributors/register.ts';

export function drawnRegister(register: Register): string {
  return createHash('sha256').update(JSON.stringify(register)).digest('hex').slice(0, 32);
}
