// What is decided, and when it is due, does not depend on the time zone of the process.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

const zones = ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Africa/Cairo'];
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'any-zone-'));
  writeFileSync(join(folder, 'policy.yml'), policy);
  writeFileSync(join(folder, 'timeline.yml'), timeline);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const policy = `extends: vitess
fix_repository: acme/widget-security
calendar: { time_zone: Europe/Berlin, holidays: DE-BE }
reminders: { at: [0.5, 0.8], hours: 09:00-17:00 }
escalation: [owner after 4 hours, team after 1 business day]
`;
/** Over Easter and the change to summer time, with a wait, a moved date and a score. */
const timeline = `reported: 2026-03-27T23:30:00Z
reporter: rita
maintainers: [max, ana]
said:
  - { at: 2026-03-30T08:00:00Z, who: max, on: case-issue, says: /accept }
  - { at: 2026-03-30T09:00:00Z, who: max, on: case-issue, says: "/need-info Which version?" }
  - { at: 2026-04-04T22:30:00Z, who: rita, on: advisory, says: The last one. }
  - { at: 2026-04-07T08:00:00Z, who: ana, on: case-issue, says: /fix-lead }
  - { at: 2026-04-07T09:00:00Z, who: ana, on: case-issue, says: /due fix 2026-04-20 16:00 UTC The tests take long. }
until: 2026-05-01T00:00:00Z
`;

it('gives the same answers in every time zone', () => {
  const answers = zones.map((TZ) =>
    execFileSync(
      process.execPath,
      ['run.mjs', 'src/cli.ts', 'policy', 'simulate', join(folder, 'policy.yml'), join(folder, 'timeline.yml'), '--json'],
      { env: { ...process.env, NODE_OPTIONS: '', TZ }, encoding: 'utf8' },
    ),
  );
  expect(answers[0]).toContain('fix-escalation-2');
  expect(answers.slice(1).filter((answer) => answer !== answers[0])).toEqual([]);
}, 120_000);
