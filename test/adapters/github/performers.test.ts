import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../src/adapters/github/marker.ts';
import { reaches } from '../../../src/adapters/github/performers/performers.ts';
import type { EffectKind, EffectOf } from '../../../src/core/effects.ts';
import { effectKey } from '../../../src/core/effects.ts';
import type { CaseId } from '../../../src/core/ids.ts';
import { login } from '../../../src/core/ids.ts';
import type { Found, Performer, Performers } from '../../../src/engine/ports/github.ts';
import { GitHubFailure } from '../../../src/engine/ports/failures.ts';
import type { Stage } from './stage.ts';
import { allPermissions, fixes, project, setStage } from './stage.ts';

let stage: Stage;
let caseId: CaseId;

beforeEach(async () => {
  stage = await setStage();
  caseId = await stage.report();
});

afterEach(() => stage.close());

/** As the engine does it: a try after the first looks before it acts. */
async function carryOut<Kind extends EffectKind>(effect: EffectOf<Kind>, attempt = 1): Promise<Found> {
  const performer = (stage.github.performers as Performers)[effect.kind] as Performer<Kind>;
  const context = stage.context(caseId);
  const found = attempt > 1 ? await performer.look(context, effect) : undefined;
  return found ?? performer.perform(context, effect);
}

async function failureOf(work: Promise<unknown>): Promise<GitHubFailure> {
  const failure = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof GitHubFailure)) throw new Error(`expected a GitHubFailure, got ${String(failure)}`);
  return failure;
}

const advisory = () => stage.hub.world.advisory(caseId);
const ours = () => advisory().comments.filter((comment) => comment.author === 'fixlead[bot]');
const issues = () => stage.hub.world.repository(fixes).issues;
const writes = () => stage.hub.world.requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/access_tokens'));

const openIssue = (body = 'The board'): EffectOf<'OpenCaseIssue'> => ({
  kind: 'OpenCaseIssue',
  key: effectKey(caseId, 'case-issue'),
  audience: 'maintainers',
  repository: fixes,
  title: 'A case',
  body,
});
const board = (body: string): EffectOf<'ShowBoard'> => ({
  kind: 'ShowBoard',
  key: effectKey(caseId, 'board'),
  audience: 'maintainers',
  place: { repository: fixes, number: 1 },
  body,
});
const status = (body: string): EffectOf<'ShowStatus'> => ({
  kind: 'ShowStatus',
  key: effectKey(caseId, 'status'),
  audience: 'reporter',
  body,
});
const thanks = (): EffectOf<'SayOnAdvisory'> => ({
  kind: 'SayOnAdvisory',
  key: effectKey(caseId, 'thanks'),
  audience: 'reporter',
  body: 'Thank you, @rita.',
});
const reply = (number: number): EffectOf<'SayInFixRepository'> => ({
  kind: 'SayInFixRepository',
  key: effectKey(caseId, 'reply:9'),
  audience: 'maintainers',
  place: { repository: fixes, number },
  body: 'Noted.',
});
const setState = (state: 'draft' | 'closed'): EffectOf<'SetAdvisoryState'> => ({
  kind: 'SetAdvisoryState',
  key: effectKey(caseId, 'state'),
  audience: 'reporter',
  state,
});
const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
const severity = (given = vector): EffectOf<'SetSeverity'> => ({
  kind: 'SetSeverity',
  key: effectKey(caseId, 'severity'),
  audience: 'reporter',
  vector: given,
  askedAt: 7,
});
const credit = (name: string): EffectOf<'CreditFixLead'> => ({
  kind: 'CreditFixLead',
  key: effectKey(caseId, 'credit'),
  audience: 'reporter',
  login: login(name),
});
const creditFinder = (name: string): EffectOf<'CreditFinder'> => ({
  kind: 'CreditFinder',
  key: effectKey(caseId, `credit-finder/${name}`),
  audience: 'reporter',
  login: login(name),
});
const check = (sha: string, conclusion: 'success' | 'failure' = 'failure'): EffectOf<'ShowCheck'> => ({
  kind: 'ShowCheck',
  key: effectKey(caseId, `check:${sha}`),
  audience: 'maintainers',
  repository: fixes,
  sha,
  conclusion,
  title: 'One LGTM of two',
  summary: 'Waiting.',
});
const publish = (): EffectOf<'PublishAdvisory'> => ({
  kind: 'PublishAdvisory',
  key: effectKey(caseId, 'publish'),
  audience: 'public',
  askedAt: stage.clock.at,
});

async function headOfFix(): Promise<string> {
  return stage.hub.actAs('bert').push({ repo: fixes, branch: 'fix', files: { 'fix.txt': 'fixed' }, message: 'Fix' });
}

describe('the case issue', () => {
  it('is opened in the private repository, and the case learns its number', async () => {
    const { result, event } = await carryOut(openIssue());
    expect(result).toBe('issue acme/widget-fixes#1');
    expect(event).toEqual({ kind: 'CaseIssueOpened', at: stage.clock.at, place: { repository: fixes, number: 1 } });
    expect(issues()[0]).toMatchObject({ author: 'fixlead[bot]', title: 'A case' });
    expect(issues()[0]?.body).toBe(`The board\n\n<!-- fixlead:${digestOf(openIssue().key)} -->`);
  });

  it.each(['502-after-doing', 'reset-after-doing'] as const)(
    'is opened once, although GitHub answered the first try by %s',
    async (kind) => {
      stage.hub.misbehave({ kind, method: 'POST', path: '/repos/{owner}/{repo}/issues', times: 1 });
      const failure = await failureOf(carryOut(openIssue()));
      expect(failure.permanent).toBe(false);
      expect(await carryOut(openIssue(), 2)).toMatchObject({ event: { place: { number: 1 } } });
      expect(issues()).toHaveLength(1);
    },
  );

  it('is not taken to be an issue in which somebody planted our mark', async () => {
    await stage.hub.actAs('bert').openIssue(fixes, { title: 'Mine', body: `<!-- fixlead:${digestOf(openIssue().key)} -->` });
    expect(await carryOut(openIssue(), 2)).toMatchObject({ event: { place: { number: 2 } } });
  });

  it('is not taken to be another issue of ours that only quotes the mark', async () => {
    const forged = `The reporter wrote:\n<!-- fixlead:${digestOf(openIssue().key)} -->`;
    await carryOut({ ...openIssue(forged), key: effectKey(caseId, 'another') });
    expect(await carryOut(openIssue(), 2)).toMatchObject({ event: { place: { number: 2 } } });
  });

  it('is found behind many newer issues', async () => {
    await carryOut(openIssue());
    for (let count = 0; count < 120; count++) await stage.hub.actAs('bert').openIssue(fixes, { title: `Issue ${count}` });
    expect(await carryOut(openIssue(), 2)).toMatchObject({ event: { place: { number: 1 } } });
  });

  it('cuts a body that GitHub would refuse as too long, and keeps the mark', async () => {
    await carryOut(openIssue('x'.repeat(70_000)));
    expect(issues()[0]?.body).toHaveLength(65_536);
    expect(await carryOut(openIssue(), 2)).toMatchObject({ event: { place: { number: 1 } } });
  });
});

describe('who opened an issue', () => {
  const opener = (number: number, ...keys: readonly string[]) =>
    stage.github.facts.issueOpener(stage.installationId, { repository: fixes, number }, keys);

  it('is one of ours by its mark, also under a board that was written since', async () => {
    await carryOut(openIssue());
    expect(await opener(1, 'another', openIssue().key)).toEqual({ ours: true, of: openIssue().key });
    expect(await opener(1, 'another')).toEqual({ ours: true, of: undefined });
  });

  it('is none of ours for the mark alone, nor where there is no issue', async () => {
    await stage.hub.actAs('bert').openIssue(fixes, { title: 'Mine', body: `<!-- fixlead:${digestOf(openIssue().key)} -->` });
    expect(await opener(1, openIssue().key)).toEqual({ ours: false });
    expect(await opener(2, openIssue().key)).toEqual({ ours: false });
  });
});

describe('the board', () => {
  beforeEach(() => carryOut(openIssue()));

  it('replaces the body of the case issue and leaves the mark by which the issue is found', async () => {
    await carryOut(board('All new'));
    expect(issues()[0]?.body).toMatch(/^All new\n\n<!-- fixlead:/);
    expect(await carryOut(openIssue(), 2)).toMatchObject({ event: { place: { number: 1 } } });
  });

  it('is not written again when it reads so already', async () => {
    await carryOut(board('All new'));
    const before = writes().length;
    await carryOut(board('All new'));
    expect(await stage.github.performers.ShowBoard.look(stage.context(caseId), board('All new'))).toEqual({
      result: 'board acme/widget-fixes#1',
    });
    expect(writes()).toHaveLength(before);
  });

  it('is never written over an issue that somebody else opened', async () => {
    const number = await stage.hub.actAs('bert').openIssue(fixes, { title: 'Mine', body: 'My words' });
    const failure = await failureOf(carryOut({ ...board('All new'), place: { repository: fixes, number } }));
    expect(failure).toMatchObject({ permanent: true, message: 'refused to write: the issue acme/widget-fixes#2 was not opened by us' });
  });
});

describe('the status comment', () => {
  it('is posted once and edited in place from then on', async () => {
    const { result } = await carryOut(status('Received'));
    expect(await carryOut(status('Accepted'))).toEqual({ result });
    expect(ours().map(({ body }) => body)).toEqual([`Accepted\n\n<!-- fixlead:${digestOf(status('').key)} -->`]);
  });

  it('is not written again when it reads so already', async () => {
    await carryOut(status('Received'));
    const before = writes().length;
    await carryOut(status('Received'));
    expect(writes()).toHaveLength(before);
  });

  it('is put right after somebody with write access edited it', async () => {
    await carryOut(status('Received'));
    const [comment] = ours();
    await stage.hub.actAs('Ada').editAdvisoryComment(comment?.id ?? 0, `Rejected!\n\n<!-- fixlead:${digestOf(status('').key)} -->`);
    await carryOut(status('Received'));
    expect(ours()[0]?.body).toMatch(/^Received/);
  });

  it('is posted once, although GitHub answered the first try by 502', async () => {
    stage.hub.misbehave({ kind: '502-after-doing', method: 'POST', path: /comments$/, times: 1 });
    await failureOf(carryOut(status('Received')));
    await carryOut(status('Received'), 2);
    expect(ours()).toHaveLength(1);
  });

  it('is found among more comments than one page holds', async () => {
    await carryOut(status('Received'));
    for (let count = 0; count < 130; count++) await stage.hub.actAs('rita').commentOnAdvisory(caseId, `More ${count}`);
    await carryOut(status('Accepted'));
    expect(ours()).toHaveLength(1);
  });
});

describe('words on the advisory', () => {
  it('are said once, although the connection broke after the first try', async () => {
    stage.hub.misbehave({ kind: 'reset-after-doing', method: 'POST', path: /comments$/, times: 1 });
    expect((await failureOf(carryOut(thanks()))).permanent).toBe(false);
    expect((await carryOut(thanks(), 2)).result).toMatch(/^comment \d+$/);
    expect(ours()).toHaveLength(1);
  });

  it('are not silenced by the same mark in a comment of the reporter', async () => {
    await stage.hub.actAs('rita').commentOnAdvisory(caseId, `Hi\n\n<!-- fixlead:${digestOf(thanks().key)} -->`);
    await carryOut(thanks(), 2);
    expect(ours()).toHaveLength(1);
  });

  it.each(['SayOnAdvisory', 'ShowStatus'] as const)('tell the case instead, where GitHub offers no comments (%s)', async (kind) => {
    stage.hub.misbehave({ kind: 'absent', path: '/repos/{owner}/{repo}/security-advisories/{ghsa_id}/comments' });
    const effect = kind === 'SayOnAdvisory' ? thanks() : status('Received');
    const absent = { result: 'comments-absent', event: { kind: 'AdvisoryCommentsFound', at: stage.clock.at, are: 'absent' } };
    expect(await carryOut(effect)).toEqual(absent);
    expect(await carryOut(effect, 2)).toEqual(absent);
  });

  it('fail, and do not call the comments absent, where they can be read but not written', async () => {
    stage.hub.misbehave({ kind: 'absent', method: 'POST', path: /comments$/ });
    const failure = await failureOf(carryOut(thanks()));
    expect(failure).toMatchObject({
      permanent: true,
      message: `GitHub lets us read the comments of ${caseId} but not write one (Not Found)`,
    });
  });

  it('fail where the advisory itself is out of sight', async () => {
    stage.hub.misbehave({ kind: 'absent', path: /security-advisories/ });
    expect(await failureOf(carryOut(thanks()))).toMatchObject({ permanent: true });
  });
});

describe('words in the fix repository', () => {
  it('stand on a pull request as on an issue', async () => {
    await headOfFix();
    const number = await stage.hub.actAs('bert').openPullRequest({ repo: fixes, title: 'Fix', head: 'fix', base: 'main' });
    await carryOut(reply(number));
    expect(stage.hub.world.issue(fixes, number).comments).toMatchObject([{ author: 'fixlead[bot]' }]);
  });

  it('are said once, although GitHub answered the first try by 502', async () => {
    await carryOut(openIssue());
    stage.hub.misbehave({ kind: '502-after-doing', method: 'POST', path: /comments$/, times: 1 });
    await failureOf(carryOut(reply(1)));
    await carryOut(reply(1), 2);
    expect(stage.hub.world.issue(fixes, 1).comments).toHaveLength(1);
  });
});

describe('the state of the advisory', () => {
  it.each(['draft', 'closed'] as const)('becomes %s, and is left alone when it is so', async (state) => {
    expect(await carryOut(setState(state))).toEqual({ result: state });
    expect(advisory().state).toBe(state);
    const before = writes().length;
    expect(await carryOut(setState(state))).toEqual({ result: state });
    expect(writes()).toHaveLength(before);
  });

  it('is found published when somebody was quicker', async () => {
    await stage.hub.actAs('Ada').acceptReport(caseId);
    await stage.hub.actAs('Ada').publishAdvisory(caseId);
    const publishedAt = stage.clock.at;
    stage.clock.at += 60_000;
    const event = { kind: 'AdvisoryPublished', at: stage.clock.at, publishedAt };
    expect(await carryOut(setState('draft'))).toEqual({ result: 'published', event });
  });
});

describe('the severity', () => {
  it('is set by its vector alone, and not again', async () => {
    expect(await carryOut(severity())).toMatchObject({ result: vector, event: { kind: 'SeverityWritten', vector, askedAt: 7 } });
    expect(writes().at(-1)?.body).toEqual({ cvss_vector_string: vector });
    const before = writes().length;
    await carryOut(severity());
    expect(writes()).toHaveLength(before);
  });

  it('fails with a sentence where GitHub refuses a CVSS 4.0 vector', async () => {
    const refused = 'CVSS:4.9/AV:N';
    expect(await failureOf(carryOut(severity(refused)))).toMatchObject({
      permanent: true,
      message: expect.stringContaining('GitHub did not accept a CVSS 4.0 vector for the advisory (CVSS vector string is not a valid'),
    });
  });
});

describe('the credit of the Fix Lead', () => {
  it('goes to one coordinator, and the reporter keeps theirs', async () => {
    await carryOut(credit('bert'));
    await carryOut(credit('carla'));
    expect(advisory().credits.map(({ login, type }) => `${login} ${type}`)).toEqual(['rita reporter', 'carla coordinator']);
  });

  it('is not written again', async () => {
    await carryOut(credit('ada'));
    const before = writes().length;
    expect(await carryOut(credit('ada'))).toEqual({ result: 'ada' });
    expect(writes()).toHaveLength(before);
  });
});

describe('the credit of a finder', () => {
  it('stands beside the others, also after the Fix Lead has changed, and is not written again', async () => {
    await carryOut(credit('bert'));
    await carryOut(creditFinder('ada'));
    await carryOut(credit('carla'));
    expect(advisory().credits.map(({ login, type }) => `${login} ${type}`)).toEqual(['rita reporter', 'ada finder', 'carla coordinator']);
    const before = writes().length;
    expect(await carryOut(creditFinder('ada'))).toEqual({ result: 'ada' });
    expect(writes()).toHaveLength(before);
  });

  it('leaves whoever is credited as something else as they are', async () => {
    await carryOut(creditFinder('rita'));
    expect(advisory().credits.map(({ login, type }) => `${login} ${type}`)).toEqual(['rita reporter']);
  });
});

describe('the check', () => {
  it('is made once and changed in place', async () => {
    const sha = await headOfFix();
    const { result } = await carryOut(check(sha));
    expect(await carryOut(check(sha, 'success'))).toEqual({ result });
    expect(stage.hub.world.checkRuns(fixes, sha)).toMatchObject([
      { name: 'fixlead/lgtm', conclusion: 'success', externalId: digestOf(check(sha).key) },
    ]);
  });

  it('is not written again when it says so already', async () => {
    const sha = await headOfFix();
    await carryOut(check(sha));
    const before = writes().length;
    await carryOut(check(sha));
    expect(writes()).toHaveLength(before);
  });

  it('is made once, although GitHub answered the first try by 502', async () => {
    const sha = await headOfFix();
    stage.hub.misbehave({ kind: '502-after-doing', method: 'POST', path: /check-runs$/, times: 1 });
    await failureOf(carryOut(check(sha)));
    await carryOut(check(sha), 2);
    expect(stage.hub.world.checkRuns(fixes, sha)).toHaveLength(1);
  });

  it("is not taken to be another App's of the same name", async () => {
    const sha = await headOfFix();
    const app = stage.hub.world.addApp('impostor');
    await stage.hub.actAs('bert').completeCheckRun({ repo: fixes, sha, name: 'fixlead/lgtm', conclusion: 'success', app });
    await carryOut(check(sha));
    expect(stage.hub.world.checkRuns(fixes, sha).map((run) => run.conclusion)).toEqual(['success', 'failure']);
  });

  it('fails for good on a commit that is not there', async () => {
    expect(await failureOf(carryOut(check('0'.repeat(40))))).toMatchObject({ permanent: true });
  });
});

describe('publication', () => {
  it('happens, and the case learns when', async () => {
    await carryOut(setState('draft'));
    const event = { kind: 'AdvisoryPublished', at: stage.clock.at, publishedAt: stage.clock.at };
    expect(await carryOut(publish())).toEqual({ result: 'published', event });
    expect(advisory().state).toBe('published');
  });

  it('counts as done when an earlier try, or somebody else, has published', async () => {
    await carryOut(setState('draft'));
    stage.hub.misbehave({ kind: 'reset-after-doing', method: 'PATCH', path: /security-advisories/, times: 1 });
    await failureOf(carryOut(publish()));
    expect(await carryOut(publish(), 2)).toMatchObject({ result: 'published', event: { publishedAt: stage.clock.at } });
  });

  it("fails for good with GitHub's reason while the report has not been accepted", async () => {
    const failure = await failureOf(carryOut(publish()));
    expect(failure.permanent).toBe(true);
    expect(failure.message).toMatch(new RegExp(`^GitHub refused to publish ${caseId}: .`));
  });
});

describe('what is for maintainers only', () => {
  const kinds = ['OpenCaseIssue', 'ShowBoard', 'SayInFixRepository', 'ShowCheck'] as const;
  const one = (kind: (typeof kinds)[number]) =>
    ({ OpenCaseIssue: openIssue(), ShowBoard: board('All new'), SayInFixRepository: reply(1), ShowCheck: check('0'.repeat(40)) })[kind];

  it.each(kinds)('is not written to a repository that has been made public (%s)', async (kind) => {
    await carryOut(openIssue());
    await carryOut(board('x'));
    const before = writes().length;
    await stage.hub.actAs('Ada').makePublic(fixes);
    const failure = await failureOf(carryOut(one(kind)));
    expect(failure).toMatchObject({ permanent: true, message: 'refused to write: acme/widget-fixes is not private (it is public)' });
    expect(writes()).toHaveLength(before);
  });

  it.each(kinds)('is not written where we cannot find out whether the repository is private (%s)', async (kind) => {
    stage.hub.misbehave({ kind: '502-before-doing', method: 'GET', path: '/repos/{owner}/{repo}' });
    expect(await failureOf(carryOut(one(kind)))).toMatchObject({ permanent: false });
    expect(writes()).toHaveLength(0);
  });

  it.each(kinds)('is not written where the App may not look (%s)', async (kind) => {
    stage.hub.misbehave({ kind: 'absent', method: 'GET', path: '/repos/{owner}/{repo}' });
    expect(await failureOf(carryOut(one(kind)))).toMatchObject({
      permanent: true,
      message: 'refused to write: could not find out whether acme/widget-fixes is private: is the App installed on it?',
    });
    expect(writes()).toHaveLength(0);
  });

  it('is not written to a repository that another name leads to', async () => {
    await stage.hub.actAs('Ada').renameRepository(fixes, 'widget-mirror');
    expect(await failureOf(carryOut(openIssue()))).toMatchObject({
      permanent: true,
      message: expect.stringContaining('is now acme/widget-mirror'),
    });
    expect(writes()).toHaveLength(0);
  });

  it('is not written to the public project itself', async () => {
    expect(await failureOf(carryOut({ ...openIssue(), repository: project }))).toMatchObject({ permanent: true });
    expect(stage.hub.world.repository(project).issues).toHaveLength(0);
  });
});

describe('a public issue', () => {
  const publicIssue = (body = 'It grows.\n\nThe maintainers track this bug here.'): EffectOf<'OpenPublicIssue'> => ({
    kind: 'OpenPublicIssue',
    key: effectKey(caseId, 'public-issue/downgrade'),
    audience: 'public',
    repository: project,
    title: 'The log grows',
    body,
  });
  const publicIssues = () => stage.hub.world.repository(project).issues;

  it('reads as confirmed, without any mark from which the advisory could be guessed', async () => {
    expect(await carryOut(publicIssue())).toMatchObject({
      result: 'issue acme/widget#1',
      event: { kind: 'PublicIssueOpened', place: { repository: project, number: 1 } },
    });
    expect(publicIssues()).toMatchObject([
      { author: 'fixlead[bot]', title: 'The log grows', body: 'It grows.\n\nThe maintainers track this bug here.' },
    ]);
  });

  it('is opened once, also when the first try reached GitHub and its answer was lost', async () => {
    stage.hub.misbehave({ kind: '502-after-doing', method: 'POST', path: '/repos/{owner}/{repo}/issues', times: 1 });
    await failureOf(carryOut(publicIssue()));
    expect(await carryOut(publicIssue(), 2)).toMatchObject({ event: { place: { number: 1 } } });
    expect(publicIssues()).toHaveLength(1);
  });

  it('is not taken to be an issue in which somebody else says the same', async () => {
    await stage.hub.actAs('rita').openIssue(project, { title: publicIssue().title, body: publicIssue().body });
    expect(await carryOut(publicIssue(), 2)).toMatchObject({ event: { place: { number: 2 } } });
  });

  it('is never opened with an advisory in it, whoever wanted it', async () => {
    expect(await failureOf(carryOut(publicIssue(`See ${caseId}`)))).toMatchObject({ permanent: true });
    expect(publicIssues()).toEqual([]);
  });
});

describe('the check of the policy file', () => {
  const context = () => ({ ...stage.context(caseId), about: project });
  const wanted = (sha: string, but: Partial<EffectOf<'ShowPolicyCheck'>> = {}): EffectOf<'ShowPolicyCheck'> => ({
    ...{ kind: 'ShowPolicyCheck', audience: 'public', key: effectKey(project, `policy-check/${sha}`), repository: project, sha },
    ...{ conclusion: 'failure', title: 'The policy file has 1 problem.', summary: 'Line 2, column 1: unknown key.' },
    annotations: [{ line: 2, column: 1, level: 'failure', message: 'unknown key' }],
    ...but,
  });
  const show = (effect: EffectOf<'ShowPolicyCheck'>) => stage.github.performers.ShowPolicyCheck.perform(context(), effect);
  const shown = (sha: string) => stage.hub.world.checkRuns(project, sha);
  const headOfChange = () =>
    stage.hub.actAs('Ada').push({ repo: project, branch: 'rules', files: { '.github/fixlead.yml': 'x: 1\n' }, message: 'Rules' });

  it('points at the line and column in the file', async () => {
    const sha = await headOfChange();
    await show(wanted(sha));
    expect(shown(sha)).toMatchObject([
      {
        ...{ name: 'fixlead/policy', conclusion: 'failure' },
        annotations: [
          {
            ...{ path: '.github/fixlead.yml', start_line: 2, end_line: 2, start_column: 1, end_column: 1 },
            ...{ annotation_level: 'failure', message: 'unknown key' },
          },
        ],
      },
    ]);
  });

  it('points at 50 places, which is as many as GitHub takes', async () => {
    const sha = await headOfChange();
    const annotations = Array.from(
      { length: 60 },
      (_, index) => ({ line: index + 1, column: 1, level: 'failure', message: 'no' }) as const,
    );
    await show(wanted(sha, { annotations }));
    expect(shown(sha)[0]?.annotations).toHaveLength(50);
  });

  it('is changed in place, and says nothing twice, because GitHub only ever adds annotations', async () => {
    const sha = await headOfChange();
    const { result } = await show(wanted(sha));
    expect(await show(wanted(sha, { title: 'The policy file has 2 problems.' }))).toEqual({ result });
    expect(shown(sha)).toMatchObject([{ output: { title: 'The policy file has 2 problems.' }, annotations: [{ message: 'unknown key' }] }]);
  });

  it('is made once, although GitHub answered the first try by 502', async () => {
    const sha = await headOfChange();
    stage.hub.misbehave({ kind: '502-after-doing', method: 'POST', path: /check-runs$/, times: 1 });
    await failureOf(show(wanted(sha)));
    await show(wanted(sha));
    expect(shown(sha)).toHaveLength(1);
  });

  it('is refused to a case, and to a project other than its own', async () => {
    const sha = await headOfChange();
    const { ShowPolicyCheck } = stage.github.performers;
    for (const about of [caseId, fixes]) {
      const failure = await failureOf(ShowPolicyCheck.perform({ ...context(), about }, wanted(sha)));
      expect(failure).toMatchObject({ permanent: true, message: expect.stringContaining('refused to write') as unknown });
    }
    expect(shown(sha)).toEqual([]);
  });
});

it('reaches the public by nothing but the publication, an issue that a maintainer confirmed, the check of the policy file, and the one word on public pull requests', () => {
  const reachesPublic = Object.entries(reaches).filter(([, { audience }]) => audience === 'public');
  expect(reachesPublic.map(([kind]) => kind)).toEqual(['ShowPolicyCheck', 'ShowPublicCheck', 'OpenPublicIssue', 'PublishAdvisory']);
});

it('refuses an effect that says of itself that it is for others than it is', async () => {
  const mislabelled = { ...publish(), audience: 'maintainers' } as unknown as EffectOf<'PublishAdvisory'>;
  expect(await failureOf(carryOut(mislabelled))).toMatchObject({ permanent: true, message: expect.stringContaining('refused to write') });
  expect(writes()).toHaveLength(0);
});

describe('a missing permission', () => {
  const rows = [
    { kind: 'OpenCaseIssue', without: 'issues', needs: 'issues=write', effect: () => openIssue() },
    { kind: 'ShowCheck', without: 'checks', needs: 'checks=read', effect: () => check('0'.repeat(40)) },
    { kind: 'SetSeverity', without: 'repository_advisories', needs: 'repository_advisories=read', effect: () => severity() },
    { kind: 'PublishAdvisory', without: 'repository_advisories', needs: 'repository_advisories=read', effect: () => publish() },
  ] as const;

  it.each(rows)('ends $kind for good, in a sentence that names it', async ({ without, needs, effect }) => {
    const { [without]: _, ...left } = allPermissions;
    stage.hub.world.acceptPermissions('acme', left);
    const failure = await failureOf(carryOut(effect()));
    expect(failure.permanent).toBe(true);
    expect(failure.message).toContain(`it needs the permission ${needs}`);
  });
});

describe('what failures tell', () => {
  it('never holds what was to be written, nor a token', async () => {
    stage.hub.world.acceptPermissions('acme', { ...allPermissions, issues: 'read' });
    const failure = await failureOf(carryOut(openIssue('SECRET REPORT TEXT')));
    const everything = JSON.stringify([failure.message, failure.stack, failure.cause, { ...failure }, stage.logged]);
    expect(everything).not.toMatch(/SECRET|ghs_/);
  });

  it('names the wait that GitHub asks for', async () => {
    stage.hub.misbehave({ kind: '403-retry-after', retryAfterSeconds: 17, times: 1 });
    expect(await failureOf(carryOut(thanks()))).toMatchObject({ permanent: false, retryAfterMs: 17_000 });
  });
});
