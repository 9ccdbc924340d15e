/** Whether what GitHub sends arrives: GitHub says how the newest delivery went, the app's own store says whether it came here. */
import { formatUtcMinute } from '../../core/time/time.ts';
import type { Looks } from './checkup.ts';
import { ill, poor, well, type Finding } from './finding.ts';

const start = 'start the app, and see that GitHub reaches it from outside: the App’s settings list each delivery under Advanced';

/** Edges: GitHub forgets after three days, the store does not. */
export async function arrive({ github, newestDeliveryAt }: Pick<Looks, 'github' | 'newestDeliveryAt'>): Promise<Finding> {
  const [sent, came] = await Promise.all([github.newestDelivery(), newestDeliveryAt()]);
  if (sent?.succeeded === false)
    return ill('deliveries', `the newest one, of ${formatUtcMinute(sent.at)}, did not arrive: ${sent.status}`, start);
  if (came === 'unknown' || came === undefined) {
    if (sent === undefined) return poor('deliveries', 'nothing has come from GitHub yet', start);
    if (came === 'unknown') return well('deliveries', `GitHub says that they arrive; the newest is of ${formatUtcMinute(sent.at)}`);
    return ill(
      'deliveries',
      'GitHub says that they arrive, and none came to this app',
      'is another app, or another store, behind that address?',
    );
  }
  return well('deliveries', `they arrive; the newest came ${formatUtcMinute(came)}`);
}
