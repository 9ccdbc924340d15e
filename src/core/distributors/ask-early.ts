/** `/early`: shows what would be sent to which members, and writes down what they answer. Nothing is sent before `/early confirm`. */
import type { Case } from '../case.ts';
import type { Decision, RefusalCode } from '../decision.ts';
import type { Command } from '../events.ts';
import { actOf } from '../intake/triage.ts';
import { accept, carriedOut, refuse } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import type { Reason } from '../rules.ts';
import { answer } from '../say.ts';
import type { Instant } from '../time/time.ts';
import { distributorsOf } from './distributor-policy.ts';
import type { EarlyAsk, ListFound } from './early-asks.ts';
import { writeException, writePatches, writePlan, type Written } from './early-mail.ts';
import { noteAnswer } from './early-answers.ts';
import { retryMember } from './early-retry.ts';
import { sendRound } from './early-sending.ts';
import { earlyOf, type EarlyMail } from './early.ts';
import {
  changedSince,
  confirmedInWords,
  mailNotSetUp,
  notDuringTheFix,
  nothingShown,
  notToBeSent,
  previewPage,
  termsNotFoundOut,
} from './early-words.ts';
import { nobodyIsToldEarly } from './register-words.ts';

type Event = Command<'EarlyAsked'> | Command<'EarlyConfirmed'>;
type Around = { readonly list: ListFound; readonly policy: Policy; readonly now: Instant };

export function askEarly(thisCase: Case, event: Command<'EarlyAsked'>, policy: Policy, now: Instant): Decision {
  const { ask, list } = event;
  const not = whyNot(event, policy);
  if (not !== undefined) return refuse(thisCase, event, not.code, not.message, not.because);
  if (list === undefined) return refuse(thisCase, event, 'could-not-find-out', termsNotFoundOut(ask.what));
  if (list.cannotMail === true && !isAnswer(ask)) return refuse(thisCase, event, 'no-mail', mailNotSetUp(), [{ rule: 'S34' }]);
  switch (ask.what) {
    case 'plan':
    case 'patches':
    case 'exception':
      if (thisCase.phase !== 'accepted') return refuse(thisCase, event, 'wrong-phase', notDuringTheFix());
      return show(thisCase, event, write(thisCase, event, ask, { list, policy, now }), '');
    case 'retry':
      return retryMember(thisCase, event, ask.name, list);
    case 'received':
    case 'feedback':
    case 'advisory':
      return noteAnswer(thisCase, event, ask);
  }
}

/** What is sent is what was shown: whatever changed since, of the text, the members or the patches, is shown anew. */
export function confirmEarly(thisCase: Case, event: Command<'EarlyConfirmed'>, policy: Policy, now: Instant): Decision {
  const { list } = event;
  const not = whyNot(event, policy);
  if (not !== undefined) return refuse(thisCase, event, not.code, not.message, not.because);
  if (list === undefined) return refuse(thisCase, event, 'could-not-find-out', termsNotFoundOut('confirm'));
  if (list.cannotMail === true) return refuse(thisCase, event, 'no-mail', mailNotSetUp(), [{ rule: 'S34' }]);
  const { shown } = earlyOf(thisCase);
  if (shown === undefined) return refuse(thisCase, event, 'nothing-to-undo', nothingShown());
  const { by: _by, at: _at, ...before } = shown;
  const written = write(thisCase, event, whatWas(before), { list, policy, now });
  if ('problems' in written || JSON.stringify(written.mail) !== JSON.stringify(before))
    return show(thisCase, event, written, changedSince());
  const confirmed = { by: event.by.login, at: event.at };
  const { next, effects } = sendRound(thisCase, written.mail, { ...confirmed, agreement: list.agreement });
  return carriedOut(next, event, confirmedInWords(written.mail), [{ rule: written.mail.stage === 'plan' ? 'S35' : 'S36' }], effects);
}

/** Both the rules of this case and those of the project must want it; when in doubt nothing is sent (S113). */
function whyNot({ list }: Event, policy: Policy): { code: RefusalCode; message: string; because: readonly Reason[] } | undefined {
  if (distributorsOf(policy).enabled && list?.enabled !== false) return undefined;
  return { code: 'against-policy', message: nobodyIsToldEarly(), because: [{ rule: 'S113' }, { rule: 'S115' }] };
}

/** What is only written down needs no mail. */
function isAnswer({ what }: EarlyAsk): boolean {
  return what === 'received' || what === 'feedback' || what === 'advisory';
}

type Showing = Extract<EarlyAsk, { what: 'plan' | 'patches' | 'exception' }>;

function whatWas({ exception, stage }: EarlyMail): Showing {
  if (exception !== undefined) return { what: 'exception', ...exception };
  return { what: stage === 'patches' ? 'patches' : 'plan' };
}

function write(thisCase: Case, { patches = [] }: Event, what: Showing, { list, policy, now }: Around): Written {
  switch (what.what) {
    case 'plan':
      return writePlan(thisCase, list, policy, now);
    case 'patches':
      return writePatches(thisCase, list, patches, policy, now);
    case 'exception':
      return writeException(thisCase, list, what);
  }
}

/** In private words, because it shows the mail: it is answered where it was asked, which only maintainers read. */
function show(thisCase: Case, event: Event, written: Written, opening: string): Decision {
  const early = earlyOf(thisCase);
  if ('problems' in written) {
    const because = written.problems.map(({ rule }) => ({ rule }));
    return refuse(thisCase, event, 'notice-not-ready', notToBeSent(written.problems), because);
  }
  const next = { ...thisCase, early: { ...early, shown: { ...written.mail, ...actOf(event) } } };
  const words = [opening, previewPage(written.mail, written.warnings)].filter((part) => part !== '').join('\n\n');
  return accept(next, [{ rule: 'S51' }], [answer(next, event, words)]);
}
