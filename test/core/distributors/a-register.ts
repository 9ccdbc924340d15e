/** A register as maintainers make it: by what they say in the project's issue. */
import { noDistributors } from '../../../src/core/distributors/distributor-policy.ts';
import type { Attached, RegisterAsk } from '../../../src/core/distributors/register-asks.ts';
import type { ProjectDecision } from '../../../src/core/decision.ts';
import type { Actor } from '../../../src/core/command-events.ts';
import { repositoryName } from '../../../src/core/ids.ts';
import type { Policy } from '../../../src/core/policy.ts';
import { decideProject } from '../../../src/core/project/decide-project.ts';
import { newProject, type Project } from '../../../src/core/project/project.ts';
import type { Instant } from '../../../src/core/time/time.ts';
import { aFixRepository, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { max } from '../../fixtures/happenings.ts';

export const place = { repository: aFixRepository, number: 3 };
export const aProject: Project = { ...newProject(repositoryName('acme/widget'), 1), issue: place };

export const withDistributors: Policy = aPolicy({ distributors: { ...noDistributors, enabled: true } });

/** What an issue form makes of a complete application. */
export const anApplication = `### Active distributor

We ship it: https://example-linux.example.org/packages/widget

### User base

Anybody may install it.

### Track record

https://example-linux.example.org/security

### Not a downstream

We build from the sources of the project.

### Participation

https://github.com/acme/widget/pulls?q=author:jane

### Embargo policy

We accept it.

### Voucher

other-linux knows us.
`;

export const aKey = { armoured: 'KEY', fingerprint: 'AB'.repeat(20), expiresAt: undefined };

export type Saying = { readonly by?: Actor; readonly policy?: Policy; readonly at?: Instant } & Attached;

export function ask(project: Project, what: RegisterAsk, saying: Saying = {}): ProjectDecision {
  const { by = max, policy = withDistributors, at = reportedAt, ...attached } = saying;
  const from = { kind: 'project-issue', commentId: '9', ...place } as const;
  return decideProject(project, { kind: 'RegisterAsked', by, from, line: 1, at, ask: what, ...attached }, policy, at);
}

/** The project afterwards. Errors: throws when it was refused. */
export function after(project: Project, what: RegisterAsk, saying: Saying = {}): Project {
  const decision = ask(project, what, saying);
  if (decision.outcome === 'accepted') return decision.next;
  throw new Error(`${what.what}: ${decision.outcome === 'refused' ? decision.refusal.message : decision.because}`);
}

/** `code: message`, or the answer where it was carried out. */
export function answerTo(project: Project, what: RegisterAsk, saying: Saying = {}): string {
  const decision = ask(project, what, saying);
  if (decision.outcome === 'refused') return `${decision.refusal.code}: ${decision.refusal.message}`;
  if (decision.outcome === 'ignored') return decision.because;
  const said = decision.effects.find((effect) => effect.kind === 'SayInFixRepository');
  return said?.kind === 'SayInFixRepository' ? said.body : '';
}

/** With a member that has a key and has agreed, unless said otherwise. */
export function withMemberNamed(project: Project, name: string, how: { readonly key?: boolean; readonly at?: Instant } = {}): Project {
  const { key = true, at = reportedAt } = how;
  const voucher = project.register?.members.find((one) => one.removed === undefined)?.name;
  const address = `security@${name}.example.org`;
  const applied = after(project, { what: 'apply', name, address, voucher }, { block: anApplication, at });
  const accepted = after(applied, { what: 'accept', name }, { at });
  return key ? after(accepted, { what: 'key', name }, { key: aKey, at }) : accepted;
}
