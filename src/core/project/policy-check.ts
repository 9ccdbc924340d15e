/**
 * The check on a pull request that changes the policy file. Everybody may see it, so its words are made from the proposal alone:
 * whatever is known of cases is not at hand here.
 */
import { effectKey, type EffectOf } from '../effects.ts';
import type { RepositoryName } from '../ids.ts';
import { listOfChanges, valueInWords } from '../policy-version/policy-words.ts';
import { quote } from '../quote.ts';
import type { PolicyProposal, ProposalProblem, ProposedChange, ProposedValue } from './policy-proposal.ts';

type PolicyCheck = EffectOf<'ShowPolicyCheck'>;
type Words = Pick<PolicyCheck, 'conclusion' | 'title' | 'summary' | 'annotations'>;

/** One check for each commit, whichever pull requests it is the head of. */
export function policyCheck(repository: RepositoryName, sha: string, proposal: PolicyProposal): PolicyCheck {
  const key = effectKey(repository, `policy-check/${sha}`);
  return { key, kind: 'ShowPolicyCheck', audience: 'public', repository, sha, ...wordsFor(proposal) };
}

function wordsFor(proposal: PolicyProposal): Words {
  switch (proposal.kind) {
    case 'good':
      return goodFile(proposal);
    case 'broken':
      return brokenFile(proposal.problems);
    case 'removed':
      return removedFile(proposal);
    case 'organisation-broken':
      return neutral(
        'The organisation’s policy file has problems',
        'This file stands on the policy file in the organisation’s `.github` repository, which has problems, so it could not be judged. Repair that one first, then push here again.',
      );
    case 'not-found-out':
      return neutral(
        'The policy file could not be read',
        'GitHub did not give the policy file out, so nothing is known of it. It must be a file of at most 256 KiB, and the App needs to read contents. Push again, or close and reopen the pull request, for another try.',
      );
  }
}

const running = 'Cases that are running keep the version they were opened under until a maintainer says `/policy adopt` in them.';

function goodFile({ changes, warnings }: Extract<PolicyProposal, { kind: 'good' }>): Words {
  const count = changes === 'unknown' ? 'It repairs the file' : changesInWords(changes.length);
  return {
    conclusion: 'success',
    title: warnings.length === 0 ? `${count}.` : `${count}, with ${counted(warnings.length, 'warning')}.`,
    summary: [...changesListed(changes), running, ...listed('Warnings', warnings)].join('\n\n'),
    annotations: warnings.map((warning) => ({ ...warning, level: 'warning' })),
  };
}

function changesInWords(count: number): string {
  return count === 0 ? 'No setting would change' : `${counted(count, 'setting')} would change`;
}

function changesListed(changes: readonly ProposedChange[] | 'unknown'): readonly string[] {
  if (changes === 'unknown') return ['The file as it stands now has problems. This one has none.'];
  if (changes.length === 0) return ['The rules for new cases would stay as they are.'];
  const list = listOfChanges(changes, ({ before, after }) => `${shown(before)} → ${shown(after)}`);
  return [`For new cases it would change:\n\n${list}`];
}

function shown(value: ProposedValue): string {
  return value.from === 'organisation' ? 'as the organisation’s file says' : valueInWords(value.value);
}

function brokenFile(problems: readonly ProposalProblem[]): Words {
  const what = problems.length === 1 ? 'It has' : 'They have';
  return {
    conclusion: 'failure',
    title: `The policy file has ${counted(problems.length, 'problem')}.`,
    summary: [
      ...listed('Problems', problems),
      `${what} to be repaired before this is merged: a file with problems does not hold, and new cases are opened under its last good version. \`fixlead policy check FILE\` shows the same.`,
    ].join('\n\n'),
    annotations: problems.map((problem) => ({ ...problem, level: 'failure' })),
  };
}

function removedFile({ organisationRules }: Extract<PolicyProposal, { kind: 'removed' }>): Words {
  const then = organisationRules ? 'the organisation’s policy file alone' : 'the cautious default, which promises as little as possible';
  return neutral('The policy file would be gone', `New cases would be ruled by ${then}. ${running}`);
}

function neutral(title: string, summary: string): Words {
  return { conclusion: 'neutral', title: `${title}.`, summary, annotations: [] };
}

/** What stands in the file was written by whoever opened the pull request: it is quoted. */
function listed(heading: string, problems: readonly ProposalProblem[]): readonly string[] {
  if (problems.length === 0) return [];
  const lines = problems.map(({ line, column, message }) => quote(`Line ${line}, column ${column}: ${message}`));
  return [`**${heading}**`, ...lines];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
