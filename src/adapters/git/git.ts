/** Git, as the engine wants it. */
import type { Git } from '../../engine/ports/git.ts';
import { makeBackport } from './backport.ts';
import { carriesFix } from './carries.ts';
import { makePatch, patchKitOf } from './patch-kit.ts';
import { patchOf, patchOfCommit } from './patch.ts';
import { lookForPatches } from './public-patches.ts';
import { pushForward } from './push-forward.ts';
import { isAncestor, openWorkshops, refAt, type GitOptions } from './workshop.ts';

/** Nothing is run and no folder is made yet. */
export function gitAdapter(options: GitOptions): Git {
  const workshops = openWorkshops(options);
  return {
    branches: (at, names) =>
      workshops.in(at.repository, async (workshop) => {
        const refs = names.map((name) => `heads/${name}`);
        const tips = await workshop.tipsOf(at, refs);
        return new Map([...tips].map(([ref, sha]) => [ref.slice('heads/'.length), sha]));
      }),
    tipOf: (at, ref) => workshops.in(at.repository, (workshop) => workshop.tipOf(at, ref)),
    patch: (at, change) => workshops.in(at.repository, (workshop) => patchOf(workshop, at, change)),
    patchIdOf: (at, sha) => workshops.in(at.repository, (workshop) => patchOfCommit(workshop, at, sha)),
    contains: (at, ref, sha) =>
      workshops.in(at.repository, async (workshop) => {
        const [tip] = (await workshop.fetch(at, [refAt(at, ref)])) ?? [];
        return tip !== undefined && isAncestor(workshop, sha, tip);
      }),
    carries: (at, line, wanted) => workshops.in(at.repository, (workshop) => carriesFix(workshop, at, line, wanted)),
    lookForPatches: (at, wanted) => workshops.in(at.repository, (workshop) => lookForPatches(workshop, at, wanted)),
    backport: (at, backport) => workshops.in(at.repository, (workshop) => makeBackport(workshop, at, backport)),
    patchKit: (at, wanted) => workshops.in(at.repository, (workshop) => patchKitOf(workshop, at, wanted)),
    makePatch: (at, wanted) => workshops.in(at.repository, (workshop) => makePatch(workshop, at, wanted)),
    pushForward: (push, how) => workshops.in(push.from.repository, (workshop) => pushForward(workshop, push, how)),
  };
}
