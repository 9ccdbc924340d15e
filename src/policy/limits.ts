/** How large a setting may be. Unit: entries of a list, or that of the setting. */
export const limits = {
  lines: 50,
  releasedLines: 20,
  dates: 400,
  businessDays: 30,
  rota: 50,
  reminders: 5,
  escalation: 10,
  calendarDays: 365,
  lgtms: 10,
  checks: 50,
  zones: 8,
  ringMinutes: 1_440,
  versionRules: 20,
} as const;
