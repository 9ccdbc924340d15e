/** Every performer, each with the audience of what it writes; what is for maintainers only goes to a repository that is private. */
import type { Audience, EffectKind, EffectOf } from '../../../core/effects.ts';
import type { RepositoryName } from '../../../core/ids.ts';
import { GitHubFailure } from '../../../engine/ports/failures.ts';
import type { GitHubPerformers, Performer } from '../../../engine/ports/github.ts';
import { refuseUnlessPrivate } from '../private-repository.ts';
import { creditFinder, creditFixLead, publishAdvisory, setAdvisoryState, setSeverity } from './advisory-state.ts';
import { sayOnAdvisory, showStatus } from './advisory-words.ts';
import { openCaseIssue, openProjectIssue, showBoard } from './case-issue.ts';
import { askForCve, setCve } from './cve.ts';
import { showCheck, showPolicyCheck, showPublicCheck } from './checks.ts';
import { setAccess } from './access.ts';
import { makeFixRepository } from './fix-repository.ts';
import { requireCheck } from './required-check.ts';
import { openPublicIssue } from './public-issue.ts';
import { sayInFixRepository } from './fix-repository-words.ts';
import { setPatchedVersions } from './patched-versions.ts';
import { openFixPullRequest } from './open-pull-request.ts';
import type { Tools } from './performer.ts';

type Reach<Kind extends EffectKind> = EffectOf<Kind>['audience'] extends 'maintainers'
  ? | { readonly audience: 'maintainers'; readonly writesTo: (effect: EffectOf<Kind>) => RepositoryName }
    /** It makes what it writes to, and sees for itself that it is private. */
    | { readonly audience: 'maintainers'; readonly makesPrivate: true }
  : { readonly audience: EffectOf<Kind>['audience'] };

/**
 * Who will see it. Of what is written through GitHub's own interface, only the publication and an issue that a maintainer confirmed word for word are
 * for the public, and of a project the check of its policy file and the one word on its pull requests.
 */
export const reaches: { readonly [Kind in keyof GitHubPerformers]: Reach<Kind> } = {
  OpenCaseIssue: { audience: 'maintainers', writesTo: (effect) => effect.repository },
  OpenProjectIssue: { audience: 'maintainers', writesTo: (effect) => effect.repository },
  MakeFixRepository: { audience: 'maintainers', makesPrivate: true },
  SetAccess: { audience: 'maintainers', writesTo: (effect) => effect.repository },
  ShowBoard: { audience: 'maintainers', writesTo: (effect) => effect.place.repository },
  ShowStatus: { audience: 'reporter' },
  SayOnAdvisory: { audience: 'reporter' },
  SayInFixRepository: { audience: 'maintainers', writesTo: (effect) => effect.place.repository },
  SetAdvisoryState: { audience: 'reporter' },
  SetSeverity: { audience: 'reporter' },
  AskForCve: { audience: 'cna' },
  SetCve: { audience: 'reporter' },
  CreditFixLead: { audience: 'reporter' },
  CreditFinder: { audience: 'reporter' },
  ShowCheck: { audience: 'maintainers', writesTo: (effect) => effect.repository },
  RequireCheck: { audience: 'maintainers', writesTo: (effect) => effect.repository },
  ShowPolicyCheck: { audience: 'public' },
  ShowPublicCheck: { audience: 'public' },
  SetPatchedVersions: { audience: 'reporter' },
  OpenPublicIssue: { audience: 'public' },
  OpenFixPullRequest: { audience: 'maintainers', writesTo: (effect) => effect.repository },
  PublishAdvisory: { audience: 'public' },
};

export function createPerformers(tools: Tools): GitHubPerformers {
  return {
    OpenCaseIssue: guarded(tools, reaches.OpenCaseIssue, openCaseIssue(tools)),
    OpenProjectIssue: guarded(tools, reaches.OpenProjectIssue, openProjectIssue(tools)),
    MakeFixRepository: guarded(tools, reaches.MakeFixRepository, makeFixRepository(tools)),
    SetAccess: guarded(tools, reaches.SetAccess, setAccess(tools)),
    ShowBoard: guarded(tools, reaches.ShowBoard, showBoard(tools)),
    ShowStatus: guarded(tools, reaches.ShowStatus, showStatus(tools)),
    SayOnAdvisory: guarded(tools, reaches.SayOnAdvisory, sayOnAdvisory(tools)),
    SayInFixRepository: guarded(tools, reaches.SayInFixRepository, sayInFixRepository(tools)),
    SetAdvisoryState: guarded(tools, reaches.SetAdvisoryState, setAdvisoryState(tools)),
    SetSeverity: guarded(tools, reaches.SetSeverity, setSeverity(tools)),
    AskForCve: guarded(tools, reaches.AskForCve, askForCve(tools)),
    SetCve: guarded(tools, reaches.SetCve, setCve(tools)),
    CreditFixLead: guarded(tools, reaches.CreditFixLead, creditFixLead(tools)),
    CreditFinder: guarded(tools, reaches.CreditFinder, creditFinder(tools)),
    ShowCheck: guarded(tools, reaches.ShowCheck, showCheck(tools)),
    RequireCheck: guarded(tools, reaches.RequireCheck, requireCheck(tools)),
    ShowPolicyCheck: guarded(tools, reaches.ShowPolicyCheck, showPolicyCheck(tools)),
    ShowPublicCheck: guarded(tools, reaches.ShowPublicCheck, showPublicCheck(tools)),
    SetPatchedVersions: guarded(tools, reaches.SetPatchedVersions, setPatchedVersions(tools)),
    OpenPublicIssue: guarded(tools, reaches.OpenPublicIssue, openPublicIssue(tools)),
    OpenFixPullRequest: guarded(tools, reaches.OpenFixPullRequest, openFixPullRequest(tools)),
    PublishAdvisory: guarded(tools, reaches.PublishAdvisory, publishAdvisory(tools)),
  };
}

type AnyReach<Kind extends EffectKind> = {
  readonly audience: Audience;
  readonly writesTo?: (effect: EffectOf<Kind>) => RepositoryName;
};

function guarded<Kind extends EffectKind>({ connection }: Tools, reach: AnyReach<Kind>, performer: Performer<Kind>): Performer<Kind> {
  return {
    look: (context, effect) => performer.look(context, effect),
    perform: async (context, effect) => {
      // An effect that came from the store is data; what it says of itself must be what this code is about to do.
      if (effect.audience !== reach.audience) {
        throw new GitHubFailure(`refused to write: ${effect.kind} is for ${reach.audience}, not for ${effect.audience}`, {
          permanent: true,
        });
      }
      if (reach.writesTo !== undefined)
        await refuseUnlessPrivate(connection.asInstallation(context.installationId), reach.writesTo(effect));
      return performer.perform(context, effect);
    },
  };
}
