/** One row for each command: what people type, what it makes happen. `/help` and `docs/commands.md` are printed from these rows. */
import type { CommandRow } from './command-row.ts';
import { askingCommands } from './table/asking-commands.ts';
import { triageCommands } from './table/triage-commands.ts';
import { routingCommands } from './table/routing-commands.ts';
import { scheduleCommands } from './table/schedule-commands.ts';
import { scoreCommands } from './table/score-commands.ts';
import { peopleCommands } from './table/people-commands.ts';
import { fixCommands } from './table/fix-commands.ts';
import { distributorCommands } from './table/distributor-commands.ts';
import { earlyCommands } from './table/early-command.ts';
import { noticeCommands } from './table/notice-commands.ts';
import { disclosureCommands } from './table/disclosure-commands.ts';

export const commands: readonly CommandRow[] = [
  ...askingCommands,
  ...triageCommands,
  ...routingCommands,
  ...scheduleCommands,
  ...scoreCommands,
  ...fixCommands,
  ...peopleCommands,
  ...distributorCommands,
  ...earlyCommands,
  ...noticeCommands,
  ...disclosureCommands,
];

export const commandNames: readonly string[] = commands.map((row) => row.name);

export function findCommand(name: string): CommandRow | undefined {
  return commands.find((row) => row.name === name);
}
