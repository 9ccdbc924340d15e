/** What people say of heads in GitHub's temporary private fork (S100, S33): kept with who said it, shown as declared, never as verified. */
import type { Case } from '../case.ts';
import type { DeclaredHead } from './fix-pull-request.ts';
import type { Decision } from '../decision.ts';
import type { Command } from '../events.ts';
import { actOf } from '../intake/triage.ts';
import { carriedOut, refuse, withNote } from '../outcome.ts';
import type { Policy } from '../policy.ts';
import { inline } from '../quote.ts';
import { linesToFix } from '../routing/routes.ts';
import { declaredLgtms } from './declared-gates.ts';
import { requiredLgtms } from './required.ts';
import { shaTyped } from './reviews.ts';

export function declareLgtm(thisCase: Case, event: Command<'LgtmDeclared'>, policy: Policy): Decision {
  const problem = whyNotDeclared(thisCase, event, policy);
  if (problem !== undefined) return refuse(thisCase, event, problem.code, problem.message, [{ rule: 'S100' }]);
  const head = headNamed(thisCase, event);
  const next = { ...head, lgtms: [...head.lgtms.filter((lgtm) => lgtm.by !== event.by.login), actOf(event)] };
  const count = `${declaredLgtms(next).length} of ${requiredLgtms(thisCase, policy, event.branch)}`;
  const words = `LGTM of @${event.by.login} for \`${next.sha.slice(0, 10)}\` on ${inline(event.branch)}, declared and not verified: ${count}.`;
  const noted = withNote(withHead(thisCase, next), event.at, `@${event.by.login} declared an LGTM`);
  return carriedOut(noted, event, words, [{ rule: 'S100' }]);
}

export function withdrawDeclared(thisCase: Case, event: Command<'DeclaredLgtmWithdrawn'>): Decision {
  const head = thisCase.declared?.find((one) => one.line === event.branch);
  if (head === undefined || !head.lgtms.some((lgtm) => lgtm.by === event.by.login))
    return refuse(thisCase, event, 'nothing-to-undo', `You have declared no LGTM for ${inline(event.branch)}.`);
  const next = withHead(thisCase, { ...head, lgtms: head.lgtms.filter((lgtm) => lgtm.by !== event.by.login) });
  const noted = withNote(next, event.at, `@${event.by.login} took a declared LGTM back`);
  return carriedOut(noted, event, 'Your declared LGTM is withdrawn.', [{ rule: 'S100' }]);
}

export function declareTest(thisCase: Case, event: Command<'TestDeclared'>, policy: Policy): Decision {
  const problem = whyNotDeclared(thisCase, event, policy);
  if (problem !== undefined) return refuse(thisCase, event, problem.code, problem.message, [{ rule: 'S33' }]);
  const head = headNamed(thisCase, event);
  const next = withHead(thisCase, {
    ...head,
    tests: [...head.tests.filter((test) => test.link !== event.link), { ...actOf(event), link: event.link }],
  });
  const noted = withNote(next, event.at, `@${event.by.login} declared a test`);
  return carriedOut(noted, event, `Tests of \`${head.sha.slice(0, 10)}\` on ${inline(event.branch)} are noted as declared, not verified.`, [
    { rule: 'S33' },
  ]);
}

export function confirmExport(thisCase: Case, event: Command<'ExportConfirmed'>, policy: Policy): Decision {
  if (policy.fixMode !== 'temporary-fork')
    return refuse(
      thisCase,
      event,
      'wrong-mode',
      'Nothing has to be exported: this project makes its fixes in a repository that stays (`fix_repository.mode`).',
    );
  if (thisCase.exported !== undefined) return refuse(thisCase, event, 'already-done', `@${thisCase.exported.by} confirmed it already.`);
  const next = withNote({ ...thisCase, exported: actOf(event) }, event.at, `@${event.by.login} confirmed that the private fork was kept`);
  return carriedOut(next, event, 'Thank you: what publishing deletes is kept.', [{ rule: 'S100' }]);
}

type Declared = Command<'LgtmDeclared' | 'TestDeclared'>;

/** What is said of a private fork that nobody can look into is seen for itself where fixes are made in a repository of ours. */
const insteadOf: Readonly<Record<Declared['kind'], string>> = {
  LgtmDeclared: 'Nothing is declared here: say `/lgtm` on the pull request in the fix repository, where I can see what you mean.',
  TestDeclared: 'Nothing is declared here: tests are read from the checks of the pull request in the fix repository.',
};

function whyNotDeclared(thisCase: Case, { kind, branch, sha }: Declared, policy: Policy) {
  if (policy.fixMode !== 'temporary-fork')
    return {
      code: 'wrong-mode',
      message: insteadOf[kind],
    } as const;
  if (!shaTyped.test(sha))
    return { code: 'head-moved', message: `"${inline(sha.slice(0, 50))}" is not a commit: give 7 to 40 hexadecimal digits.` } as const;
  const lines = linesToFix(thisCase, policy);
  if (lines.length > 0 && !lines.includes(branch))
    return {
      code: 'not-found',
      message: `${inline(branch)} is no line that needs a fix here; these do: ${lines.map(inline).join(', ')}.`,
    } as const;
  return undefined;
}

/** Another commit than the last one spoken of is a new head, of which nobody has said anything yet. */
function headNamed(thisCase: Case, { branch, sha: typed }: Declared): DeclaredHead {
  const sha = typed.toLowerCase();
  const known = thisCase.declared?.find((one) => one.line === branch);
  if (known !== undefined && (known.sha.startsWith(sha) || sha.startsWith(known.sha)))
    return { ...known, sha: sha.length > known.sha.length ? sha : known.sha };
  return { line: branch, sha, lgtms: [], tests: [] };
}

function withHead(thisCase: Case, head: DeclaredHead): Case {
  return { ...thisCase, declared: [...(thisCase.declared ?? []).filter((one) => one.line !== head.line), head] };
}

/** Said when the fix is complete: nothing of the fork can be had after publication. */
export function forkArk(thisCase: Case): string {
  const fork =
    thisCase.temporaryFork === undefined ? 'the temporary private fork' : `the temporary private fork ${inline(thisCase.temporaryFork)}`;
  return [
    `**Before publication, keep what it will delete.** Publishing deletes ${fork} with its pull requests and reviews, and no App can enter it to keep them for you.`,
    '- The commits: `git clone --mirror` of the fork, onto a disk that is as private as the fork.',
    '- The pull requests: their descriptions, reviews and comments, saved as pages.',
    'Then say `/exported` once. Nothing is published by this app before.',
  ].join('\n');
}
