/**
 * What every command comes to in every situation, and by whom it is taken, held word for word in `commands/`: the examples of the table of
 * commands, and some awkward ones. A line that was said before under the same command is not repeated.
 */
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commands } from '../../../src/commands/commands.ts';
import type { Surface } from '../../../src/core/command-events.ts';
import type { CaseEvent } from '../../../src/core/events.ts';
import { expectSectionAsHeld, sectionsOf } from '../../as-held.ts';
import { aReporter } from '../../fixtures/a-case.ts';
import { dayMs, hourMs, inCaseIssue, onAdvisory, onPullRequest, releaseAt } from '../../fixtures/happenings.ts';
import { typedBy } from '../read-input.ts';
import { answered, together } from './answered.ts';
import { situations, type Situation } from './situations.ts';

const now = releaseAt - 2 * dayMs + hourMs;

type Speaker = { readonly name: string; readonly from: Surface; readonly where: string };
/** Who types it where a situation is not about who may. */
const inPrivate: Speaker = { name: 'max', from: inCaseIssue, where: '' };
const speakers: readonly Speaker[] = [
  { name: 'ana', from: onPullRequest(), where: ', by @ana on #11' },
  { name: 'ben', from: { kind: 'dashboard', commentId: '9', drawn: 1 }, where: ', by @ben on the dashboard' },
  { name: 'max', from: onAdvisory, where: ', by @max on the advisory' },
  { name: aReporter, from: onAdvisory, where: ', by the reporter on the advisory' },
  { name: 'oscar', from: onAdvisory, where: ', by an outsider on the advisory' },
  { name: 'ulla?', from: onAdvisory, where: ', by somebody unknown on the advisory' },
];
const triedBySpeakers = ['reported', 'dated, with an objection'];

const texts = commands.flatMap(({ name, examples }) =>
  [...new Set([...examples, `/${name}`, `/${name} what?`])].map((text) => ({ name, text })),
);

describe('what comes of', () => {
  it.each(texts)('$text', ({ name, text }) => {
    expectSectionAsHeld(fileOf(name), text, together(allOf(text)));
  });

  it.each(commands.map(({ name }) => ({ name })))('/$name is held in these sections and no others', ({ name }) => {
    expect([...sectionsOf(fileOf(name)).keys()]).toEqual(texts.filter((one) => one.name === name).map(({ text }) => text));
  });
});

function fileOf(name: string): string {
  return join(import.meta.dirname, 'commands', `${name}.txt`);
}

function allOf(text: string) {
  const all = situations.flatMap((situation) => {
    const who = triedBySpeakers.includes(situation.name) ? [inPrivate, ...speakers] : [inPrivate];
    return who.map((speaker) => ({ where: `${situation.name}${speaker.where}`, situation, event: typedIn(text, speaker, situation) }));
  });
  // What is not understood is not so everywhere.
  const some = all.every(({ event }) => event?.kind === 'CommandNotUnderstood') ? all.slice(0, 2) : all;
  return some.map(({ where, situation, event }) => ({ where, what: what(situation, event) }));
}

function typedIn(text: string, { name, from }: Speaker, { given, policy }: Situation): CaseEvent | undefined {
  return typedBy(name, text, { at: now, policy, reporter: given.report.reporter }, from)[0];
}

function what(situation: Situation, event: CaseEvent | undefined) {
  return event === undefined ? { outcome: 'not a command', lines: [] } : answered(situation, event, now);
}
