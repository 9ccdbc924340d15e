/** When a project wants to be woken. The whole set is computed afresh after each step; each wake-up rings once for its instant. */
import type { WakeUp } from '../effects.ts';
import type { Policy } from '../policy.ts';
import type { Project } from './project.ts';

export function projectWakeUps(_project: Project, _policy: Policy): readonly WakeUp[] {
  return [];
}
