// What the public holiday data lacks or has wrong. Each row says for which calendar (and every part of it), which days, and why.
import type { CivilDate, IsoWeekday } from '../core/time/time.ts';
import { civilDateOf, dayNumberOf, parseCivilDate } from '../core/time/time.ts';

/** `closed` days are added to the holidays; `open` days are business days although they are weekend. */
export type CalendarCorrection = {
  readonly calendar: string;
  readonly closed: readonly CivilDate[];
  readonly open: readonly CivilDate[];
  readonly because: string;
};

/** The rows for a calendar and for what it is part of: those of "US" hold for "US-CA". */
export function correctionsFor(name: string): readonly CalendarCorrection[] {
  return corrections.filter(({ calendar }) => name === calendar || name.startsWith(`${calendar}-`));
}

/** Calendars whose days are announced year by year, and what of them is known. */
export function incompletenessOf(country: string): string | undefined {
  return incomplete[country];
}

/** Calendars that take nothing from the public holiday data, with the years their rows above cover. */
export function ownYearsOf(country: string): { readonly from: number; readonly until: number } | undefined {
  return country === 'CN' ? { from: 2025, until: 2030 } : undefined;
}

/**
 * The weekend where it is not Saturday and Sunday.
 * Source: Unicode CLDR 48, supplemental data, `weekendStart` and `weekendEnd`. Left out on purpose are India and Uganda, where CLDR names
 * Sunday alone although offices close on Saturday too.
 */
export function weekendOf(country: string): readonly IsoWeekday[] {
  if (['BH', 'DZ', 'EG', 'IL', 'LY', 'SA', 'SD'].includes(country)) return [5, 6];
  return country === 'IR' ? [5] : [6, 7];
}

const incomplete: Readonly<Record<string, string>> = {
  CN: 'China sets its bridge days and working weekends each November for the next year; those of 2025 and 2026 are in the data, from 2027 on only the holidays that the law names are.',
  IN: 'India announces its moving feasts year by year; those of 2025 and 2026 are in the data, of the later ones only Diwali.',
};

const corrections: readonly CalendarCorrection[] = [
  {
    calendar: 'GB-SCT',
    closed: days('2026-06-15'),
    open: [],
    because: 'Bank holiday for the football World Cup, proclaimed for 2026.',
  },
  {
    calendar: 'US-CA',
    closed: days('2026-11-08', '2027-10-29', '2028-10-17', '2029-11-05', '2030-10-26'),
    open: [],
    because: 'Diwali is a state holiday from 2026 on (California Assembly Bill 268 of 2025).',
  },
  {
    calendar: 'BR',
    closed: everyYear({ from: 2024, until: 2035 }, '11-20'),
    open: [],
    because: 'Consciência Negra is a national holiday from 2024 on (Lei 14.759/2023); choosing a state that had it before loses it.',
  },
  {
    calendar: 'IN',
    closed: [
      ...days('2025-02-26', '2025-03-14', '2025-03-31', '2025-04-10', '2025-05-12', '2025-06-07', '2025-07-06', '2025-08-16', '2025-09-05'),
      ...days('2025-10-20', '2025-11-05'),
      ...days('2026-03-04', '2026-03-21', '2026-03-26', '2026-03-31', '2026-05-01', '2026-05-27', '2026-06-26', '2026-08-26', '2026-09-04'),
      ...days('2026-10-20', '2026-11-08', '2026-11-24'),
      ...days('2027-10-29', '2028-10-17', '2029-11-05', '2030-10-26'),
    ],
    open: [],
    because: 'Moving feasts among the holidays of the central government offices, 2025 and 2026; of the later ones only Diwali.',
  },
  {
    calendar: 'CN',
    closed: [
      ...days('2025-01-01', '2025-01-28/2025-02-04', '2025-04-04/2025-04-06', '2025-05-01/2025-05-05', '2025-05-31/2025-06-02'),
      ...days('2025-10-01/2025-10-08'),
      ...days('2026-01-01/2026-01-03', '2026-02-15/2026-02-23', '2026-04-04/2026-04-06', '2026-05-01/2026-05-05', '2026-06-19/2026-06-21'),
      ...days('2026-09-25/2026-09-27', '2026-10-01/2026-10-07'),
    ],
    open: [
      ...days('2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'),
      ...days('2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'),
    ],
    because: 'Arrangement of the holidays by the General Office of the State Council for 2025 and for 2026.',
  },
  {
    calendar: 'CN',
    closed: [
      ...days('2027-01-01', '2027-02-05', '2027-02-08/2027-02-10', '2027-04-05', '2027-05-03', '2027-05-04', '2027-06-09', '2027-09-15'),
      ...days('2027-10-01', '2027-10-04', '2027-10-05'),
      ...days('2028-01-03', '2028-01-25/2028-01-28', '2028-04-04', '2028-05-01', '2028-05-02', '2028-05-29', '2028-10-02/2028-10-04'),
      ...days('2029-01-01', '2029-02-12/2029-02-15', '2029-04-04', '2029-05-01', '2029-05-02', '2029-06-18', '2029-09-24'),
      ...days('2029-10-01/2029-10-03'),
      ...days('2030-01-01', '2030-02-04/2030-02-07', '2030-04-05', '2030-05-01', '2030-05-02', '2030-06-05', '2030-09-12'),
      ...days('2030-10-01/2030-10-03'),
    ],
    open: [],
    because:
      'The 13 days that the law names, as changed for 2025 on; one that falls on a weekend is made up for on the next weekday ' +
      '(Regulation on Public Holidays for National Annual Festivals and Memorial Days).',
  },
];

/** Dates, and "first/last" for all days from one to the other. */
function days(...texts: readonly string[]): CivilDate[] {
  return texts.flatMap((text) => {
    const [first = '', last = first] = text.split('/');
    const [from, until] = [dayNumberOf(day(first)), dayNumberOf(day(last))];
    return Array.from({ length: until - from + 1 }, (_, index) => civilDateOf(from + index));
  });
}

function day(text: string): CivilDate {
  const parsed = parseCivilDate(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

function everyYear(years: { from: number; until: number }, monthAndDay: string): CivilDate[] {
  return days(...Array.from({ length: years.until - years.from + 1 }, (_, index) => `${years.from + index}-${monthAndDay}`));
}
