/** What is measured, by the name that runs it alone. */
import { measureCaseCalls } from './case-calls.ts';
import type { Figure } from './figure.ts';
import { measureIdle } from './idle.ts';
import { measureIntake } from './intake/intake.ts';
import { measureMixed } from './mixed/mixed.ts';
import { measurePages } from './pages.ts';
import { measureParsing } from './parsing.ts';
import { measureReplicas } from './replicas.ts';
import type { Size } from './size.ts';
import { measureStart } from './start.ts';
import { measureSteps } from './step.ts';
import { measureTimers } from './timers.ts';

export const measures: Readonly<Record<string, (size: Size) => Promise<readonly Figure[]>>> = {
  intake: measureIntake,
  mixed: measureMixed,
  step: measureSteps,
  timers: measureTimers,
  start: measureStart,
  idle: measureIdle,
  'case-calls': measureCaseCalls,
  parsing: measureParsing,
  pages: measurePages,
  replicas: measureReplicas,
};
