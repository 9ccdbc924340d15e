/** Whether a mail that has waited for its server names a date that does not hold any more: whoever read it last would plan for the wrong one. */
import type { Case } from '../case.ts';
import { earlyOf, type EarlySend, type EarlyStage } from './early.ts';

type MailId = Pick<EarlySend, 'stage' | 'edition' | 'member'>;

const namesDate: readonly EarlyStage[] = ['plan', 'patches', 'date', 'proposal'];

/** As the end of the sentence "not sent: …"; undefined when the dates that it names hold. A mail that names none cannot be outdated (S63, S106). */
export function whyOutdated(thisCase: Case, { stage, edition, member }: MailId): string | undefined {
  const { rounds, sends } = earlyOf(thisCase);
  const isOfRound = (one: Pick<MailId, 'stage' | 'edition'>) => one.stage === stage && one.edition === edition;
  const asked = rounds.find(isOfRound)?.proposes;
  if (asked !== undefined && asked !== thisCase.proposedRelease?.releaseAt) return 'the date that it asks about is not proposed any more';
  const named = sends.find((send) => isOfRound(send) && send.member === member)?.releaseAt;
  const holds = named === undefined || named === thisCase.release?.releaseAt || !namesDate.includes(stage);
  return holds ? undefined : 'it names a Release Date that does not hold any more';
}
