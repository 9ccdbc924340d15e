/** What our own work brought back. */
import type { CaseId, Login, RepositoryName } from './ids.ts';
import type { Place } from './act.ts';
import type { Access, AccessLevel, Accessor } from './fix-repository/access-record.ts';
import type { EarlySend } from './distributors/early.ts';
import type { SentKind } from './notices/kinds.ts';
import type { Instant } from './time/time.ts';

/** `conflict` names the commit that did not fit; `not-a-plain-row` is a change with merges, or with too many commits. */
export type BackportResult =
  | { readonly kind: 'pushed'; readonly sha: string }
  | { readonly kind: 'conflict'; readonly sha: string; readonly files: readonly string[] }
  | { readonly kind: 'not-a-plain-row' }
  | { readonly kind: 'nothing-left' }
  | { readonly kind: 'branch-taken' };

/** What our own work brought back: a wake-up that rang, an effect that was carried out or given up, what another case told. */
export type WorkEvent =
  /** `reporter` is who had sent the duplicate, undefined where maintainers had begun it. */
  | { readonly kind: 'DuplicateClosed'; readonly duplicate: CaseId; readonly reporter: Login | undefined }
  | { readonly kind: 'WakeUpRang'; readonly name: string; readonly dueAt: Instant }
  | { readonly kind: 'CaseIssueOpened'; readonly place: Place }
  | { readonly kind: 'PublicIssueOpened'; readonly place: Place }
  /** The private repository of this case alone exists. */
  | { readonly kind: 'FixRepositoryMade'; readonly repository: RepositoryName }
  /** What became of a wish about access; `why` where GitHub refused. */
  | {
      readonly kind: 'AccessSet';
      readonly repository: RepositoryName;
      readonly to: Accessor;
      readonly access: AccessLevel | 'none';
      readonly how: Access['how'];
      readonly why?: string;
    }
  | {
      readonly kind: 'LineMirrored';
      readonly line: string;
      readonly publicSha: string;
      readonly mirrorSha: string;
      readonly state: 'done' | 'diverged';
    }
  | {
      readonly kind: 'BackportMade';
      readonly line: string;
      /** The pull request whose commits were picked, and the branch for them. */
      readonly number: number;
      readonly branch: string;
      readonly result: BackportResult;
    }
  | { readonly kind: 'BackportOpened'; readonly line: string; readonly place: Place }
  /** Our own vector got onto the advisory, or stands there already. */
  | { readonly kind: 'SeverityWritten'; readonly vector: string; readonly askedAt: Instant }
  /** `as`: with whose own token; missing: with the App's, or seen. */
  | { readonly kind: 'AdvisoryPublished'; readonly publishedAt: Instant; readonly as?: Login }
  /** A public pull request proposes this approved head. */
  | { readonly kind: 'FixProposed'; readonly line: string; readonly sha: string; readonly place: Place }
  /** `tip` is where the public line stands instead, undefined when there is no such branch. */
  | { readonly kind: 'PushRefused'; readonly line: string; readonly sha: string; readonly tip: string | undefined }
  /** `kept` names the versions that a person had written and that are others than those of the releases. */
  | { readonly kind: 'PatchedVersionsSet'; readonly versions: readonly string[]; readonly kept: readonly string[] }
  | {
      readonly kind: 'NoticeSent';
      readonly notice: SentKind;
      readonly channel: string;
      readonly edition: number;
      /** Where it can be read, if the channel says. */ readonly link: string | undefined;
    }
  | ({ readonly kind: 'DistributorMailed' } & Pick<EarlySend, 'stage' | 'edition' | 'member'>)
  /** The App was installed anew: what it may do it may do under this number from now on. */
  | { readonly kind: 'InstallationChanged'; readonly installationId: number }
  | { readonly kind: 'AdvisoryCommentsFound'; readonly are: 'available' | 'absent' }
  | { readonly kind: 'EffectGivenUp'; readonly key: string; readonly what: string; readonly error: string };
