// `fixlead due`: when something is due, counted in business days.
import { formatInstant } from '../core/time/time.ts';
import { makeAnswerer } from './due-request.ts';
import type { Answer } from './due-request.ts';
import type { CliStreams, LineAnswer } from './line-by-line.ts';
import { answerEachLine, printLine } from './line-by-line.ts';
import { readArguments } from './read-arguments.ts';

const usage = `Usage: fixlead due --json                 one request from each line of the standard input
       fixlead due [--json] [options] FROM BUSINESS_DAYS

Says when something is due: the last moment of the n-th business day after FROM, whose own day is not counted.
FROM is a date (2026-03-04) or an instant with its offset (2026-03-04T23:30:00Z).

  --calendar NAME    "DE", "US-CA", several joined by "+"; "none", weekends only, when left out
  --time-zone ZONE   where days begin and end, such as Europe/Berlin; UTC when left out
  --holiday DATE     a day that is closed as well; may be repeated
  --workday DATE     a day that is open in spite of the calendar; may be repeated
  --weekend LIST     closed weekdays, such as 5,6; 1 is Monday, 7 is Sunday
  --json             answer with a JSON object

A request is a JSON object with the keys from, businessDays, calendar, timeZone, holidays, workdays and weekend.
The exit code is 0 when all requests are answered, 1 when one is not, 2 when the command itself is wrong.`;

/** Errors: an exit code of 1 when a request was refused, 2 when the arguments were. Rejects when a stream breaks. */
export async function run(args: readonly string[], streams: CliStreams): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    await printLine(streams.stderr, `${options}\n\n${usage}`);
    return 2;
  }
  if (options.help) {
    await printLine(streams.stdout, usage);
    return 0;
  }
  const { answerLine, answerRequest } = makeAnswerer();
  if (options.request === undefined) return answerEachLine(streams, (line) => jsonAnswer(answerLine(line)));
  const answer = answerRequest(options.request);
  const { text, ok } = options.json ? jsonAnswer(answer) : readableAnswer(answer);
  await printLine(ok || options.json ? streams.stdout : streams.stderr, text);
  return ok ? 0 : 1;
}

function jsonAnswer(answer: Answer): LineAnswer {
  if (!answer.ok) return { ok: false, text: JSON.stringify({ error: answer.error }) };
  const { dueOn, dueAt, warnings } = answer;
  return { ok: true, text: JSON.stringify({ dueOn, dueAt: formatInstant(dueAt), ...(warnings.length === 0 ? {} : { warnings }) }) };
}

function readableAnswer(answer: Answer): LineAnswer {
  if (!answer.ok) return { ok: false, text: answer.error.message };
  const warnings = answer.warnings.map(({ message }) => `\nWarning: ${message}`);
  return { ok: true, text: `${answer.dueOn}, until ${formatInstant(answer.dueAt)}${warnings.join('')}` };
}

type Options = { readonly json: boolean; readonly help: boolean; readonly request: unknown };

function readOptions(args: readonly string[]): Options | string {
  const read = readArguments({ args: [...args], options: optionTypes, allowPositionals: true });
  if (!read.ok) return read.message;
  const { json = false, help = false } = read.values;
  const [from, businessDays, ...more] = read.positionals;
  const readsLines = json && from === undefined && Object.keys(read.values).length === 1;
  if (help || readsLines) return { json, help, request: undefined };
  if (from === undefined || businessDays === undefined || more.length > 0)
    return 'Wanted are FROM and BUSINESS_DAYS, or only --json and lines to read.';
  return { json, help, request: requestFrom({ from, businessDays: wholeNumber(businessDays), ...read.values }) };
}

const optionTypes = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  calendar: { type: 'string' },
  'time-zone': { type: 'string' },
  holiday: { type: 'string', multiple: true },
  workday: { type: 'string', multiple: true },
  weekend: { type: 'string' },
} as const;

type Given = {
  readonly from: string;
  readonly businessDays: number;
  readonly calendar?: string;
  readonly 'time-zone'?: string;
  readonly holiday?: string[];
  readonly workday?: string[];
  readonly weekend?: string;
};

function requestFrom(given: Given): unknown {
  const { from, businessDays, calendar, 'time-zone': timeZone, holiday: holidays, workday: workdays } = given;
  const weekend = given.weekend === undefined ? undefined : given.weekend.split(',').filter(Boolean).map(wholeNumber);
  return { from, businessDays, calendar, timeZone, holidays, workdays, weekend };
}

function wholeNumber(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : NaN;
}
