/** The register stands in the body of the project's issue, and is kept up to date there. */
import { effectKey, type ProjectEffect } from '../effects.ts';
import type { Policy } from '../policy.ts';
import type { Project } from '../project/project.ts';
import { openingWords } from '../project/say-to-project.ts';
import type { Instant } from '../time/time.ts';
import { registerOf } from './register.ts';
import { registerPage } from './register-page.ts';

export function registerBoard(project: Project, policy: Policy, now: Instant): readonly ProjectEffect[] {
  if (project.issue === undefined) return [];
  const body = `${openingWords(project)}\n\n${registerPage(registerOf(project), policy, now)}`;
  return [{ key: effectKey(project.id, 'register'), kind: 'ShowBoard', audience: 'maintainers', place: project.issue, body }];
}
