import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { EffectOf } from '../../../src/core/effects.ts';
import type { CaseId } from '../../../src/core/ids.ts';
import type { Stage } from './stage.ts';
import { aReport, setStage } from './stage.ts';

let stage: Stage;
let caseId: CaseId;
beforeEach(async () => {
  stage = await setStage();
  caseId = await stage.report();
});
afterEach(() => stage.close());

const set = (...versions: readonly string[]): EffectOf<'SetPatchedVersions'> => ({
  key: `${caseId}/advisory-state`,
  kind: 'SetPatchedVersions',
  audience: 'reporter',
  versions: versions.map((version) => ({ ecosystem: undefined, version })),
});
const perform = (effect: EffectOf<'SetPatchedVersions'>) =>
  stage.github.performers.SetPatchedVersions.perform(stage.context(caseId), effect);
const look = (effect: EffectOf<'SetPatchedVersions'>) => stage.github.performers.SetPatchedVersions.look(stage.context(caseId), effect);
const shown = () => stage.hub.world.advisory(caseId).vulnerabilities;

it('writes the versions and leaves everything else as it was', async () => {
  const found = await perform(set('1.9.1', '2.0.3'));
  expect(shown()).toMatchObject([{ ecosystem: 'npm', name: 'widget', vulnerableVersionRange: '<2', patchedVersions: '1.9.1, 2.0.3' }]);
  expect(found.event).toMatchObject({ kind: 'PatchedVersionsSet', versions: ['1.9.1', '2.0.3'], kept: [] });
});

it('finds on a later try that they stand there', async () => {
  expect(await look(set('2.0.3'))).toBeUndefined();
  await perform(set('2.0.3'));
  expect((await look(set('2.0.3')))?.event).toMatchObject({ kind: 'PatchedVersionsSet', kept: [] });
});

it('leaves what a person wrote, and tells when it is something else', async () => {
  const vulnerabilities = aReport.vulnerabilities.map((one) => ({ ...one, patched_versions: '3.0.0' }));
  await stage.hub.actAs('Ada').editAdvisory(caseId, { vulnerabilities });
  expect((await perform(set('2.0.3'))).event).toMatchObject({ kept: ['widget 3.0.0'] });
  expect(shown()).toMatchObject([{ patchedVersions: '3.0.0' }]);
});

it('writes nothing where no release has a version', async () => {
  const before = stage.hub.world.requests.filter(({ method }) => method === 'PATCH').length;
  expect((await perform(set())).result).toBe('no version');
  expect(stage.hub.world.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(before);
});
