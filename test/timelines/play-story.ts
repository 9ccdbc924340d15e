// A whole timeline: its head, and its inputs with what each led to.
import { newStage, play, type Played } from './play-timeline.ts';
import { readPolicyLine, readTime } from './read-input.ts';

export type PlayedStory = {
  /** Why it is kept, and its policy. */
  readonly head: readonly string[];
  readonly inputs: readonly { readonly line: string; readonly played: Played }[];
};

/** Errors: throws on a line that is not understood. */
export function playStory(written: string): PlayedStory {
  const lines = written.split('\n');
  const stage = newStage(readPolicyLine(lines.find((line) => line.startsWith('policy ')) ?? 'policy'));
  return {
    head: lines.filter((line) => line.startsWith('# ') || line.startsWith('policy ')),
    inputs: lines.flatMap((line) => {
      const [, time, input] = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z) (.+)$/.exec(line) ?? [];
      return time === undefined || input === undefined ? [] : [{ line, played: play(stage, readTime(time), input) }];
    }),
  };
}
