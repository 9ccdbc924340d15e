/** What can happen to a project, in the past tense. */
import type { Place } from '../act.ts';
import type { Actor, Surface } from '../command-events.ts';
import type { Command } from '../events.ts';
import type { CaseId, Login } from '../ids.ts';
import type { MemberName } from '../distributors/register.ts';
import type { Attached, RegisterAsk } from '../distributors/register-asks.ts';
import type { Away } from '../people/away.ts';
import type { Instant } from '../time/time.ts';
import type { PolicyProposal } from './policy-proposal.ts';
import type { AskedInPublic } from './public-answer.ts';

export type ProjectEvent = { readonly at: Instant } & (ProjectCommandEvent | ProjectSightingEvent | ProjectWorkEvent);

/** What people ask for by a command that concerns no single case, typed in a case's issue or in the project's own. */
export type ProjectCommandEvent = {
  readonly by: Actor;
  /** The line of the comment, so that each answer has its own key. */
  readonly line: number;
  /** As of a case's command. */
  readonly typed?: string;
} & (
  | {
      readonly kind: 'ProjectCommandNotUnderstood';
      readonly from: Exclude<Surface, { kind: 'dashboard' }> | ProjectSurface;
      readonly message: string;
    }
  | ({ readonly kind: 'RegisterAsked'; readonly from: ProjectSurface; readonly ask: RegisterAsk } & Attached)
  | ({ readonly from: ProjectSurface } & Pick<Command<'AwaySaid'>, 'kind' | 'login' | 'role' | 'leads' | 'until'>)
);

export type ProjectSurface =
  | ({ readonly kind: 'project-issue'; readonly commentId: string } & Place)
  /** By somebody who signed in with GitHub, and saw the register of which `drawn` is a digest. `commentId` is the number of the act. */
  | { readonly kind: 'dashboard'; readonly commentId: string; readonly drawn: string };

/** What we saw on GitHub. `version` is a digest of the problems, which are one line each, with file, line and column. */
export type ProjectSightingEvent =
  | { readonly kind: 'PolicyFileBroken'; readonly version: string; readonly problems: string }
  /** The policy file says that distributors are told early, and the project has said nothing of it yet. */
  | { readonly kind: 'DistributorsEnabled' }
  /** Somebody asked for a new link to the page of the member at this address; it has something to answer. */
  | { readonly kind: 'MemberLinkAsked'; readonly member: MemberName }
  /** A public issue of the project's that reads like a report, and what it speaks of, in our words (S7). */
  | { readonly kind: 'ReportSuspected'; readonly number: number; readonly signs: readonly string[] }
  /** A working day began; what is overdue or soon due in the open cases. */
  | { readonly kind: 'DayBegan'; readonly start: Instant; readonly due: readonly DueSoon[] }
  /** The holidays that new cases would count with are known for too short a time. */
  | { readonly kind: 'CalendarEnds' }
  /** A pull request of the public repository as it is now, where the policy wants the check on them. `again`: somebody asked for the check anew. */
  | ({
      readonly kind: 'PublicPullSeen';
      readonly number: number;
      readonly sha: string;
      readonly isOpen: boolean;
      readonly again?: true;
    } & AskedInPublic)
  /** A pull request with this head changes the file. */
  | { readonly kind: 'PolicyFileProposed'; readonly sha: string; readonly proposal: PolicyProposal; readonly again?: true };

/** A duty as the day's word names it: nothing of the report. `owedBy` is undefined for what the team owes. */
export type DueSoon = {
  readonly caseId: CaseId;
  readonly url: string;
  readonly what: string;
  readonly dueAt: Instant;
  readonly owedBy: Login | undefined;
};

/** What our own work brought back. */
export type ProjectWorkEvent =
  | { readonly kind: 'WakeUpRang'; readonly name: string; readonly dueAt: Instant }
  /** Somebody said in a case that somebody is away, or back where `absent` is undefined; these open cases they lead. */
  | { readonly kind: 'AwayChanged'; readonly login: Login; readonly absent: Away | undefined; readonly leads: readonly CaseId[] }
  /** Somebody asked for the register in a case's issue. */
  | { readonly kind: 'RegisterWanted' }
  /** Somebody reported in a case that a distributor leaked. */
  | {
      readonly kind: 'MemberLeaked';
      readonly member: string;
      readonly what: string;
      readonly to: string;
      readonly by: Login;
      readonly caseId: CaseId;
    }
  | { readonly kind: 'ProjectIssueOpened'; readonly place: Place }
  | { readonly kind: 'EffectGivenUp'; readonly key: string; readonly what: string; readonly error: string };
