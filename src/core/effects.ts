/**
 * What we want to be true in the world, in the imperative. An effect describes the wanted end, so that doing it twice is harmless;
 * its key says which end, and a newer effect with the same key replaces an older one that has not been carried out yet.
 */
import type { Agreement } from './distributors/distributor-policy.ts';
import type { EarlyStage, PatchToSend } from './distributors/early.ts';
import type { AdvisoryState } from './sighting-events.ts';
import type { Login, RepositoryName, SubjectId } from './ids.ts';
import type { Place } from './act.ts';
import type { AccessLevel, Accessor } from './fix-repository/access-record.ts';
import type { SentKind } from './notices/kinds.ts';
import type { PublicAnswer } from './project/public-answer.ts';
import type { Instant } from './time/time.ts';

export type Effect = { readonly key: string } & EffectBody;

export type EffectBody =
  /** The private issue for this case exists in the fix repository. The outcome names its number. */
  | {
      readonly kind: 'OpenCaseIssue';
      readonly audience: 'maintainers';
      readonly repository: RepositoryName;
      readonly title: string;
      readonly body: string;
    }
  /** The private issue for what concerns no single case exists in the fix repository. The outcome names its number. */
  | {
      readonly kind: 'OpenProjectIssue';
      readonly audience: 'maintainers';
      readonly repository: RepositoryName;
      readonly title: string;
      readonly body: string;
    }
  /** The body of the case issue reads so. */
  | { readonly kind: 'ShowBoard'; readonly audience: 'maintainers'; readonly place: Place; readonly body: string }
  /** One comment on the advisory, ours, edited in place, reads so. */
  | { readonly kind: 'ShowStatus'; readonly audience: 'reporter'; readonly body: string }
  /** A comment with these words stands on the advisory, once. */
  | { readonly kind: 'SayOnAdvisory'; readonly audience: 'reporter'; readonly body: string }
  /** A comment with these words stands on an issue or pull request of the fix repository, once. */
  | { readonly kind: 'SayInFixRepository'; readonly audience: 'maintainers'; readonly place: Place; readonly body: string }
  /**
   * The reporter was told the link of this edition to their page, in words that say `{link}` where it goes, and no other link opens it; without an
   * edition none does. `place` is where maintainers are asked to pass it on, where GitHub does not let us write on the advisory.
   */
  | {
      readonly kind: 'KeepStatusPage';
      readonly audience: 'reporter';
      readonly edition: number | undefined;
      readonly place: Place | undefined;
      readonly body: string;
    }
  /** Whoever did this on the dashboard, or a member on its page, can read the answer there. */
  | { readonly kind: 'AnswerOnDashboard'; readonly audience: 'maintainers' | 'distributors'; readonly act: string; readonly body: string }
  | {
      readonly kind: 'SetAdvisoryState';
      readonly audience: 'reporter';
      readonly state: Extract<AdvisoryState, 'draft' | 'closed'>;
      /** As with `PublishAdvisory`. */ readonly act?: string;
    }
  | {
      readonly kind: 'SetSeverity';
      readonly audience: 'reporter';
      readonly vector: string;
      /** Writing the same again over somebody's edit is a new wish. */
      readonly askedAt: Instant;
    }
  /** The Fix Lead is credited as `coordinator`, and nobody else is. */
  | { readonly kind: 'CreditFixLead'; readonly audience: 'reporter'; readonly login: Login }
  /** GitHub was asked for a CVE id, or the advisory has one. Who reads the request are the people who give ids out at GitHub. */
  | {
      readonly kind: 'AskForCve';
      readonly audience: 'cna';
      /** Asking again after a refusal is a new wish. */
      readonly askedAt: Instant;
    }
  /** The advisory shows this CVE id, unless it shows another one. */
  | { readonly kind: 'SetCve'; readonly audience: 'reporter'; readonly cveId: string }
  /** Somebody whose report was closed as a duplicate of this one is credited, as `finder` unless they are credited otherwise. */
  | { readonly kind: 'CreditFinder'; readonly audience: 'reporter'; readonly login: Login }
  | {
      readonly kind: 'ShowCheck';
      readonly audience: 'maintainers';
      readonly repository: RepositoryName;
      readonly sha: string;
      /** Somebody asked for it again: the same words are a new wish. */
      readonly askedAt?: Instant;
      readonly conclusion: 'success' | 'failure';
      readonly title: string;
      readonly summary: string;
    }
  /** GitHub lets nothing be merged into these lines of the fix repository without this App's own check, where its plan can hold that. */
  | {
      readonly kind: 'RequireCheck';
      readonly audience: 'maintainers';
      readonly repository: RepositoryName;
      readonly lines: readonly string[];
      /** When the rule was found to be gone: making it again is a new wish. */
      readonly lostAt?: Instant;
    }
  /** The check `fixlead/policy` on a commit that changes the policy file. A project's, whatever cases it has: it is made from the file alone. */
  | {
      readonly kind: 'ShowPolicyCheck';
      readonly audience: 'public';
      readonly repository: RepositoryName;
      readonly sha: string;
      /** As with `ShowPublicCheck`. */
      readonly askedAt?: Instant;
      readonly conclusion: 'success' | 'failure' | 'neutral';
      readonly title: string;
      readonly summary: string;
      /** At places of the policy file, `line` and `column` from 1. */
      readonly annotations: readonly PolicyAnnotation[];
    }
  /** The check `fixlead/ready` on the head of a public pull request. A project's; it has no words of its own, so that none of a case can be in it. */
  | {
      readonly kind: 'ShowPublicCheck';
      readonly audience: 'public';
      readonly repository: RepositoryName;
      readonly sha: string;
      readonly answer: PublicAnswer;
      /** Somebody asked for it again: the same answer is a new wish. */
      readonly askedAt?: Instant;
    }
  /** The advisory names the versions of these releases as patched; what a person wrote there stays. */
  | { readonly kind: 'SetPatchedVersions'; readonly audience: 'reporter'; readonly versions: readonly PatchedVersion[] }
  /**
   * The public branch of this line contains the approved head, unmodified and by fast-forward. `others` are the heads that are to follow: where one
   * of them could not, none is pushed. Wanted only while the case is being published.
   */
  | {
      readonly kind: 'PushFix';
      readonly audience: 'public';
      readonly from: RepositoryName;
      readonly line: string;
      readonly sha: string;
      readonly others: readonly { readonly line: string; readonly sha: string }[];
      readonly askedAt: Instant;
    }
  /**
   * A pull request from `branch`, which stands at the approved head, to this line is open in the public repository. Wanted only while the case is
   * being published.
   */
  | {
      readonly kind: 'ProposeFix';
      readonly audience: 'public';
      readonly from: RepositoryName;
      readonly line: string;
      readonly sha: string;
      readonly branch: string;
      readonly title: string;
      readonly body: string;
      readonly askedAt: Instant;
    }
  /** An issue in the project's public repository reads so: only what a maintainer confirmed about a case that is no vulnerability. */
  | {
      readonly kind: 'OpenPublicIssue';
      readonly audience: 'public';
      readonly repository: RepositoryName;
      readonly title: string;
      readonly body: string;
    }
  /** A private repository of this name exists, for one case alone. The outcome names it. */
  | {
      readonly kind: 'MakeFixRepository';
      readonly audience: 'maintainers';
      readonly repository: RepositoryName;
      readonly description: string;
    }
  /** Somebody, or a team, has this access to the fix repository. `isOwn`: it is of one case alone, and nobody had access before us. */
  | {
      readonly kind: 'SetAccess';
      readonly audience: 'maintainers';
      readonly repository: RepositoryName;
      readonly to: Accessor;
      readonly access: AccessLevel | 'none';
      readonly isOwn: boolean;
    }
  /** The line of the fix repository is at or past this commit of the public one. `after` is what stood there, so that another try is a new wish. */
  | {
      readonly kind: 'MirrorLine';
      readonly audience: 'maintainers';
      readonly repository: RepositoryName;
      readonly line: string;
      readonly sha: string;
      readonly after: string | undefined;
    }
  /** The commits of a pull request stand on another line as this branch of the fix repository. */
  | {
      readonly kind: 'MakeBackport';
      readonly audience: 'maintainers';
      readonly repository: RepositoryName;
      readonly number: number;
      readonly headSha: string;
      readonly line: string;
      readonly onto: string;
      readonly branch: string;
      /** Asking again after a conflict is a new wish. */
      readonly askedAt: Instant;
    }
  /** A pull request from this branch to this line is open in the fix repository. */
  | {
      readonly kind: 'OpenFixPullRequest';
      readonly audience: 'maintainers';
      readonly repository: RepositoryName;
      readonly branch: string;
      readonly line: string;
      readonly sha: string;
      readonly title: string;
      readonly body: string;
    }
  /**
   * A notice stands on one channel. It is public, and while the case is embargoed it may be wanted only if its kind allows it, its text passed
   * the lint and somebody approved it (`notices/embargo.ts`).
   */
  | {
      readonly kind: 'SendNotice';
      readonly audience: 'public';
      readonly notice: SentKind;
      /** As the policy writes it, such as `slack:announce`. */ readonly channel: string;
      /** Counts the texts on this channel. */ readonly edition: number;
      /** Counts the wishes for another try: a retry is a new wish. */ readonly retries: number;
      /** The tags of the releases that contain the fix, where it goes into their notes. */ readonly releases?: readonly string[];
      readonly subject: string;
      readonly body: string;
    }
  /**
   * One member organisation has this mail, encrypted to its key, with these patches. Wanted only while the policy has distributors told
   * early, and carried out only if the register still says that this member may be told.
   */
  | {
      readonly kind: 'MailDistributor';
      readonly audience: 'distributors';
      readonly stage: EarlyStage;
      /** Counts the rounds of a stage. */ readonly edition: number;
      readonly member: string;
      readonly address: string;
      readonly fingerprint: string | undefined;
      /** Which consents hold. */ readonly agreement: Pick<Agreement, 'version' | 'holdsFrom'>;
      /** Counts the wishes for another try: a retry is a new wish. */ readonly retries: number;
      readonly subject: string;
      readonly body: string;
      readonly patches: readonly PatchToSend[];
    }
  /** A member's role address has a mail with a new link to its page, encrypted to its key. A project's: it names no case. */
  | {
      readonly kind: 'MailMemberLink';
      readonly audience: 'distributors';
      readonly member: string;
      readonly address: string;
      readonly fingerprint: string | undefined;
      readonly agreement: Agreement;
      /** Unit: calendar days. */ readonly linkDays: number;
      readonly askedAt: Instant;
      readonly subject: string;
      readonly body: string;
    }
  /** The records of a published case stand in the folder that is kept for them, if there is one. `path` is from there. */
  | {
      readonly kind: 'WriteRecords';
      readonly audience: 'public';
      readonly records: readonly { readonly path: string; readonly text: string }[];
    }
  /** The advisory is published: the one act whose audience is everybody. */
  | {
      readonly kind: 'PublishAdvisory';
      readonly audience: 'public';
      /** When it was decided: asking again after a failure is a new wish. */ readonly askedAt: Instant;
      /** The act on the dashboard by which a maintainer asked for it, whose own token may be used. Missing: nobody did there. */
      readonly act?: string;
    };

/** `ecosystem` is undefined where the version is the same everywhere. */
export type PatchedVersion = { readonly ecosystem: string | undefined; readonly version: string };

export type PolicyAnnotation = {
  readonly line: number;
  readonly column: number;
  readonly level: 'warning' | 'failure';
  readonly message: string;
};

export type EffectKind = EffectBody['kind'];
export type Audience = EffectBody['audience'];
export type EffectOf<Kind extends EffectKind> = Extract<Effect, { kind: Kind }>;

/**
 * What a project may want: it has no embargo, and yet nothing of it is for the public but what is made from its policy file, and the one word of the
 * check on public pull requests; and nothing for distributors but the link to their own page.
 */
export type ProjectEffect =
  Extract<Effect, { audience: 'maintainers' }> | EffectOf<'AnswerOnDashboard' | 'ShowPolicyCheck' | 'ShowPublicCheck' | 'MailMemberLink'>;

/** A wish to be woken: the step turns it into a row, and the row into an event when its time has come. */
export type WakeUp = { readonly name: string; readonly dueAt: Instant };

/** Keys are `<case or project>/<end>`; the end of a thing said once carries the key of what made us say it. */
export function effectKey(about: SubjectId, end: string): string {
  return `${about}/${end}`;
}
