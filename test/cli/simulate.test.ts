import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { run } from '../../src/cli/policy.ts';
import { runCommand } from './run-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'simulate-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Answer = {
  phase: string;
  due: readonly { name: string; dueAt?: string; standing: string; counted: string }[];
  happened: readonly { at: string; what: string }[];
};

function files(policy: string, timeline: string): readonly [string, string] {
  const paths = [join(folder, 'policy.yml'), join(folder, 'timeline.yml')] as const;
  writeFileSync(paths[0], policy);
  writeFileSync(paths[1], timeline);
  return paths;
}

async function simulated(policy: string, timeline: string): Promise<Answer> {
  const { stdout, stderr, exitCode } = await runCommand(run, { args: ['simulate', ...files(policy, timeline), '--json'] });
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return JSON.parse(stdout) as Answer;
}

const vitess = 'extends: vitess\nfix_repository: acme/fix\n';

describe('fixlead policy simulate', () => {
  it('tells when what would have been due, and what would have rung, when nobody does anything', async () => {
    const { phase, due, happened } = await simulated(vitess, 'reported: 2026-03-02 09:00 UTC\nuntil: 2026-03-20 00:00 UTC\n');
    expect(phase).toBe('reported');
    expect(due.map(({ name, dueAt, standing }) => [name, dueAt, standing])).toEqual([
      ['first-answer', '2026-03-05T23:59:59.999Z', 'overdue'],
      ['fix', '2026-03-09T23:59:59.999Z', 'overdue'],
      ['forthcoming-notice', '2026-03-09T23:59:59.999Z', 'overdue'],
    ]);
    expect(happened.map(({ what }) => what)).toEqual([
      ...['first-answer-reminder-80 rings', 'first-answer-due rings'],
      ...['fix-reminder-80 rings', 'fix-due rings', 'forthcoming-notice-due rings'],
    ]);
  });

  it('carries out what is said, and tells what would have been refused', async () => {
    const said =
      '- { at: 2026-03-02 10:00 UTC, who: max, says: /ack, on: advisory }\n- { at: 2026-03-02 11:00 UTC, who: rita, says: /accept }\n- { at: 2026-03-02 12:00 UTC, who: max, says: "/accept\\n/fix-lead" }\n';
    const { phase, due, happened } = await simulated(
      vitess,
      `reported: 2026-03-02 09:00 UTC\nreporter: rita\nmaintainers: [max]\nsaid:\n${said}until: 2026-03-03 00:00 UTC\n`,
    );
    expect(phase).toBe('accepted');
    expect(due.find(({ name }) => name === 'first-answer')?.standing).toBe('met');
    expect(happened).toEqual([{ at: '2026-03-02T11:00:00.000Z', what: 'ReportAccepted is refused: not-permitted' }]);
  });

  it('stops the clocks while the reporter owes an answer', async () => {
    const said =
      '- { at: 2026-03-03 10:00 UTC, who: max, says: "/need-info Which version?" }\n- { at: 2026-03-10 10:00 UTC, who: rita, says: "It is 1.0.", on: advisory }\n';
    const { due } = await simulated(vitess, `reported: 2026-03-02 09:00 UTC\nreporter: rita\nmaintainers: [max]\nsaid:\n${said}`);
    // One of seven days had passed; the other six follow the answer.
    expect(due.find(({ name }) => name === 'fix')).toMatchObject({ dueAt: '2026-03-16T23:59:59.999Z' });
  });

  it.each([
    { name: 'no report', timeline: 'until: 2026-03-02 09:00 UTC\n', says: 'reported: ' },
    { name: 'an unknown key', timeline: 'reported: 2026-03-02 09:00 UTC\nwhen: now\n', says: 'Unrecognized key: "when"' },
    { name: 'an impossible date', timeline: 'reported: 2026-02-30 09:00 UTC\n', says: '2026-02-30' },
    {
      name: 'things out of order',
      timeline: 'reported: 2026-03-02 09:00 UTC\nsaid: [{ at: 2026-03-01 09:00 UTC, who: max, says: /ack }]\n',
      says: 'put the oldest first',
    },
    { name: 'no YAML', timeline: 'reported: [\n', says: 'Flow sequence' },
    { name: 'aliases', timeline: 'reported: &a 2026-03-02 09:00 UTC\nuntil: *a\n', says: 'lias' },
  ])('refuses a timeline with $name and says where', async ({ timeline, says }) => {
    const { stdout, stderr, exitCode } = await runCommand(run, { args: ['simulate', ...files(vitess, timeline)] });
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
    expect(stderr).toContain(says);
  });

  it('refuses a policy with problems as the check does', async () => {
    const { stderr, exitCode } = await runCommand(run, {
      args: ['simulate', ...files('extends: vites\n', 'reported: 2026-03-02 09:00 UTC\n')],
    });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('policy.yml:1:10');
  });

  it('says how to call it', async () => {
    const { stderr, exitCode } = await runCommand(run, { args: ['simulate', 'one'] });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('usage: fixlead policy simulate FILE TIMELINE');
  });

  const cases = join(import.meta.dirname, '../../../shared/data/cases/real-cases.json');
  const withCases = existsSync(cases) ? it : it.skip;
  withCases('agrees with the days that were worked out for real cases (needs ../shared/data)', async () => {
    type RealCase = {
      id: string;
      reported: string | null;
      derived_by_oracle: {
        ack_due_3_business_days?: { weekends_only: string; US: string };
        vitess_fix_window_1_to_7_days?: readonly string[];
      };
    };
    const real = (JSON.parse(readFileSync(cases, 'utf8')) as readonly RealCase[]).filter(
      (one) => one.reported !== null && one.derived_by_oracle.ack_due_3_business_days !== undefined,
    );
    expect(real.length).toBeGreaterThanOrEqual(3);
    for (const { reported, derived_by_oracle: oracle } of real) {
      for (const [holidays, ackOn] of [
        ['none', oracle.ack_due_3_business_days?.weekends_only],
        ['US', oracle.ack_due_3_business_days?.US],
      ]) {
        const { due } = await simulated(`${vitess}calendar: { holidays: ${holidays ?? ''} }\n`, `reported: ${reported ?? ''} 12:00 UTC\n`);
        expect(due.map(({ dueAt }) => dueAt?.slice(0, 10)).slice(0, 2)).toEqual([ackOn, oracle.vitess_fix_window_1_to_7_days?.[1]]);
      }
    }
  });
});
