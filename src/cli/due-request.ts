// One request for a due date, from unknown data to its answer.
import { z } from 'zod';
import { businessDaysAfter, maximumDayCount } from '../core/time/business-days.ts';
import type { CalendarWarning } from '../core/time/calendar.ts';
import type { CivilDate, Instant } from '../core/time/time.ts';
import { parseCivilDate, parseInstant } from '../core/time/time.ts';
import { resolveCalendar } from '../policy/calendars.ts';
import type { CalendarResult } from '../policy/calendars.ts';
import { isTooLong, maximumLineLength } from './line-by-line.ts';

export type Answer =
  | { readonly ok: true; readonly dueOn: CivilDate; readonly dueAt: Instant; readonly warnings: readonly CalendarWarning[] }
  | { readonly ok: false; readonly error: Problem };

export type Problem = { readonly code: string; readonly message: string };

/** Answers requests one after another; it remembers their calendars, because thousands of requests often share a few. */
export type Answerer = {
  /** Errors: `line-too-long`, `malformed-json`, and those of `answerRequest`. */
  readonly answerLine: (line: string) => Answer;
  /** Errors: `invalid-request`, and the codes of time, calendar and counting problems. */
  readonly answerRequest: (value: unknown) => Answer;
};

export function makeAnswerer(): Answerer {
  const resolve = rememberingResolver();
  return { answerLine: (line) => answerLine(line, resolve), answerRequest: (value) => answerRequest(value, resolve) };
}

const maximumDates = 5000;

const fromWanted = 'a date such as 2026-03-04, or an instant with its offset, is wanted';
const wholeNumber = `a whole number from 0 to ${maximumDayCount} is wanted`;
const weekday = 'weekdays are whole numbers from 1 (Monday) to 7 (Sunday)';

const request = z.strictObject({
  from: z.string(fromWanted),
  businessDays: z.int(wholeNumber).min(0, wholeNumber).max(maximumDayCount, wholeNumber),
  timeZone: z.string().default('UTC'),
  calendar: z.string().max(200).default('none'),
  holidays: z.array(z.string()).max(maximumDates).default([]),
  workdays: z.array(z.string()).max(maximumDates).default([]),
  weekend: z.array(z.int(weekday).min(1, weekday).max(7, weekday)).max(7).optional(),
});
type Request = z.infer<typeof request>;

function answerLine(line: string, resolve: Resolver): Answer {
  if (isTooLong(line)) return failed('line-too-long', `A line has at most ${maximumLineLength} characters.`);
  const json = readJson(line);
  if (json === undefined) return failed('malformed-json', 'The line is not a JSON object such as {"from":"2026-03-04","businessDays":3}.');
  return answerRequest(json.value, resolve);
}

function readJson(line: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(line) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function answerRequest(value: unknown, resolve: Resolver): Answer {
  const parsed = request.safeParse(value);
  if (!parsed.success) return failed('invalid-request', parsed.error.issues.map(describeIssue).join('; '));
  const from = parsed.data.from.includes('T') ? parseInstant(parsed.data.from) : parseCivilDate(parsed.data.from);
  if (!from.ok) return { ok: false, error: from.problem };
  const calendar = resolve(parsed.data);
  if (!calendar.ok) return { ok: false, error: calendar.problem };
  const due = businessDaysAfter(from.value, parsed.data.businessDays, calendar.value);
  return due.ok ? due : { ok: false, error: due.problem };
}

function describeIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `${issue.message}; allowed are ${Object.keys(request.shape).join(', ')}`;
  return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`;
}

type Resolver = (request: Request) => CalendarResult | { readonly ok: false; readonly problem: Problem };

const maximumRemembered = 1000;

/** Thousands of lines often share a few calendars. */
function rememberingResolver(): Resolver {
  const remembered = new Map<string, ReturnType<Resolver>>();
  return (wanted) => {
    const key = JSON.stringify([wanted.calendar, wanted.timeZone, wanted.weekend, wanted.holidays, wanted.workdays]);
    const known = remembered.get(key);
    if (known !== undefined) return known;
    if (remembered.size >= maximumRemembered) remembered.clear();
    const found = resolve(wanted);
    remembered.set(key, found);
    return found;
  };
}

function resolve({ calendar, timeZone, weekend, holidays, workdays }: Request): ReturnType<Resolver> {
  const closed = readDates('holidays', holidays);
  if (!Array.isArray(closed)) return { ok: false, problem: closed };
  const open = readDates('workdays', workdays);
  if (!Array.isArray(open)) return { ok: false, problem: open };
  return resolveCalendar({ name: calendar, timeZone, weekend, holidays: closed, workdays: open });
}

function readDates(key: string, texts: readonly string[]): CivilDate[] | Problem {
  const dates: CivilDate[] = [];
  for (const text of texts) {
    const date = parseCivilDate(text);
    if (!date.ok) return { code: date.problem.code, message: `${key}: ${date.problem.message}` };
    dates.push(date.value);
  }
  return dates;
}

function failed(code: string, message: string): Answer {
  return { ok: false, error: { code, message } };
}
