/** `docs/states.md`, printed from the table of transitions. */
import type { Phase } from './case.ts';
import { transitions, type Transition } from './transitions.ts';

/** The page in full: what each phase means, a diagram of what moves a case, and the table of all that may happen. */
export function printStatesPage(): string {
  return [...opening, '', ...phaseList(), '', ...diagram(), '', ...table(), ''].join('\n');
}

const opening = [
  '# States',
  '',
  '<!-- Printed from src/core/transitions.ts by `npm run docs`. -->',
  '',
  'A case is in one of five phases.',
  'What is not in the table is refused with a reason when a person asked for it, and passed over when GitHub showed it.',
];

const meanings: Readonly<Record<Phase, string>> = {
  reported: 'A private report came in, and nobody has decided yet whether it is a vulnerability. The first clock runs.',
  accepted: 'It is treated as a vulnerability: the advisory is a draft, the fix is written and reviewed, the Release Date is settled.',
  publishing:
    'Every gate was green and the publication has begun: the fix goes out or is waited for, then the advisory. `/hold` calls it back as long as GitHub has not published.',
  published: 'The advisory is public and the embargo over. Nothing leads back.',
  rejected:
    'It is not treated as a vulnerability and the advisory is closed. `/reopen` takes it up again; its publication on GitHub, by somebody, ends it.',
};

const phases = Object.keys(meanings) as Phase[];
const names = Object.keys(transitions) as Transition[];

/** What is split by what it says has no line of its own in `events.ts`; here is what it stands for. */
const explained: Readonly<Partial<Record<Transition, string>>> = {
  PublicationAsked: '`/publish` was said with every gate green',
  PublicationBegun: 'the Release Date came with every gate green',
  PublicationGivenUp: 'GitHub did not take the publication',
  PublicationCalledOff: 'a gate turned red before the fix was out, or a line could not be pushed',
  PublicationForced: '`/publish anyway` was said',
  SeenAsDraft: 'GitHub shows the advisory as a draft',
  SeenClosed: 'GitHub shows it closed',
  SeenPublished: 'GitHub shows it published or withdrawn',
};

function phaseList(): readonly string[] {
  return phases.map((phase) => `- **${phase}**: ${meanings[phase]}`);
}

/** Only what moves a case: an arrow from a phase to itself says nothing. */
function diagram(): readonly string[] {
  const arrows = phases.flatMap((from) => phases.flatMap((to) => arrow(from, to)));
  const begins = ['  [*] --> reported: ReportReceived', '  [*] --> accepted: ReportReceived, begun as a draft'];
  return ['```mermaid', 'stateDiagram-v2', ...begins, ...arrows, '```'];
}

function arrow(from: Phase, to: Phase): readonly string[] {
  const causes = names.filter((name) => from !== to && transitions[name][from] === to);
  return causes.length === 0 ? [] : [`  ${from} --> ${to}: ${causes.join(', ')}`];
}

function table(): readonly string[] {
  return [
    `| What happens | ${phases.join(' | ')} |`,
    `|---|${phases.map(() => '---|').join('')}`,
    ...names.map((name) => `| ${explain(name)} | ${phases.map((phase) => cell(name, phase)).join(' | ')} |`),
  ];
}

function explain(name: Transition): string {
  const meaning = explained[name];
  return meaning === undefined ? name : `${name}: ${meaning}`;
}

function cell(name: Transition, phase: Phase): string {
  const to = transitions[name][phase];
  if (to === undefined) return '–';
  return to === phase ? 'stays' : `→ **${to}**`;
}
