/** What a distributor can answer on its page, in one table: the forms, what each leads to and who will see it. */
import type { MemberSays } from '../../core/distributors/member-says.ts';
import type { MemberView } from '../../core/distributors/member-view.ts';
import type { Instant } from '../../core/time/time.ts';

export type AnswerName = 'received' | 'feedback' | 'agree' | 'object' | 'withdraw';

export type Answer = {
  readonly name: AnswerName;
  readonly title: string;
  readonly what: string;
  /** Besides the maintainers, who read it in the private issue of the case. */
  readonly others: readonly string[];
  /** What is asked for in words. */
  readonly words?: { readonly label: string; readonly hint: string };
  readonly isOffered: (view: MemberView, around: { readonly isDecided: boolean; readonly now: Instant }) => boolean;
  readonly says: (given: { readonly words: string; readonly releaseAt: Instant }) => MemberSays;
};

const isOpen = ({ date }: MemberView, { isDecided, now }: { readonly isDecided: boolean; readonly now: Instant }): boolean =>
  date !== undefined && !isDecided && date.releaseAt > now;
const aDistributor = 'reads that a distributor did so, and neither which one nor why';

export const answers: readonly Answer[] = [
  {
    ...{ name: 'received', title: 'Say that you have it', what: 'That what you were sent has come, and you can read it.', others: [] },
    isOffered: ({ answers: said }) => !said.some(({ what }) => what === 'received'),
    says: () => ({ what: 'received' }),
  },
  {
    ...{ name: 'feedback', title: 'Say what you found', others: [] },
    what: 'How the patch fared with you: whether it applies, builds and helps.',
    words: { label: 'What you found', hint: 'In plain words. It is kept in the history of the case.' },
    isOffered: () => true,
    says: ({ words }) => ({ what: 'feedback', words }),
  },
  {
    ...{ name: 'agree', title: 'Agree to the date', others: [aDistributor] },
    what: 'The date suits you. With the last word that was missing, a proposed date becomes the Release Date, and everybody involved is told it.',
    isOffered: (view, around) => isOpen(view, around) && view.date?.says !== 'agrees',
    says: ({ releaseAt }) => ({ what: 'agrees', releaseAt }),
  },
  {
    ...{ name: 'object', title: 'Object to the date', others: [aDistributor] },
    what: 'The date is not agreed while your objection stands. You can take it back; the maintainers may also decide over it, and you are told so.',
    words: { label: 'Your reason', hint: 'What would go wrong on that day, and which date would do.' },
    isOffered: (view, around) => isOpen(view, around) && view.date?.says !== 'objects',
    says: ({ words, releaseAt }) => ({ what: 'objects', releaseAt, concern: words }),
  },
  {
    ...{ name: 'withdraw', title: 'Take your objection back', others: [aDistributor] },
    what: 'Your objection no longer stands in the way of the date; it stays in the history.',
    isOffered: (view, around) => isOpen(view, around) && view.date?.says === 'objects',
    says: () => ({ what: 'withdraws' }),
  },
];

export function findAnswer(name: string): Answer | undefined {
  return answers.find((answer) => answer.name === name);
}
