/** How GitHub misbehaves during a crash test: a little of everything, all the time. */
import type { SimulatedGitHub } from '../../src/drill/simulated-github/simulated-github.ts';
import type { Misbehaviour } from '../../src/drill/simulated-github/misbehaviour.ts';

/** What the app asks; what people push with git goes its own way and is left alone. */
const api = /^\/(repos|orgs|app|installation)(\/|$)/;

const onWrites = (method: string): readonly Misbehaviour[] => [
  { kind: '502-after-doing', probability: 0.03, method, path: api },
  { kind: '502-before-doing', probability: 0.02, method, path: api },
  { kind: 'reset-after-doing', probability: 0.03, method, path: api },
  { kind: 'reset-before-doing', probability: 0.02, method, path: api },
  { kind: '403-retry-after', retryAfterSeconds: 30, probability: 0.01, method, path: api },
  { kind: 'slow', delayMs: 15, probability: 0.05, method, path: api },
];

const rules: readonly Misbehaviour[] = [
  ...onWrites('POST'),
  ...onWrites('PATCH'),
  { kind: '502-before-doing', probability: 0.003, method: 'GET', path: api },
  { kind: 'reset-before-doing', probability: 0.003, method: 'GET', path: api },
  { kind: 'slow', delayMs: 10, probability: 0.01, method: 'GET', path: api },
  { kind: 'duplicate', probability: 0.05 },
  { kind: 'reordered', probability: 0.05 },
  { kind: 'lost', probability: 0.04 },
];

/** Answers how to stop it. */
export function misbehave(github: SimulatedGitHub): () => void {
  const stops = rules.map((rule) => github.misbehave(rule));
  return () => stops.forEach((stop) => stop());
}
