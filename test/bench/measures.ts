/** What is measured, by the name that runs it alone. */
import type { Figure } from './figure.ts';
import { measureIntake } from './intake/intake.ts';
import type { Size } from './size.ts';

export const measures: Readonly<Record<string, (size: Size) => Promise<readonly Figure[]>>> = {
  intake: measureIntake,
};
