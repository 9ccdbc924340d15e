/** The words of the mails to members beyond those of the templates. They are encrypted, and read as plain text. */
import type { Case } from '../case.ts';
import { plainText } from '../quote.ts';
import { sayDate } from '../time/say-date.ts';
import type { Instant } from '../time/time.ts';
import type { Agreement } from './distributor-policy.ts';
import type { PatchToSend, Recipient } from './early.ts';

type Text = { readonly subject: string; readonly body: string };

/** Source of the mark: FIRST, Traffic Light Protocol 2.0: for the organisation alone, on a need-to-know basis (S61). */
const mark = 'TLP:AMBER+STRICT';

/** What each copy says of itself: for whom it is, and under which terms (S61, S64, S65). */
export function forMember(body: string, { name, people }: Recipient, { version }: Pick<Agreement, 'version'>): string {
  const team =
    people.length === 0
      ? 'Nobody of your team is named to us: before anybody else of it is told, they agree to the same terms and you tell us their name.'
      : `Of your team these have agreed to the terms and may be told what they need to know: ${people.join(', ')}. Anybody else agrees first, and you tell us their name.`;
  return [
    `${mark}. This copy is for ${name} alone.`,
    body,
    `Terms\nVersion ${version} of our embargo agreement holds. Use this for nothing but to get the issue fixed for your users.\n${team}`,
  ].join('\n\n');
}

export function patchLines(patches: readonly PatchToSend[]): string {
  const lines = patches.map((patch) => `- ${patchName(patch)}: for ${patch.line}; ${whereItApplies(patch)}; SHA-256 ${patch.digest}`);
  return `Attached, for git apply, or for patch -p1 where no file is binary\n${lines.join('\n')}`;
}

function whereItApplies({ releases, base }: PatchToSend): string {
  if (releases.length === 0) return 'no release of this line is known';
  const tagsWhere = (applies: boolean) => releases.filter((one) => one.applies === applies).map(({ tag }) => tag);
  const [fit, unfit] = [tagsWhere(true), tagsWhere(false)];
  return [
    ...(fit.length === 0 ? [] : [`applies to ${fit.join(', ')}`]),
    ...(unfit.length === 0 ? [] : [`does not apply to ${unfit.join(', ')} as it stands, only to the branch at ${base.slice(0, 12)}`]),
  ].join('; ');
}

/** Nothing of the name of a line can name another folder. */
export function patchName({ line, sha }: Pick<PatchToSend, 'line' | 'sha'>): string {
  return `${line.replace(/[^\w.-]+/g, '-')}-${sha.slice(0, 12)}.patch`;
}

export function exceptionText({ id, repository }: Case, name: string, allowed: string): Text {
  const project = repository.split('/')[1] ?? repository;
  return {
    subject: `[EMBARGOED] ${project}: an exception to the embargo on ${id}`,
    body: `The maintainers have approved this exception to the embargo on ${id}, for ${name}:\n\n${plainText(allowed)}\n\nIt holds for nobody else and for nothing more. We tell all of you, so that nobody is surprised.`,
  };
}

/** `before` is the date that they were told last; `overruled`: over the objection of one of them (S42). */
export function dateText(
  { id, repository }: Case,
  releaseAt: Instant,
  { before, overruled }: { readonly before: Instant | undefined; readonly overruled: boolean },
): Text {
  const project = repository.split('/')[1] ?? repository;
  const later = before !== undefined && releaseAt > before;
  const was = before === undefined || before === releaseAt ? '' : ` We had told you ${sayDate(before)}.`;
  const ask = later
    ? 'The embargo lasts longer than you were told before: unless you have agreed to this date already, please tell us that you agree. Until then we send you no patches of this case; what you have stays under the terms.'
    : overruled
      ? 'Please plan your releases and your advisory for it.'
      : 'Please tell us soon if it does not work for you.';
  const heard = overruled ? ' An objection to it was heard and overruled: the maintainers have the final say.' : '';
  return {
    subject: `[EMBARGOED] ${project}: Release Date of ${id}: ${sayDate(releaseAt)}`,
    body: `The Release Date of ${id} is ${sayDate(releaseAt)}.${was}${heard} The embargo ends at that minute, and not before.\n\n${ask}`,
  };
}

export function proposalText({ id, repository, release }: Case, proposedAt: Instant): Text {
  const project = repository.split('/')[1] ?? repository;
  const until =
    release === undefined ? 'There is no Release Date yet.' : `Until it is agreed, the Release Date stays ${sayDate(release.releaseAt)}.`;
  return {
    subject: `[EMBARGOED] ${project}: is ${sayDate(proposedAt)} a good Release Date for ${id}?`,
    body: `The maintainers propose to make ${id} public on ${sayDate(proposedAt)}. ${until}\n\nPlease answer with one of these:\n- you agree;\n- you object, and why: what would go wrong on that day, and which date would do.\n\nAn objection holds the date up until it is settled with you or the maintainers, who have the final say, decide over it.`,
  };
}

export function closedText({ id, repository }: Case): Text {
  const project = repository.split('/')[1] ?? repository;
  return {
    subject: `[EMBARGOED] ${project}: ${id} is closed without an advisory`,
    body: `We have closed ${id} without an advisory of its own, so there is nothing to plan for. What you were told about it stays under the terms.`,
  };
}
