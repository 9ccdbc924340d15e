/** What maintainers read of what a member said on its page, and what the member reads when it is not taken. */
import type { RefusalCode } from '../decision.ts';
import { objectsInWords } from '../disclosure/member-on-date.ts';
import type { RepositoryName } from '../ids.ts';
import { quote } from '../quote.ts';
import { sayDate } from '../time/say-date.ts';
import type { Instant } from '../time/time.ts';
import type { MemberSays } from './member-says.ts';
import type { MayNot } from './member-view.ts';
import type { MemberName } from './register.ts';

/** In the private case issue. */
export function saidInWords(member: MemberName, says: MemberSays): string {
  const opening = `On its page, by its link: \`${member}\``;
  switch (says.what) {
    case 'received':
      return `${opening} has what it was sent.`;
    case 'feedback':
      return `${opening} says what it found:\n\n${quote(says.words)}`;
    case 'agrees':
      return `${opening} agrees to ${sayDate(says.releaseAt)}.`;
    case 'objects':
      return `On its page, by its link: ${objectsInWords(member, says.releaseAt)}\n\n${quote(says.concern)}`;
    case 'withdraws':
      return `${opening} takes its objection back.`;
  }
}

type Refused = { readonly code: RefusalCode; readonly message: string };

const refusals: Readonly<Record<MayNot, Refused>> = {
  'no-member': {
    code: 'not-permitted',
    message: 'You are not on the list any more, or another address stands there now, so nothing was done.',
  },
  'no-pages': {
    code: 'against-policy',
    message: 'The project takes no answers here any more, so nothing was done. Please answer by mail.',
  },
  'not-told': { code: 'not-found', message: 'You were told of no such case, so nothing was done.' },
  'too-late': { code: 'wrong-phase', message: 'It is too late for that, so nothing was done: the date has come, or the case is closed.' },
  'another-date': {
    code: 'state-changed',
    message:
      'Another date is on the table than the one that you were shown, so nothing was done. You are told of each by mail; please look again.',
  },
  'said-already': { code: 'already-done', message: 'You have said so already.' },
  'no-objection': { code: 'nothing-to-undo', message: 'No objection of yours stands, so there is nothing to take back.' },
};

export function notNowForMember(not: MayNot): Refused {
  return refusals[not];
}

/** What the member reads when it is taken. */
export const takenFromMember = 'Recorded as your word, with the time. The maintainers read it in the private issue of the case.';

/** The mail that somebody asked for on the page of a link which opened nothing any more. */
export function newLinkMail(repository: RepositoryName): { readonly subject: string; readonly body: string } {
  const project = repository.split('/')[1] ?? repository;
  return {
    subject: `[EMBARGOED] ${project}: another link to your page`,
    body: `Somebody asked for another link to your page about ${project}. If it was none of you, nothing is lost: the link goes to this address alone. Please tell the maintainers, though.`,
  };
}

/** Below each mail that leads to a page. `until` is when the link ends. */
export function linkInMail(url: string, until: Instant): string {
  return `Answer on a page\n${url}\nThe link opens once, until ${sayDate(until)}, and shows what you were told and nothing more. Whoever opens it speaks for you: do not pass it on. You may as well answer by mail.`;
}
