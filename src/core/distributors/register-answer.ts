/** What one rule about the register answers. */
import type { RefusalCode } from '../decision.ts';
import type { Policy } from '../policy.ts';
import type { ProjectEvent } from '../project/project-events.ts';
import type { RuleId } from '../rules.ts';
import type { Instant } from '../time/time.ts';
import type { Register } from './register.ts';

export type RegisterAsked = Extract<ProjectEvent, { kind: 'RegisterAsked' }>;

/** The register as it is from now on, or why not. */
export type Kept =
  | { readonly next: Register; readonly words: string; readonly rules: readonly RuleId[] }
  | { readonly code: RefusalCode; readonly words: string; readonly rules: readonly RuleId[] };

export type Around = { readonly event: RegisterAsked; readonly policy: Policy; readonly now: Instant };
