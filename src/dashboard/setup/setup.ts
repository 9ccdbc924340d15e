/** What the set-up's pages work with, handed down by `fixlead setup`. */
import type { Finding } from '../../engine/doctor/finding.ts';

export type Setup = {
  /** Where the browser reaches these pages, without the slash at the end. */
  readonly origin: string;
  /** GitHub's pages, where the App is made, without the slash at the end. */
  readonly webUrl: string;
  /** What the form is filled in with. */
  readonly suggested: { readonly appUrl: string; readonly organisation: string };
  readonly now: () => number;
  /**
   * Fetches the new App's credentials from GitHub and writes them into files; none of them comes back.
   * Errors: throws GitHubFailure, and what the system says when a file cannot be written.
   */
  readonly makeApp: (code: string, appUrl: string) => Promise<MadeApp>;
  /** The App whose credentials stand in the files already; undefined while there is none. */
  readonly madeBefore: MadeApp | undefined;
  /** The check-up of the App, and of a repository where one is named. Errors: none. */
  readonly examine: (repository: string | undefined) => Promise<readonly Finding[]>;
  /** A test message to each channel that the policy of the repository names. Errors: none. */
  readonly sendTests: (repository: string) => Promise<readonly Finding[]>;
};

export type MadeApp = {
  readonly slug: string;
  /** Where on GitHub it is installed. */
  readonly installUrl: string;
  /** Where the app will be reached; undefined where it has no dashboard. */
  readonly appUrl: string | undefined;
};
