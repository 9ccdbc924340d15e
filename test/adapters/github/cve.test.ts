import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { EffectOf } from '../../../src/core/effects.ts';
import type { CaseId } from '../../../src/core/ids.ts';
import type { Stage } from './stage.ts';
import { setStage } from './stage.ts';

let stage: Stage;
let caseId: CaseId;
beforeEach(async () => {
  stage = await setStage();
  caseId = await stage.report();
});
afterEach(() => stage.close());

const advisory = () => stage.hub.world.advisory(caseId);
const accept = () => stage.hub.actAs('Ada').editAdvisory(caseId, { state: 'draft' });
const asking = (): EffectOf<'AskForCve'> => ({ key: `${caseId}/ask-for-cve`, kind: 'AskForCve', audience: 'cna', askedAt: 0 });
const ask = () => stage.github.performers.AskForCve.perform(stage.context(caseId), asking());
const set = (cveId: string) =>
  stage.github.performers.SetCve.perform(stage.context(caseId), { key: `${caseId}/cve`, kind: 'SetCve', audience: 'reporter', cveId });

it('asks GitHub for an id, and a second try takes "already requested" for done', async () => {
  await accept();
  expect(await ask()).toEqual({ result: 'asked' });
  expect(advisory().cveRequestedAt).toBeDefined();
  expect(await ask()).toEqual({ result: 'asked before' });
});

it('says what GitHub says when it refuses', async () => {
  await expect(ask()).rejects.toThrow('GitHub refused to give a CVE id: A CVE ID can be requested for a draft or published advisory only.');
});

it('asks for nothing where the advisory has an id', async () => {
  await accept();
  await set('CVE-2031-12345');
  expect(await ask()).toEqual({ result: 'CVE-2031-12345' });
  expect(advisory().cveId).toBe('CVE-2031-12345');
  expect(advisory().cveRequestedAt).toBeUndefined();
});

it('writes no other id over one that stands there', async () => {
  await set('CVE-2031-12345');
  await expect(set('CVE-2031-54321')).rejects.toMatchObject({ permanent: true });
  expect(advisory().cveId).toBe('CVE-2031-12345');
});
