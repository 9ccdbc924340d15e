/** When a project wants to be woken. The whole set is computed afresh after each step; each wake-up rings once for its instant. */
import { memberWakeUps } from '../distributors/reviews.ts';
import type { WakeUp } from '../effects.ts';
import type { Policy } from '../policy.ts';
import type { Project } from './project.ts';
import { publicCheckWakeUps } from './public-check.ts';

export function projectWakeUps(project: Project, policy: Policy): readonly WakeUp[] {
  return [...memberWakeUps(project, policy), ...publicCheckWakeUps(project)];
}
