/** What the dashboard and the effects that speak of it share. */
import { gitHubPeople } from '../adapters/github/people.ts';
import { memberLinks } from '../dashboard/member/member-links.ts';
import { statusLinks } from '../dashboard/status-links.ts';
import { createSealing } from '../dashboard/sealing.ts';
import type { MemberLinks } from '../engine/performers/member-link.ts';
import { type StatusLinks } from '../engine/performers/keep-status-page.ts';
import type { GitHubPeople } from '../engine/ports/surface.ts';
import type { Clock } from '../engine/ports/clock.ts';
import type { Settings } from '../settings/settings.ts';
import type { DashboardSettings } from '../settings/surface-settings.ts';

/** GitHub as the people see it who sign in on the dashboard. */
export function peopleOf(
  { githubApiUrl: apiUrl, gitUrl: webUrl }: Settings,
  { clientId, clientSecret }: DashboardSettings,
  clock: Clock,
): GitHubPeople {
  return gitHubPeople({ apiUrl, webUrl, clientId, clientSecret: clientSecret.reveal(), now: () => clock.now() });
}

export function statusLinksOf({ url, sessionKey }: DashboardSettings): StatusLinks {
  return statusLinks({ url, sealing: createSealing(sessionKey.reveal()) });
}

export function memberLinksOf({ url, sessionKey }: DashboardSettings): MemberLinks {
  return memberLinks({ url, sealing: createSealing(sessionKey.reveal()) });
}
