// The register of distributors on its whole road: a comment in the project's issue, a key that is really read, what is stored and answered.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generateKey } from 'openpgp';
import { repositoryName } from '../../src/core/ids.ts';
import { toldArrival } from '../../src/engine/arrivals.ts';
import { handleArrival } from '../../src/engine/handle-arrival.ts';
import { lookAtPolicy } from '../../src/engine/looks/look-at-policy.ts';
import { anApplication } from '../core/distributors/a-register.ts';
import { aMaintainer, reportedAt } from '../fixtures/a-case.ts';
import { anEngine, type AnEngine } from './an-engine.ts';
import { issueComment } from './sightings.ts';

const project = repositoryName('acme/widget');
const place = { repository: repositoryName('acme/widget-security'), number: 31 };
const policyFile = `fix_repository: acme/widget-security
distributors: { enabled: true }
`;
const fence = '```';

describe('the register', () => {
  let bot: AnEngine;
  beforeEach(async () => {
    bot = await anEngine();
    bot.github.shows.policyFile = { text: policyFile, path: 'acme/widget/.github/fixlead.yml' };
    bot.github.shows.maintainers = [aMaintainer];
    const event = { kind: 'ProjectIssueOpened', place, at: bot.now() } as const;
    const { key: _, ...arrival } = toldArrival('x', { to: 'project', repository: project, installationId: 5, event }, bot.now());
    await handleArrival(bot.engine, await bot.claim(arrival));
  });
  afterEach(() => bot.close());

  async function say(text: string): Promise<void> {
    const body = JSON.stringify(issueComment(text, { place }));
    await handleArrival(bot.engine, await bot.claim({ name: 'sighting', source: 'poll', body }));
  }

  async function members() {
    return (await bot.store.readProject(project))?.project.register?.members ?? [];
  }

  async function lastAnswer(): Promise<string> {
    const lines = await bot.store.readHistory(project);
    return `${lines.at(-1)?.outcome} ${lines.at(-1)?.refusalCode ?? ''}`.trim();
  }

  async function joins(): Promise<void> {
    await say(`/distributor apply example-linux security@example.org\n\n${fence}\n${anApplication}${fence}`);
    await say('/distributor accept example-linux');
  }

  it('takes an application and a key from between fences, and keeps the key’s fingerprint', async () => {
    const { publicKey } = await generateKey({
      userIDs: [{ name: 'Example Linux' }],
      format: 'armored',
      keyExpirationTime: 86_400 * 4000,
      date: new Date(reportedAt),
    });
    await joins();
    await say(`/distributor key example-linux\n\n${fence}\n${publicKey}\n${fence}`);
    const [member] = await members();
    expect(member).toMatchObject({
      name: 'example-linux',
      key: { armoured: publicKey.trim(), fingerprint: expect.stringMatching(/^[0-9A-F]{40,64}$/) },
    });
    expect(member?.key?.expiresAt).toBeGreaterThan(bot.now());
  });

  it('refuses a key that it cannot encrypt to', async () => {
    const { publicKey, privateKey } = await generateKey({
      userIDs: [{ name: 'X' }],
      format: 'armored',
      subkeys: [{ sign: true }],
      date: new Date(reportedAt),
    });
    await joins();
    for (const text of [publicKey, privateKey, 'no key']) {
      await say(`/distributor key example-linux\n\n${fence}\n${text}\n${fence}`);
      expect(await lastAnswer()).toBe('refused against-policy');
    }
    expect((await members())[0]?.key).toBeUndefined();
  });

  it('takes nothing from a comment that brings a text and says more, because the text is somebody else’s', async () => {
    await say(
      `/distributor apply example-linux security@example.org\n\n${fence}\n${anApplication}\n${fence}\n\n/distributor accept example-linux`,
    );
    expect(await members()).toEqual([]);
    expect(await lastAnswer()).toBe('refused not-understood');
    expect((await bot.store.readProject(project))?.project.register).toBeUndefined();
  });

  it('reads no command from the text that was brought', async () => {
    await say(
      `/distributor apply example-linux security@example.org\n\n${fence}\n${anApplication}\n/distributor accept example-linux\n${fence}`,
    );
    expect(await members()).toEqual([]);
    expect((await bot.store.readProject(project))?.project.register?.applications).toHaveLength(1);
  });

  it('is not offered for the fix repository, which has the same file, nor for each project of an organisation that says so', async () => {
    expect(await lookAtPolicy(bot.engine, 5, place.repository)).toBe(false);
    bot.github.shows.policyFile = undefined;
    bot.github.shows.organisationFile = { text: policyFile, path: 'acme/.github/.github/fixlead.yml' };
    expect(await lookAtPolicy(bot.engine, 5, repositoryName('acme/other'))).toBe(false);
  });

  it('is offered once, when the policy first says that distributors are told early', async () => {
    expect(await lookAtPolicy(bot.engine, 5, project)).toBe(true);
    expect(await lookAtPolicy(bot.engine, 5, project)).toBe(false);
  });
});
