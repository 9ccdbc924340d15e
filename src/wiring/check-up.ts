/** Builds the check-up from what the environment says: `fixlead doctor` and the set-up's page show the same. */
import { gitHubAdapter } from '../adapters/github/github.ts';
import { openStore } from '../adapters/store/open-store.ts';
import { StoreProblem } from '../adapters/store/store-problem.ts';
import { channelSenders } from './channel-senders.ts';
import type { ChannelSettings } from '../settings/channel-settings.ts';
import type { RepositoryName } from '../core/ids.ts';
import { parseChannel } from '../core/notices/channels.ts';
import type { Instant } from '../core/time/time.ts';
import { examine } from '../engine/doctor/examine.ts';
import type { Finding } from '../engine/doctor/finding.ts';
import type { GitHubCheckup } from '../engine/doctor/checkup.ts';
import { sendTests } from '../engine/doctor/send-tests.ts';
import type { Log } from '../engine/ports/clock.ts';
import type { Settings } from '../settings/settings.ts';

export type CheckUp = {
  readonly app: GitHubCheckup['app'];
  /** Of the App alone where no repository is named. Errors: none. */
  examine(repository: RepositoryName | undefined): Promise<readonly Finding[]>;
  /** Errors: none. */
  sendTests(repository: RepositoryName): Promise<readonly Finding[]>;
};

export function createCheckUp({ appId, privateKey, githubApiUrl, channels, store }: Settings): CheckUp {
  const now = (): number => Date.now();
  const { checkup: github } = gitHubAdapter({ appId, privateKey: privateKey.reveal(), apiUrl: githubApiUrl, log: silent, now });
  const looks = {
    github,
    channels: (channel: string) => isSetUp(channel, channels),
    newestDeliveryAt: () => newestDeliveryIn(store.reveal()),
  };
  return {
    app: () => github.app(),
    examine: (repository) => examine(looks, repository),
    sendTests: (repository) => sendTests({ github, senders: channelSenders(channels, now), now: now() }, repository),
  };
}

/** Beside a running app: nothing is written. */
async function newestDeliveryIn(url: string): Promise<Instant | undefined | 'unknown'> {
  try {
    const store = await openStore(url, { readOnly: true });
    return await store.newestDeliveryAt().finally(() => store.close());
  } catch (cause) {
    if (!(cause instanceof StoreProblem)) throw cause;
    return 'unknown';
  }
}

function isSetUp(text: string, channels: ChannelSettings | undefined): boolean {
  const channel = parseChannel(text);
  switch (channel?.kind) {
    case 'slack':
      return channels?.slack.has(channel.name) === true;
    case 'web-hook':
      return channels?.webHooks.has(channel.name) === true;
    case 'mail':
      return channels?.mail !== undefined;
    case 'github':
    case 'by-hand':
      return true;
    case undefined:
      return false;
  }
}

const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
