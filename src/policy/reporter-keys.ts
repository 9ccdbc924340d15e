/** The settings about what a reporter can see without a sign-in. */
import type { KeyDescription } from './key-description.ts';

/** What each holds when it is read, in the words of the file. */
export type ReporterValues = { readonly 'reporter.status_page': boolean; readonly 'reporter.status_page_days': number };

/** Unit: days. */
export const longestStatusPageDays = 365;

export const reporterKeys: Readonly<Record<keyof ReporterValues, KeyDescription>> = {
  'reporter.status_page': {
    meaning:
      'Whether the reporter is told, on the advisory, a link that nobody can guess to a page that shows where the report stands and what comes next, ' +
      'and names nobody. It needs the dashboard.',
    unit: 'none',
    allowed: '`true` or `false`',
    atZero: 'It cannot be empty.',
    example: 'true',
  },
  'reporter.status_page_days': {
    meaning: 'How long the link opens that page after the case has ended.',
    unit: 'calendar days',
    allowed: `a whole number from 0 to ${longestStatusPageDays}`,
    atZero: '0: the page ends with the case.',
    example: '30',
  },
};
