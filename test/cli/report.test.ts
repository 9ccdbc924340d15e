import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openStore } from '../../src/adapters/store/open-store.ts';
import { run } from '../../src/cli/report.ts';
import { caseId } from '../../src/core/ids.ts';
import { aCase, aMaintainer, anArrival, aStep, reportedAt } from '../fixtures/a-case.ts';
import { runCommand } from './run-command.ts';

const hourMs = 3_600_000;
let folder: string;
const before = process.env.FIXLEAD_STORE;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'report-'));
  process.env.FIXLEAD_STORE = `sqlite:${join(folder, 'store.sqlite')}`;
  const store = await openStore(process.env.FIXLEAD_STORE);
  for (const [id, hours] of [
    ['GHSA-2222-3333-4444', 2],
    ['GHSA-2222-3333-5555', 50],
    ['GHSA-2222-3333-6666', undefined],
  ] as const) {
    const acknowledged = hours === undefined ? undefined : { by: aMaintainer, at: reportedAt + hours * hourMs };
    const arrival = anArrival({ key: `delivery:${id}`, about: caseId(id) });
    await store.receive([arrival]);
    await store.saveStep(arrival.key, caseId(id), reportedAt, () => aStep({ next: aCase({ id: caseId(id), acknowledged }) }));
  }
  await store.close();
});

afterEach(() => {
  process.env.FIXLEAD_STORE = before;
  if (before === undefined) delete process.env.FIXLEAD_STORE;
  rmSync(folder, { recursive: true, force: true });
});

describe('fixlead report', () => {
  it('tells how long the first answer took, in hours and then in days', async () => {
    const { stdout, exitCode } = await runCommand(run, { args: [] });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('GHSA-2222-3333-4444  reported 2026-03-02 09:00 UTC  first answer 2.0 h');
    expect(stdout).toContain('GHSA-2222-3333-5555  reported 2026-03-02 09:00 UTC  first answer 2.1 d');
    expect(stdout).toContain('2026-03: 3 reported: first answer 2.0 h, first-answer kept 2 of 3, fix kept 0 of 3');
    expect(stdout).toContain('median of 3: first answer 2.0 h');
  });

  it('puts the cases by the months of their reports', async () => {
    const { stdout } = await runCommand(run, { args: ['--json'] });
    expect(JSON.parse(stdout)).toMatchObject({
      months: [
        { month: '2026-03', cases: 3, medians: { toFirstAnswerMs: 2 * hourMs }, promises: { 'first-answer': { kept: 2, broken: 1 } } },
      ],
    });
  });

  it('takes nothing but --json', async () => {
    const { stderr, exitCode } = await runCommand(run, { args: ['--jsn'] });
    expect([exitCode, stderr]).toEqual([2, '`fixlead report` takes nothing but --json, not --jsn.\n']);
  });

  it('leaves out what has not happened yet, also from the median', async () => {
    const { stdout } = await runCommand(run, { args: ['--json'] });
    const report = JSON.parse(stdout) as { cases: readonly { id: string }[]; medians: Record<string, number> };
    expect(report.cases).toHaveLength(3);
    expect(report.medians).toEqual({ toFirstAnswerMs: 2 * hourMs });
  });
});
