/** What follows from what maintainers ask of the register: who may, what it becomes, and the answer. */
import type { ProjectDecision } from '../decision.ts';
import { whyNotMaintainer } from '../permissions.ts';
import type { Policy } from '../policy.ts';
import type { Project } from '../project/project.ts';
import { answerInProject } from '../project/say-to-project.ts';
import type { Instant } from '../time/time.ts';
import { accept, apply, decline } from './applications.ts';
import { distributorsOf } from './distributor-policy.ts';
import { giveAddress, giveConsent, giveKey, recordLeak, review, withdrawConsent } from './members.ts';
import { registerOf, type Register } from './register.ts';
import type { Around, Kept, RegisterAsked } from './register-answer.ts';
import { decisions } from './register-asks.ts';
import { registerBoard } from './register-board.ts';
import { registerPage } from './register-page.ts';
import { nobodyIsToldEarly } from './register-words.ts';
import { remove } from './removals.ts';

export function askRegister(project: Project, event: RegisterAsked, policy: Policy, now: Instant): ProjectDecision {
  const kept = mayNot(event, policy) ?? keep(registerOf(project), { event, policy, now });
  const because = kept.rules.map((rule) => ({ rule }));
  const said = answerInProject(project, event, kept.words);
  if ('code' in kept) return { outcome: 'refused', refusal: { code: kept.code, message: kept.words, because }, effects: said };
  const next = { ...project, register: kept.next };
  return { outcome: 'accepted', next, effects: [...said, ...registerBoard(next, policy, now)], because };
}

function mayNot(event: RegisterAsked, policy: Policy): Kept | undefined {
  const { by, ask } = event;
  const { enabled, decidedBy } = distributorsOf(policy);
  const wrong = whyNotMaintainer(event, policy);
  if (wrong !== undefined) return { code: wrong.code, words: wrong.message, rules: ['S62'] };
  if (!enabled) return { code: 'against-policy', words: nobodyIsToldEarly(), rules: ['S113', 'S115'] };
  if (!decisions.includes(ask.what) || decidedBy.length === 0 || decidedBy.includes(by.login)) return undefined;
  const words = `Who is a member is decided by ${decidedBy.map((login) => `@${login}`).join(', ')}; the policy says so in \`distributors.decided_by\`.`;
  return { code: 'not-permitted', words, rules: ['S62'] };
}

function keep(register: Register, around: Around): Kept {
  const { ask } = around.event;
  switch (ask.what) {
    case 'list':
      return { next: register, words: registerPage(register, around.policy, around.now), rules: [] };
    case 'apply':
      return apply(register, ask, around);
    case 'accept':
      return accept(register, ask, around);
    case 'decline':
      return decline(register, ask);
    case 'key':
      return giveKey(register, ask, around);
    case 'address':
      return giveAddress(register, ask);
    case 'consent':
      return giveConsent(register, ask, around);
    case 'withdraw':
      return withdrawConsent(register, ask);
    case 'reviewed':
      return review(register, ask, around);
    case 'leak':
      return recordLeak(register, ask, around);
    case 'remove':
    case 'ban':
      return remove(register, ask, around);
  }
}
