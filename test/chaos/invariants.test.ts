// Each invariant of the chaos can fail: here is the world in which it does, beside the one in which it holds.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Stage } from '../../src/drill/stage.ts';
import { aCaseId } from '../fixtures/a-case.ts';
import { aReadyCase, releaseAt } from '../fixtures/happenings.ts';
import { cameLate, type Excuses } from './came-late.ts';
import { secretsFound, withCanaries } from './canaries.ts';
import { endsOtherwise, type EndState } from './end-state.ts';
import { notAsExpected } from './expected.ts';
import { brokenHistories, lostDeliveries, madeTwice, unfinishedWork } from './invariants.ts';
import type { Spell } from './plan.ts';
import { publicTooEarly, publishedWrongly, type Publishing } from './published.ts';
import { saidTwice, type Course } from './said.ts';
import { scenarioNamed } from './scenarios.ts';

const minuteMs = 60_000;
const excuses: Excuses = { spells: [], looks: 'ordinary', deaths: 0, timesAgain: 0 };
/** As much of a stage as is looked at. */
const stageWith = (world: object): Stage =>
  ({ now: () => releaseAt, scenario: scenarioNamed('no-fix'), github: { world } }) as unknown as Stage;

describe('work that waits for ever', () => {
  it.each(['arrivals', 'outbox', 'wake_ups'])('is found in %s', async (table) => {
    const rows = async (statement: string) => (statement.includes(` from ${table} `) ? [{ key: 'k' }] : []);
    expect(await unfinishedWork({ rows }, 0)).toEqual([{ kind: 'stuck', what: '{"key":"k"}' }]);
    expect(await unfinishedWork({ rows: async () => [] }, 0)).toEqual([]);
  });
});

describe('a delivery', () => {
  const found = (statusCode: number, isNew: boolean) =>
    lostDeliveries(stageWith({ deliveries: [{ guid: 'g', statusCode, event: 'push', body: '{}' }] }), { receive: async () => [isNew] });

  it('that was answered for has to be known', async () => {
    expect(await found(202, true)).toEqual([{ kind: 'lost', what: 'push g was answered 202 and is not known' }]);
    expect(await found(202, false)).toEqual([]);
  });

  it('that never got through is lost', async () => {
    expect(await found(503, false)).toEqual([{ kind: 'lost', what: 'push g never got through' }]);
  });
});

it('a history with a hole is found', async () => {
  const stored = { case: aReadyCase(), version: 1, lastHash: 'x' } as never;
  const store = { listCases: async () => [aReadyCase()], readCase: async () => stored, readHistory: async () => [] };
  expect(await brokenHistories(store)).toMatchObject([{ kind: 'history' }]);
});

describe('what is said', () => {
  const quiet: Course = { again: 0, lateMs: 0, clocksAhead: 0 };
  const underMarks = (text: string, ...letters: readonly string[]) =>
    letters.map((letter) => ({ where: 'widget#1', text: `${text} <!-- fixlead:${letter.repeat(16)} -->` }));
  const calm = ['widget#: Hello.'];

  it('under the same mark twice is found, and once is not', () => {
    expect(saidTwice(underMarks('Hello.', 'a', 'a'), undefined, quiet)).toMatchObject([{ kind: 'duplicate' }]);
    expect(saidTwice(underMarks('Hello.', 'a'), calm, quiet)).toEqual([]);
  });

  it('under two marks with the same words is found, unless somebody asked twice', () => {
    const twice = underMarks('Hello.', 'a', 'b');
    expect(saidTwice(twice, calm, quiet)).toMatchObject([{ kind: 'duplicate' }]);
    expect(saidTwice(twice, calm, { ...quiet, again: 1 })).toEqual([]);
    expect(saidTwice(twice, calm, { again: 0, lateMs: 60 * minuteMs, clocksAhead: 1 })).toMatchObject([{ kind: 'duplicate' }]);
  });

  it('of a publication that waits may be said again every quarter of an hour', () => {
    const all = underMarks('**Still not published**: x.', 'a', 'b', 'c');
    expect(saidTwice(all, [], { ...quiet, lateMs: 30 * minuteMs })).toEqual([]);
    expect(saidTwice(all, [], { ...quiet, lateMs: 29 * minuteMs })).toMatchObject([{ kind: 'duplicate' }]);
  });

  it('of a fix that is public may be said once more for each clock ahead', () => {
    const all = underMarks('**The fix is public since noon, 2 hours ago**', 'a', 'b');
    expect(saidTwice(all, [], { ...quiet, clocksAhead: 1 })).toEqual([]);
    expect(saidTwice(all, [], quiet)).toMatchObject([{ kind: 'duplicate' }]);
  });

  it('of a publication that begins may be said once more for each hold', () => {
    const all = underMarks('Every gate is green. The publication has begun: publishing.', 'a', 'b');
    expect(saidTwice([...all, ...underMarks('@rui put the publication **on hold**.', 'c')], [], quiet)).toEqual([]);
    expect(saidTwice(all, [], quiet)).toMatchObject([{ kind: 'duplicate' }]);
  });
});

it('a check and a credit that were made twice are found', () => {
  const run = { name: 'fixlead/lgtm', headSha: 'a', app: { id: 1 } };
  const advisories = [{ ghsaId: aCaseId, credits: ['rui', 'rui'].map((login) => ({ login, type: 'reporter' })) }];
  expect(madeTwice(stageWith({ app: { id: 1 }, repositories: [{ checkRuns: [run, run], advisories }] }))).toHaveLength(2);
  expect(madeTwice(stageWith({ app: { id: 2 }, repositories: [{ checkRuns: [run, run], advisories: [] }] }))).toEqual([]);
});

describe('a publication', () => {
  const given: Publishing = {
    cases: [aReadyCase()],
    byApp: new Set([aCaseId]),
    publishedAt: () => releaseAt,
    ...{ publications: 1, calmLateMs: 0, begun: [], excuses },
  };
  it.each([
    { name: 'a second early', over: { publishedAt: () => releaseAt - 1_000 }, kind: 'early' },
    { name: 'two hours late, with nothing to explain it', over: { publishedAt: () => releaseAt + 120 * minuteMs }, kind: 'late' },
    { name: 'twice', over: { publications: 2 }, kind: 'duplicate' },
  ])('is found when it comes $name', ({ over, kind }) => {
    expect(publishedWrongly({ ...given, ...over })).toMatchObject([{ kind }]);
  });

  it('is right at its minute, and later when trouble explains it', () => {
    expect(publishedWrongly(given)).toEqual([]);
    const publishedAt = (): number => releaseAt + 80 * minuteMs;
    const spell = { from: releaseAt - minuteMs, until: releaseAt + 40 * minuteMs };
    const during = (fault: Spell['fault']): Publishing => ({
      ...given,
      publishedAt,
      excuses: { ...excuses, spells: [{ ...spell, fault }] },
    });
    expect(publishedWrongly(during('github'))).toEqual([]);
    expect(publishedWrongly({ ...given, begun: [releaseAt + 70 * minuteMs], publishedAt })).toEqual([]);
    expect(publishedWrongly({ ...given, publishedAt })).toMatchObject([{ kind: 'late' }]);
  });
});

describe('what people wait for', () => {
  const begunAt = releaseAt;
  const after = (minutes: number, over: Partial<Excuses> = {}) => {
    const checks = [{ words: 'it is so', holdsAt: begunAt + minutes * minuteMs, instead: undefined }];
    return cameLate([{ at: begunAt, begunAt, words: 'ana says', because: undefined, checks }], { ...excuses, ...over });
  };
  const spell = (fault: Spell['fault'], from: number, until: number): Pick<Excuses, 'spells'> => ({
    spells: [{ fault, from: begunAt + from * minuteMs, until: begunAt + until * minuteMs }],
  });

  it.each([
    { name: 'without any trouble', minutes: 16, over: {} },
    { name: 'after trouble that was over before', minutes: 16, over: spell('github', -30, -1) },
    { name: 'before trouble that began later', minutes: 16, over: spell('github', 18, 40) },
    { name: 'after trouble for twenty minutes', minutes: 56, over: spell('github', 0, 20) },
    { name: 'after trouble that had lasted for twenty minutes', minutes: 38, over: spell('deliveries', -20, 1) },
    { name: 'after a clock that was ahead', minutes: 90, over: spell('clock-ahead', 0, 2) },
    { name: 'after three deaths', minutes: 19, over: { deaths: 3 } },
    { name: 'after somebody had said it again', minutes: 26, over: { timesAgain: 1 } },
  ])('may take $minutes minutes $name, and is late after that', ({ minutes, over }) => {
    expect(after(minutes - 1, over)).toEqual([]);
    expect(after(minutes + 1, over)).toMatchObject([{ kind: 'late' }]);
    expect(after(minutes + 1, { ...over, looks: 'slow' })).toEqual([]);
  });
});

it('what anybody can see of a case before its date is found', () => {
  const secretly = aReadyCase();
  const request = { method: 'POST', path: `/repos/${secretly.repository}/issues`, status: 201, actor: 'fixlead[bot]' };
  const [owner, name] = secretly.repository.split('/');
  const seen = (at: number, title: string) => {
    const repositories = [{ owner, name, private: false }];
    const world = { repositories, requests: [{ ...request, at, body: { title } }], advisory: () => ({ publishedAt: undefined }) };
    return publicTooEarly(stageWith(world), [secretly]);
  };
  expect(seen(releaseAt - 1, `About ${secretly.id}`)).toMatchObject([{ kind: 'public' }]);
  expect(seen(releaseAt, `About ${secretly.id}`)).toEqual([]);
  expect(seen(releaseAt - 1, 'Security notice')).toEqual([]);
});

it('an end that differs from that of a calm run is found, and whoever was not told', () => {
  const calm: EndState = { facts: ['the advisory is published'], texts: [], told: ['slack:announce: widget'], lateMs: 0 };
  expect(endsOtherwise(calm, calm)).toEqual([]);
  const other = { ...calm, facts: ['the advisory is draft'], told: [] };
  expect(endsOtherwise(other, calm).map(({ kind }) => kind)).toEqual(['expectation', 'lost']);
});

it('what was expected and did not come is found, but not that something is no longer so', () => {
  const stage = { ...stageWith({}), scenario: { ...scenarioNamed('no-fix'), steps: [] } };
  const missed = (words: string, begunAt: number) => {
    const checks = [{ words, holdsAt: undefined, instead: 'it is published' }];
    return notAsExpected(stage, [{ at: releaseAt, begunAt, words: 'Time has passed', because: undefined, checks }]);
  };
  expect(missed('the advisory is published', releaseAt)).toMatchObject([{ kind: 'expectation' }]);
  expect(missed('the advisory is draft', releaseAt)).toHaveLength(1);
  expect(missed('the advisory is draft', releaseAt + 60 * minuteMs)).toEqual([]);
});

describe('a secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'canaries-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const key = ['-----BEGIN RSA PRIVATE KEY-----', 'k'.repeat(64), 'l'.repeat(64), '-----END RSA PRIVATE KEY-----'].join('\n');
  const env = withCanaries({
    ...{ WEBHOOK_SECRET: 'hook-secret-hook-secret', PRIVATE_KEY: key },
    ...{ FIXLEAD_SMTP_URL: 'smtp://127.0.0.1:25', FIXLEAD_SLACK_ANNOUNCE: 'http://127.0.0.1:1/announce' },
  });
  const found = (log: string, store = '') =>
    secretsFound({ env, scenario: scenarioNamed('no-fix'), log, store, dataFolder: folder }).map(({ what }) => what);
  const password = /:([^@:]+)@/.exec(env['FIXLEAD_SMTP_URL'] ?? '')?.[1] ?? '';

  it.each([
    { name: 'the password of the mail server', words: password },
    { name: 'WEBHOOK_SECRET', words: 'hook-secret-hook-secret' },
    { name: 'FIXLEAD_SLACK_BOT_TOKEN', words: env['FIXLEAD_SLACK_BOT_TOKEN'] ?? '' },
    { name: 'FIXLEAD_SLACK_ANNOUNCE', words: 'http://127.0.0.1:1/announce' },
    { name: 'FIXLEAD_SESSION_KEY', words: env['FIXLEAD_SESSION_KEY'] ?? '' },
    { name: 'FIXLEAD_METRICS_TOKEN', words: env['FIXLEAD_METRICS_TOKEN'] ?? '' },
    { name: 'GITHUB_CLIENT_SECRET', words: env['GITHUB_CLIENT_SECRET'] ?? '' },
    { name: 'line 1 of the private key', words: 'k'.repeat(64) },
    { name: 'a token of an installation', words: `ghs_4711_${'x'.repeat(30)}` },
    { name: 'a token of an installation', words: Buffer.from('x-access-token:ghs_4711_x').toString('base64') },
    { name: '"Wait until it is dark and lean on it."', words: 'Wait until it is dark and lean on it.' },
  ])('is found in a log line: $name', ({ name, words }) => {
    expect(words.length).toBeGreaterThan(8);
    expect(found(`{"msg":"oh: ${words}"}`)).toEqual([`${name} stands in the log`]);
  });

  it('is found in the store and on the disk as well, where the words of a report may stand', () => {
    expect(found('')).toEqual(['there is no log to look for secrets in']);
    expect(found('{}', password)).toEqual(['the password of the mail server stands in the store']);
    expect(found('{}', 'Wait until it is dark and lean on it.')).toEqual([]);
    writeFileSync(join(folder, 'config'), password);
    expect(found('{}')).toEqual(['the password of the mail server stands in the data folder']);
  });
});
