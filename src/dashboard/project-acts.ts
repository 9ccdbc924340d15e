/** What may be done on the dashboard to a project's list of distributors: each is the command that would be typed in the project's private issue. */
import { currentMembers, leaksForGood, type Register } from '../core/distributors/register.ts';
import type { ActWords, Field } from './act-form.ts';

/** `of` says which names it can be done to. */
export type ProjectAct = ActWords & { readonly of: (register: Register) => readonly string[] };

const reason: Field = { name: 'reason', label: 'Reason', hint: 'In your own words; it is kept, and you are asked to tell them.' };
const nameHint = 'As the list has it.';
const applicants = ({ applications }: Register): readonly string[] => applications.map(({ name }) => name);
const members = (register: Register): readonly string[] => currentMembers(register).map(({ name }) => name);

type Row = Omit<ProjectAct, 'fields'> & { readonly needsReason: boolean };

const rows: readonly Row[] = [
  {
    ...{ name: 'accept', title: 'Accept an application', command: '/distributor accept', final: false, needsReason: false, of: applicants },
    what: 'The organisation is a member. It is told nothing before its OpenPGP key is on the list.',
  },
  {
    ...{
      name: 'decline',
      title: 'Decline an application',
      command: '/distributor decline',
      final: false,
      needsReason: true,
      of: applicants,
    },
    what: 'The application is taken off the list; they may apply again.',
  },
  {
    ...{ name: 'reviewed', title: 'Say that a member was reviewed', command: '/distributor reviewed', final: false, needsReason: false },
    ...{ what: 'It still meets the criteria; the next review is due as the policy says.', of: members },
  },
  {
    ...{ name: 'remove', title: 'Remove a member', command: '/distributor remove', final: true, needsReason: true, of: members },
    what: 'From that moment it gets nothing, and its page is closed. What it was told before it knows. It may apply again.',
  },
  {
    ...{ name: 'ban', title: 'Remove a member for good', command: '/distributor ban', final: true, needsReason: true },
    what: 'From that moment it gets nothing, and it can never apply again. Only whoever leaked more than once.',
    of: (register) => currentMembers(register).flatMap(({ name, leaks }) => (leaks.length >= leaksForGood ? [name] : [])),
  },
];

/** Those that there is somebody for. */
export function projectActs(register: Register): readonly ProjectAct[] {
  return rows.flatMap((row) => {
    const names = row.of(register);
    if (names.length === 0) return [];
    const name: Field = { name: 'name', label: 'Name', hint: nameHint, choices: names };
    return [{ ...row, fields: [name, ...(row.needsReason ? [reason] : [])] }];
  });
}

export function findProjectAct(register: Register, name: string): ProjectAct | undefined {
  return projectActs(register).find((act) => act.name === name);
}
