/** `/help` and `docs/commands.md`, printed from the rows. */
import type { Surface } from '../core/command-events.ts';
import { permissions, whoInWords, type Permission } from '../core/permissions.ts';
import type { Policy } from '../core/policy.ts';
import { phasesFor } from '../core/transitions.ts';
import type { CommandRow } from './command-row.ts';
import { commands } from './commands.ts';
import { readComment } from './read-comment.ts';

const placeNames: Record<Surface['kind'], string> = {
  advisory: 'advisory comments',
  'case-issue': 'the case issue',
  'pull-request': 'fix pull requests',
  dashboard: 'the dashboard',
};

/** The answer to `/help` under this policy. */
export function helpPage(policy: Policy): string {
  const rows = commands.map((row) => `| \`${usage(row)}\` | ${row.help} | ${whoMay(row, policy)} | ${places(permissionOf(row), policy)} |`);
  return ['| Say | What it does | Who may | Where |', '|---|---|---|---|', ...rows].join('\n');
}

/** The page `docs/commands.md`, in full. */
export function printCommandsPage(): string {
  const opening = [
    '# Commands',
    '',
    '<!-- Printed from src/commands/commands.ts by `npm run docs`. -->',
    '',
    'What people say to Fixlead, and who may say it where.',
    'The phases of a case are explained in [states.md](states.md).',
    '',
    '## Where a command may stand',
    '',
    'A command stands on a line of its own in a plain paragraph of a comment.',
    'Quotations, code, lists, tables and HTML are never read, and neither are later edits.',
    'A wrong command is answered with the right one.',
    '`REASON…` is taken as it stands, apostrophes and all; any other argument with a space in it is put between quotes.',
    'A comment may hold several commands; they are carried out from top to bottom.',
  ];
  return [...opening, ...commands.flatMap(section), ''].join('\n');
}

/** One command may make several events, and not everybody may cause each; the policy says who makes final calls. */
function whoMay(row: CommandRow, policy: Policy | undefined): string {
  const everybody = row.makes.map((kind) => permissions[kind].who);
  const inWords = (who: Permission['who']): string => (policy === undefined ? whoAsThePolicySays(who) : whoInWords(who, policy));
  const [most = '', ...others] = [...new Set(everybody.map(inWords))];
  return others.length === 0 ? most : `${most}; parts of it: ${others.join('; ')}`;
}

function whoAsThePolicySays(who: Permission['who']): string {
  if (who === 'override') return 'the maintainers, the Fix Lead or nobody, as the policy says';
  return who === 'score-final-call' || who === 'date-final-say'
    ? 'the maintainers or the Fix Lead, as the policy says'
    : whoInWords(who, undefined);
}

function section(row: CommandRow): readonly string[] {
  const permission = permissionOf(row);
  return [
    '',
    `## \`${usage(row)}\``,
    '',
    row.help,
    '',
    `- Who: ${whoMay(row, undefined)}.`,
    `- Where: ${places(permission)}.`,
    `- When the case is: ${phasesFor(row.makes[0]).join(', ')}.`,
    ...row.makes.slice(1).flatMap((kind) => otherwisePossible(row, kind)),
    `- Examples: ${row.examples.map((example) => `\`${example}\``).join(', ')}.`,
  ];
}

/** A command that can make several events says by an example when each other is possible, if that differs. */
function otherwisePossible(row: CommandRow, kind: CommandRow['makes'][number]): readonly string[] {
  const when = phasesFor(kind).join(', ');
  if (when === phasesFor(row.makes[0]).join(', ')) return [];
  const example = row.examples.find((one) => readComment(one).some((read) => 'asked' in read && read.asked.kind === kind));
  return [`- \`${example ?? `/${row.name}`}\` when the case is: ${when}.`];
}

function usage(row: CommandRow): string {
  return `/${row.name} ${row.arguments.replaceAll('|', 'or')}`.trim();
}

function permissionOf(row: CommandRow): Permission {
  return permissions[row.makes[0]];
}

function places({ where, withoutFixRepository = where, inProject }: Permission, policy?: Policy): string {
  const ofProject = inProject === true ? ['the project’s issue'] : [];
  const inWords = (kinds: Permission['where']): string => [...ofProject, ...kinds.map((kind) => placeNames[kind])].join(', ');
  if (policy !== undefined) return inWords(policy.fixRepository === undefined ? withoutFixRepository : where);
  return where === withoutFixRepository ? inWords(where) : `${inWords(where)}; without a fix repository ${inWords(withoutFixRepository)}`;
}
