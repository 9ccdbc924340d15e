/** What is sent to GitHub to make the App. Source: GitHub Docs, "Registering a GitHub App from a manifest", parameters. */
import { eventNames } from '../../engine/doctor/events.ts';
import { permissionsFor } from '../../engine/doctor/permissions.ts';

/** GitHub takes no longer names of Apps. Unit: characters. */
export const longestName = 34;

export type Choices = {
  readonly name: string;
  /** Where people and GitHub will reach the app, without the slash at the end. */
  readonly appUrl: string;
  /** The optional permissions that were chosen. */
  readonly optional: readonly string[];
};

/** `origin` is where the set-up's own pages are: the browser comes back there. */
export function manifestFor({ name, appUrl, optional }: Choices, origin: string) {
  return {
    name,
    url: appUrl,
    description: 'Runs this project’s security-release process, from the private report to the published advisory.',
    hook_attributes: { url: `${appUrl}/api/github/webhooks`, active: true },
    redirect_url: `${origin}/setup/made`,
    callback_urls: [`${appUrl}/sign-in/done`],
    setup_url: `${appUrl}/`,
    // The App reads embargoed reports: nobody else is to install it.
    public: false,
    request_oauth_on_install: false,
    default_permissions: permissionsFor(optional),
    default_events: eventNames,
  };
}

/** The page of GitHub that takes the manifest; an empty organisation means the person's own account. */
export function newAppUrl(webUrl: string, organisation: string, state: string): string {
  const whose = organisation === '' ? '' : `/organizations/${organisation}`;
  return `${webUrl}${whose}/settings/apps/new?${new URLSearchParams({ state }).toString()}`;
}
