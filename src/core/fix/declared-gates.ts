/** The gates under the mode `temporary_fork`: GitHub's temporary private fork lets no App look inside, so they rest on what people declare. */
import type { Case } from '../case.ts';
import type { DeclaredHead } from './fix-pull-request.ts';
import type { Gate } from '../gate.ts';
import type { Policy } from '../policy.ts';
import { inline } from '../quote.ts';
import { linesToFix } from '../routing/routes.ts';
import { requiredChecks, requiredLgtms } from './required.ts';

export function declaredGates(thisCase: Case, policy: Policy): readonly Gate[] {
  const declared = (thisCase.declared ?? []).map((head) => head.line);
  const lines = [...new Set([...linesToFix(thisCase, policy), ...declared])];
  return lines.flatMap((line) => gatesOf(thisCase, policy, line));
}

function gatesOf(thisCase: Case, policy: Policy, line: string): readonly Gate[] {
  const head = thisCase.declared?.find((one) => one.line === line);
  const needed = requiredLgtms(thisCase, policy, line);
  const excepted = thisCase.linesWithout?.find((one) => one.line === line);
  if (head === undefined && excepted !== undefined)
    return [{ name: `LGTM ${inline(line)}`, green: true, says: `no fix here, as @${excepted.by} decided`, who: '', rule: 'S44' }];
  const reviews = needed === 0 ? [] : [lgtmGate(line, head, needed)];
  return requiredChecks(policy, line).length === 0 ? reviews : [...reviews, testGate(line, head)];
}

function lgtmGate(line: string, head: DeclaredHead | undefined, needed: number): Gate {
  const count = declaredLgtms(head).length;
  return {
    name: `LGTM ${inline(line)} (declared)`,
    green: count >= needed,
    says:
      head === undefined
        ? 'nobody has declared one'
        : `${count} of ${needed} LGTMs declared for \`${head.sha.slice(0, 10)}\`, not verified`,
    who: `${needed} different maintainers who wrote none of it, with /lgtm LINE SHA`,
    rule: 'S100',
  };
}

function testGate(line: string, head: DeclaredHead | undefined): Gate {
  const tests = head?.tests ?? [];
  const says = tests.map((test) => `@${test.by}`).join(', ');
  return {
    name: `CI ${inline(line)} (declared)`,
    green: tests.length > 0,
    says: tests.length === 0 ? 'nobody has declared a test' : `tests declared by ${says}, not verified`,
    who: 'a maintainer, with /tested LINE SHA LINK',
    rule: 'S33',
  };
}

/** By different people about whom there is no doubt. */
export function declaredLgtms(head: DeclaredHead | undefined): DeclaredHead['lgtms'] {
  return (head?.lgtms ?? []).filter((lgtm) => lgtm.doubted !== true);
}

/** Publishing deletes the temporary private fork with its pull requests and reviews: somebody confirms that they were kept. */
export function exportGate(thisCase: Case, policy: Policy): readonly Gate[] {
  if (policy.fixMode !== 'temporary-fork') return [];
  const { exported } = thisCase;
  return [
    {
      name: 'exported',
      green: exported !== undefined,
      says:
        exported === undefined
          ? 'publishing deletes the temporary private fork, and nobody said that it was kept'
          : `@${exported.by} kept what publishing deletes`,
      who: 'a maintainer, with /exported, when the commits, pull requests and reviews of the fork are kept elsewhere',
      rule: 'S100',
    },
  ];
}
