/** The Probot application function: subscribes, hands over, nothing else. */
import type { ApplicationFunction } from 'probot';

/** What a Probot that runs this function hands over; the raw body where it still has it, else the payload. */
export type Delivery = { readonly guid: string; readonly name: string; readonly body: string };

/** Every event that the app has a use for. `app.yml` asks GitHub for the same. */
export const subscribedEvents = [
  'repository_advisory',
  'issue_comment',
  'issues',
  'pull_request',
  'pull_request_review',
  'push',
  'check_run',
  'check_suite',
  'workflow_run',
  'repository',
  'release',
  'create',
  'fork',
  'member',
  'membership',
  'team',
  'organization',
  'installation',
  'installation_repositories',
] as const;

/**
 * Under its own server Fixlead takes raw deliveries in before Probot sees them (`wiring/door.ts`). Under a Probot of somebody else's this
 * function puts what Probot dispatches into the same inbox; a delivery that comes both ways counts once.
 */
export function fixleadApp(takeIn: (delivery: Delivery) => Promise<void>): ApplicationFunction {
  return (app) => {
    app.on([...subscribedEvents], async ({ id, name, payload }) => takeIn({ guid: id, name, body: JSON.stringify(payload) }));
  };
}
