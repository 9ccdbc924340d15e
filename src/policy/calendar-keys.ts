/** The settings about the days that count. */
import type { KeyDescription } from './key-description.ts';
import { limits } from './limits.ts';

/** What each holds when it is read, in the words of the file. */
export type CalendarValues = {
  readonly 'calendar.time_zone': string;
  readonly 'calendar.holidays': string;
  readonly 'calendar.add': readonly string[];
  readonly 'calendar.remove': readonly string[];
  readonly 'calendar.weekend': readonly number[] | undefined;
};

export const calendarKeys: Readonly<Record<keyof CalendarValues, KeyDescription>> = {
  'calendar.time_zone': {
    meaning: 'The time zone in which days begin and end.',
    unit: 'a name of the IANA time zone database',
    allowed: 'the name of a time zone, such as UTC or Europe/Berlin',
    atZero: 'It cannot be empty.',
    example: 'Europe/Berlin',
  },
  'calendar.holidays': {
    meaning: 'The public holidays that are no business days.',
    unit: 'countries, or parts of them, by their ISO 3166 codes; several are joined by `+`, and a day is a business day only where all work',
    allowed: 'a country such as US, a part of one such as DE-BE, several such as US+DE+JP, or none',
    atZero: '`none`: only weekends and the days under `add` are closed.',
    example: 'DE-BE',
  },
  'calendar.add': {
    meaning: 'More days that are no business days, such as a project’s summer break or a holiday the calendar lacks.',
    unit: 'dates',
    allowed: `a list of at most ${limits.dates} dates, such as [2026-12-24]`,
    entry: 'a date as YYYY-MM-DD, such as 2026-12-24',
    atZero: 'Empty: nothing is added.',
    example: '[2026-12-24, 2026-12-31]',
  },
  'calendar.remove': {
    meaning: 'Holidays or weekend days on which the project works all the same.',
    unit: 'dates',
    allowed: `a list of at most ${limits.dates} dates, such as [2026-12-24]`,
    entry: 'a date as YYYY-MM-DD, such as 2026-12-24',
    atZero: 'Empty: every holiday and every weekend is closed.',
    example: '[2026-03-08]',
  },
  'calendar.weekend': {
    meaning: 'The days of the week that are no business days, where they are not those of the country.',
    unit: 'weekdays from 1 (Monday) to 7 (Sunday)',
    allowed: 'a list of at most 6 weekdays from 1 (Monday) to 7 (Sunday), such as [6, 7]',
    entry: 'a weekday from 1 (Monday) to 7 (Sunday)',
    atZero: 'Empty: there is no weekend, every day that is no holiday is a business day.',
    example: '[6, 7]',
  },
};
