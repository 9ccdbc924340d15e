/** What a check-up asks of GitHub. Each throws GitHubFailure when it cannot be found out. */
import type { RepositoryName } from '../../core/ids.ts';
import type { Policy, Team } from '../../core/policy.ts';
import type { Instant } from '../../core/time/time.ts';
import type { PolicyFilesSeen } from '../ports/github.ts';

export type Permissions = Readonly<Record<string, string>>;

export type GitHubCheckup = {
  /** The App as its own page shows it; `pageUrl` is that page. */
  app(): Promise<{
    readonly slug: string;
    readonly pageUrl: string;
    readonly permissions: Permissions;
    readonly events: readonly string[];
  }>;
  /** `hasSecret` when deliveries are signed, `checksTls` unless somebody switched that off. */
  hook(): Promise<{ readonly url: string | undefined; readonly hasSecret: boolean; readonly checksTls: boolean }>;
  /** How GitHub's newest delivery of the last three days went, in GitHub's words where it failed; undefined when there was none. */
  newestDelivery(): Promise<{ readonly at: Instant; readonly succeeded: boolean; readonly status: string } | undefined>;
  /** The installation that covers a repository, with what its organisation has accepted; undefined when none does. */
  installation(repository: RepositoryName): Promise<{ readonly installationId: number; readonly permissions: Permissions } | undefined>;
  policyFiles(installationId: number, repository: RepositoryName): Promise<PolicyFilesSeen>;
  readsAdvisories(installationId: number, repository: RepositoryName): Promise<boolean>;
  /** Whether comments of advisories are offered to us; undefined while there is no advisory to try it on. */
  readsComments(installationId: number, repository: RepositoryName): Promise<boolean | undefined>;
  takesPrivateReports(installationId: number, repository: RepositoryName): Promise<boolean>;
  seesTeam(installationId: number, team: Team): Promise<boolean>;
  /** Undefined when the App does not see it. */
  visibility(installationId: number, repository: RepositoryName): Promise<string | undefined>;
  /** Whether GitHub demands a check of our own on a line, `fixlead/lgtm` unless another is named. */
  requiresCheck(installationId: number, repository: RepositoryName, line: string, name?: string): Promise<boolean>;
};

/** Which of the policy's channels have what they need in the environment. */
export type ChannelCheckup = (channel: string) => boolean;

/** When the app itself last took a delivery in; undefined for never. `unknown` where its store cannot be read. */
export type StoreCheckup = () => Promise<Instant | undefined | 'unknown'>;

/** What a check-up may look at. */
export type Looks = { readonly github: GitHubCheckup; readonly channels: ChannelCheckup; readonly newestDeliveryAt: StoreCheckup };

export type Patient = {
  readonly repository: RepositoryName;
  readonly installationId: number;
  readonly permissions: Permissions;
  readonly policy: Policy;
};
