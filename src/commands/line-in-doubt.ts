/** A command that hangs on somebody about whom GitHub could not be asked keeps its line, so that the answer can name what was not done. */
import type { Actor } from '../core/command-events.ts';
import { textOfLine } from './read-comment.ts';

/** Unit: UTF-16 code units. More of a line is not needed to know it again. */
const longestKept = 100;

type Doubtful = { readonly by: Actor; readonly line: number; /** Of the person named. */ readonly role?: Actor['role'] };

export function withLineInDoubt<Event extends Doubtful>(event: Event, text: string): Event & { readonly typed?: string } {
  if (event.by.role !== 'unknown' && event.role !== 'unknown') return event;
  const line = textOfLine(text, event.line);
  return { ...event, typed: line.length > longestKept ? `${line.slice(0, longestKept)} …` : line };
}
