/** A test message to each channel of a policy that this installation sends to. It says that it is one, and nothing of any case. */
import type { EffectOf } from '../../core/effects.ts';
import type { RepositoryName } from '../../core/ids.ts';
import { parseChannel } from '../../core/notices/channels.ts';
import { channelsOf } from './repository-checks.ts';
import { readPolicies } from '../../policy/read-policy.ts';
import { ChannelFailure, GitHubFailure } from '../ports/failures.ts';
import type { NoticeSenders, PerformContext } from '../ports/github.ts';
import type { GitHubCheckup } from './checkup.ts';
import { ill, poor, well, type Finding } from './finding.ts';

/** People read these. A machine behind a web hook might take a test for a notice, and a test issue or release would stay. */
type Tried = Pick<NoticeSenders, 'slack' | 'mail'>;
export type TestSenders = { readonly github: GitHubCheckup; readonly senders: Tried; readonly now: number };

/** Errors: none. */
export async function sendTests({ github, senders, now }: TestSenders, repository: RepositoryName): Promise<readonly Finding[]> {
  try {
    const installation = await github.installation(repository);
    const files = installation && (await github.policyFiles(installation.installationId, repository));
    const read = files && readPolicies(files);
    if (installation === undefined || read === undefined || !read.ok)
      return [
        ill('test messages', 'nothing was sent', 'the App has to be installed, and the policy file good, before its channels are known'),
      ];
    const channels = channelsOf(read.policy);
    if (channels.length === 0) return [poor('test messages', 'the policy names no channel', 'name some under channels')];
    const context = { about: repository, repository, installationId: installation.installationId } as const;
    return await Promise.all(channels.map((channel) => sendTest(senders, { channel, context, now })));
  } catch (cause) {
    if (!(cause instanceof GitHubFailure)) throw cause;
    return [ill('test messages', `nothing was sent: ${cause.message}`, 'try again when GitHub answers')];
  }
}

type Test = { readonly channel: string; readonly context: PerformContext; readonly now: number };

async function sendTest(senders: Tried, { channel, context, now }: Test): Promise<Finding> {
  const { kind, name } = parseChannel(channel) ?? {};
  if (kind === undefined || name === undefined) return ill(channel, 'is no channel', 'docs/policy.md says how channels are written');
  if (kind !== 'slack' && kind !== 'mail') return well(channel, 'is not tried: only Slack and mail are');
  try {
    await senders[kind].send(context, testNotice(channel, now), name);
    return well(channel, 'a test message was sent; see that it is there');
  } catch (cause) {
    if (!(cause instanceof ChannelFailure)) throw cause;
    return ill(channel, `the test message was not sent: ${cause.message}`, 'see its variables in docs/operating.md, “Channels”');
  }
}

/** Each time another one, so that a second test is not taken for a repetition of the first. */
function testNotice(channel: string, now: number): EffectOf<'SendNotice'> {
  return {
    ...{ kind: 'SendNotice', audience: 'public', key: `test:${channel}@${now}`, notice: 'forthcoming', channel, edition: 0, retries: 0 },
    subject: 'Test message from Fixlead',
    body: 'Somebody who sets Fixlead up is trying whether notices arrive here. There is nothing to do, and no vulnerability behind it.',
  };
}
