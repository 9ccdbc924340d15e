/** What a check-up asks of GitHub. Each throws GitHubFailure when it cannot be found out. */
import type { RepositoryName } from '../../core/ids.ts';
import type { Policy, Team } from '../../core/policy.ts';
import type { PolicyFilesSeen } from '../ports/github.ts';

export type Permissions = Readonly<Record<string, string>>;

export type GitHubCheckup = {
  /** The App as its own page shows it. */
  app(): Promise<{ readonly slug: string; readonly permissions: Permissions; readonly events: readonly string[] }>;
  /** `hasSecret` when deliveries are signed, `checksTls` unless somebody switched that off. */
  hook(): Promise<{ readonly url: string | undefined; readonly hasSecret: boolean; readonly checksTls: boolean }>;
  /** The installation that covers a repository, with what its organisation has accepted; undefined when none does. */
  installation(repository: RepositoryName): Promise<{ readonly installationId: number; readonly permissions: Permissions } | undefined>;
  policyFiles(installationId: number, repository: RepositoryName): Promise<PolicyFilesSeen>;
  readsAdvisories(installationId: number, repository: RepositoryName): Promise<boolean>;
  takesPrivateReports(installationId: number, repository: RepositoryName): Promise<boolean>;
  seesTeam(installationId: number, team: Team): Promise<boolean>;
  /** Undefined when the App does not see it. */
  visibility(installationId: number, repository: RepositoryName): Promise<string | undefined>;
  /** Whether GitHub demands our own check on a line. */
  requiresCheck(installationId: number, repository: RepositoryName, line: string): Promise<boolean>;
};

/** Which of the policy's channels have what they need in the environment. */
export type ChannelCheckup = (channel: string) => boolean;

export type Patient = {
  readonly repository: RepositoryName;
  readonly installationId: number;
  readonly permissions: Permissions;
  readonly policy: Policy;
};
