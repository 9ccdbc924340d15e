import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { gitHubAdapter } from '../../../src/adapters/github/github.ts';
import type { GitHubWatch } from '../../../src/engine/ports/github.ts';
import type { Log } from '../../../src/engine/ports/clock.ts';
import type { Stage } from './stage.ts';
import { aReport, appId, fixes, privateKey, project, setStage } from './stage.ts';

let stage: Stage;
beforeEach(async () => void (stage = await setStage()));
afterEach(() => stage.close());

const watch = (): GitHubWatch => stage.github.watch;
const minute = 60_000;
const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
/** Requests that cost something: a 304 does not. */
const costly = (path: RegExp) => stage.hub.world.requests.filter((request) => path.test(request.path) && request.status === 200).length;

describe('installations', () => {
  it('are listed with their repositories, without temporary private forks', async () => {
    const caseId = await stage.report();
    await stage.hub.actAs('Ada').createTemporaryFork(caseId);
    expect(await watch().installations()).toEqual([{ installationId: stage.installationId, repositories: [project, fixes] }]);
  });

  it('go on when one of them refuses us', async () => {
    stage.hub.world.addOrganisation('other', { owners: ['sven'] });
    await stage.hub.world.addRepository('other/thing');
    const other = stage.hub.world.installApp('other', 'all', { metadata: 'read' });
    stage.hub.misbehave({ kind: 'absent', path: `/app/installations/${other}/access_tokens` });
    expect(await watch().installations()).toMatchObject([{ installationId: stage.installationId }]);
    expect(stage.logged).toMatchObject([{ level: 'warn', facts: { installationId: other } }]);
  });

  it('are not said to be fewer because GitHub is down', async () => {
    stage.hub.misbehave({ kind: '502-before-doing', path: '/installation/repositories' });
    await expect(watch().installations()).rejects.toMatchObject({ permanent: false });
  });

  it('may be more than fit on one page', async () => {
    for (let count = 0; count < 105; count++) {
      stage.hub.world.addOrganisation(`org-${count}`, { owners: ['sven'] });
      stage.hub.world.installApp(`org-${count}`, 'all', { metadata: 'read' });
    }
    expect(await watch().installations()).toHaveLength(106);
  });
});

describe('advisories', () => {
  const look = (cursor: string | undefined) => watch().advisories(stage.installationId, project, cursor);

  it('are sighted once, and again when they changed', async () => {
    const caseId = await stage.report();
    const first = await look(undefined);
    expect(first?.sightings).toMatchObject([
      { kind: 'AdvisorySighted', caseId, state: 'triage', reporter: 'rita', reportedAt: stage.clock.at },
    ]);
    expect(await look(first?.cursor)).toBeUndefined();
    stage.clock.at += minute;
    await stage.hub.actAs('Ada').acceptReport(caseId);
    const second = await look(first?.cursor);
    expect(second?.sightings).toMatchObject([{ caseId, state: 'draft', reporter: 'rita' }]);
    expect(await look(second?.cursor)).toBeUndefined();
  });

  it('that maintainers drafted are sighted, with no reporter', async () => {
    await stage.hub.actAs('Ada').createDraft(project, aReport);
    expect((await look(undefined))?.sightings).toMatchObject([{ state: 'draft', reporter: undefined }]);
  });

  it('are sighted when they are published and when they are closed, dated by that', async () => {
    const published = await stage.report();
    const closed = await stage.report();
    const before = await look(undefined);
    stage.clock.at += minute;
    const changedAt = stage.clock.at;
    await stage.hub.actAs('Ada').acceptReport(published);
    await stage.hub.actAs('Ada').publishAdvisory(published);
    await stage.hub.actAs('Ada').closeAdvisory(closed);
    stage.clock.at += minute;
    expect((await look(before?.cursor))?.sightings).toMatchObject([
      { caseId: published, state: 'published', at: changedAt },
      { caseId: closed, state: 'closed', at: changedAt },
    ]);
  });

  it('are sighted when a temporary private fork appears', async () => {
    const caseId = await stage.report();
    const before = await look(undefined);
    stage.clock.at += minute;
    const fork = await stage.hub.actAs('Ada').createTemporaryFork(caseId);
    expect((await look(before?.cursor))?.sightings).toMatchObject([{ caseId, temporaryFork: fork.toLowerCase() }]);
  });

  it('are sighted with the severity that somebody gave them', async () => {
    const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N';
    await stage.hub.actAs('Ada').createDraft(project, { ...aReport, cvss_vector_string: vector });
    expect((await look(undefined))?.sightings).toMatchObject([{ severity: { vectors: [vector], severity: 'high' } }]);
  });

  it('cost nothing to look at while nothing changes', async () => {
    await stage.report();
    const first = await look(undefined);
    const before = costly(/security-advisories/);
    await look(first?.cursor);
    expect(costly(/security-advisories/)).toBe(before);
  });

  it('are all found when there are more than one page of them', async () => {
    for (let count = 0; count < 130; count++) await stage.report();
    const first = await look(undefined);
    expect(new Set(first?.sightings.map((sighting) => 'caseId' in sighting && sighting.caseId)).size).toBe(130);
    expect(await look(first?.cursor)).toBeUndefined();
  });

  it('are sighted afresh when the cursor is no cursor of ours', async () => {
    await stage.report();
    expect((await look('{"etag": 7}'))?.sightings).toHaveLength(1);
    expect((await look('not JSON'))?.sightings).toHaveLength(1);
  });

  it('say that there are none, once, so that the next look has something to compare with', async () => {
    const first = await look(undefined);
    expect(first).toEqual({ sightings: [], cursor: '{}' });
    expect(await look(first?.cursor)).toBeUndefined();
  });

  it('are left alone where the repository is not to be seen', async () => {
    stage.hub.misbehave({ kind: 'absent', path: /security-advisories/ });
    expect(await look(undefined)).toBeUndefined();
  });

  it('are not left alone because GitHub is down', async () => {
    stage.hub.misbehave({ kind: 'reset-before-doing', path: /security-advisories/ });
    await expect(look(undefined)).rejects.toMatchObject({ permanent: false });
  });
});

describe('comments', () => {
  const look = async (cursor?: string) => {
    const seen = await watch().comments(stage.installationId, project, await theCase, cursor);
    return typeof seen === 'object' ? seen : { comments: seen, cursor: undefined };
  };
  let theCase: ReturnType<Stage['report']>;
  beforeEach(async () => {
    theCase = stage.report();
    await theCase;
  });

  it('are all given whenever something changed: said, edited or deleted', async () => {
    const rita = stage.hub.actAs('rita');
    const caseId = await theCase;
    const id = await rita.commentOnAdvisory(caseId, 'Hello');
    const first = await look();
    expect(first.comments).toEqual([
      { commentId: String(id), author: 'rita', authorIsBot: false, text: 'Hello', createdAt: stage.clock.at, updatedAt: stage.clock.at },
    ]);
    expect((await look(first.cursor)).comments).toBeUndefined();
    stage.clock.at += minute;
    await rita.editAdvisoryComment(id, 'Hello!');
    const second = await look(first.cursor);
    expect(second.comments).toMatchObject([{ text: 'Hello!', createdAt: stage.clock.at - minute, updatedAt: stage.clock.at }]);
    await rita.deleteAdvisoryComment(id);
    expect((await look(second.cursor)).comments).toEqual([]);
  });

  it('do not hide a new one behind a full first page that has not changed', async () => {
    const caseId = await theCase;
    for (let count = 0; count < 100; count++) await stage.hub.actAs('rita').commentOnAdvisory(caseId, `No. ${count}`);
    const first = await look();
    expect(first.comments).toHaveLength(100);
    await stage.hub.actAs('rita').commentOnAdvisory(caseId, 'One more');
    expect((await look(first.cursor)).comments).toHaveLength(101);
  });

  it('cost nothing to look at while nothing changes', async () => {
    await stage.hub.actAs('rita').commentOnAdvisory(await theCase, 'Hello');
    const first = await look();
    const before = costly(/comments/);
    await look(first.cursor);
    expect(costly(/comments/)).toBe(before);
  });

  it("of bots are told apart from people's", async () => {
    const caseId = await theCase;
    const effect = { kind: 'SayOnAdvisory', key: 'k', audience: 'reporter', body: 'Hello' } as const;
    await stage.github.performers.SayOnAdvisory.perform(stage.context(caseId), effect);
    expect((await look()).comments).toMatchObject([{ author: 'fixlead[bot]', authorIsBot: true }]);
  });

  it('are absent where GitHub does not offer them', async () => {
    stage.hub.misbehave({ kind: 'absent', path: /comments/ });
    expect((await look()).comments).toBe('absent');
  });

  it('are not called absent where the advisory itself is out of sight', async () => {
    stage.hub.misbehave({ kind: 'absent', path: /security-advisories/ });
    await expect(look()).rejects.toMatchObject({ permanent: true });
  });

  it('are not called absent because GitHub asks us to wait', async () => {
    stage.hub.misbehave({ kind: '403-retry-after', retryAfterSeconds: 5, path: /comments/ });
    await expect(look()).rejects.toMatchObject({ permanent: false, retryAfterMs: 5000 });
  });
});

describe('missed deliveries', () => {
  /** Answers the first `failures` deliveries with 500, all others with 202. */
  async function listen(failures: number) {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      bodies.push(String(request.headers['x-github-delivery']));
      request.resume().on('end', () => response.writeHead(bodies.length <= failures ? 500 : 202).end());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    stage.hub.deliverTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/github/webhooks`);
    return { guids: bodies, stop: () => server.close().closeAllConnections() };
  }
  const anHourAgo = () => stage.clock.at - 60 * minute;

  it('are those that failed and never succeeded, until asked for again', async () => {
    const target = await listen(1);
    await stage.report();
    await stage.report();
    await stage.hub.idle();
    const missed = await watch().missedDeliveries(anHourAgo());
    expect(missed.map(({ guid }) => guid)).toEqual([target.guids[0]]);
    await watch().askForRedelivery(missed[0]?.id ?? '');
    await stage.hub.idle();
    expect(target.guids).toHaveLength(3);
    expect(await watch().missedDeliveries(anHourAgo())).toEqual([]);
    target.stop();
  });

  it('are found also where nobody answered at all, and beyond the first page', async () => {
    const target = await listen(0);
    stage.hub.misbehave({ kind: 'lost', event: 'repository_advisory', times: 2 });
    for (let count = 0; count < 130; count++) await stage.report();
    await stage.hub.idle();
    expect(await watch().missedDeliveries(anHourAgo())).toHaveLength(2);
    target.stop();
  });

  it('are not looked for further back than asked', async () => {
    const target = await listen(1);
    await stage.report();
    await stage.hub.idle();
    stage.clock.at += 61 * minute;
    expect(await watch().missedDeliveries(anHourAgo())).toEqual([]);
    target.stop();
  });
});

describe('a GitHub that does not answer', () => {
  it('is given up after the time allowed, as a failure that passes', async () => {
    const signIn = { appId, privateKey, apiUrl: stage.hub.apiUrl, log: silent, now: () => stage.clock.at, requestTimeoutMs: 100 };
    stage.hub.misbehave({ kind: 'slow', delayMs: 1000, path: '/app/installations', times: 1 });
    const failure = gitHubAdapter(signIn).watch.installations();
    await expect(failure).rejects.toMatchObject({
      permanent: false,
      message: expect.stringMatching(/^GET \/app\/installations: no answer \(/),
    });
  });
});
