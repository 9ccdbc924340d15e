/** What is measured, by the name that runs it alone. */
import type { Figure } from './figure.ts';
import { measureIntake } from './intake/intake.ts';
import { measureParsing } from './parsing.ts';
import type { Size } from './size.ts';
import { measureStart } from './start.ts';
import { measureSteps } from './step.ts';
import { measureTimers } from './timers.ts';

export const measures: Readonly<Record<string, (size: Size) => Promise<readonly Figure[]>>> = {
  intake: measureIntake,
  step: measureSteps,
  timers: measureTimers,
  start: measureStart,
  parsing: measureParsing,
};
