import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDateOf, dayNumberOf, formatInstant, parseCivilDate } from '../../../src/core/time/time.ts';
import type { CivilDate } from '../../../src/core/time/time.ts';
import { endOfDay, instantOf, isTimeZone, localDateOf, startOfDay } from '../../../src/core/time/wall-clock.ts';

const samples = new URL('../../../../shared/data/samples/timezone-local-to-utc.tsv', import.meta.url);
const withSamples = existsSync(samples) ? it : it.skip;

function date(text: string): CivilDate {
  const parsed = parseCivilDate(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

function wallClock(text: string): { on: CivilDate; hour: number; minute: number } {
  return { on: date(text.slice(0, 10)), hour: Number(text.slice(11, 13)), minute: Number(text.slice(14, 16)) };
}

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Asia/Beirut',
  'America/Havana',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
];
const dates = fc.integer({ min: dayNumberOf(date('2005-01-01')), max: dayNumberOf(date('2029-12-31')) }).map(civilDateOf);

describe('the wall clock', () => {
  it.each([
    { zone: 'Europe/Berlin', shows: '2026-03-29T02:30', iso: '2026-03-29T01:30:00.000Z', why: 'skipped: read as 03:30 summer time' },
    { zone: 'Europe/Berlin', shows: '2026-10-25T02:30', iso: '2026-10-25T00:30:00.000Z', why: 'twice: the first' },
    { zone: 'America/New_York', shows: '2026-03-08T02:00', iso: '2026-03-08T07:00:00.000Z', why: 'the first skipped minute' },
    { zone: 'Australia/Lord_Howe', shows: '2026-04-05T01:45', iso: '2026-04-04T14:45:00.000Z', why: 'clocks that move by half an hour' },
    { zone: 'Pacific/Apia', shows: '2011-12-30T12:00', iso: '2011-12-30T22:00:00.000Z', why: 'a day that was skipped' },
    { zone: 'Asia/Kathmandu', shows: '2026-01-01T00:00', iso: '2025-12-31T18:15:00.000Z', why: 'a zone off by 45 minutes' },
  ])('shows $shows in $zone at $iso ($why)', ({ zone, shows, iso }) => {
    expect(formatInstant(instantOf(wallClock(shows), zone))).toBe(iso);
  });

  withSamples('agrees with independent calculations, both where a time comes twice and where it is skipped', () => {
    const rows = readFileSync(samples, 'utf8').trim().split('\n').slice(1);
    // The samples still have the clocks of Morocco going forward after each Ramadan; from 2027 on they stay, says tzdata 2026c.
    const wrong = rows.filter((row) => {
      const [zone = '', local = '', , first = ''] = row.split('\t');
      if (zone === 'Africa/Casablanca' && local >= '2027') return false;
      return instantOf(wallClock(local), zone) !== Date.parse(first);
    });
    expect(rows.length).toBeGreaterThanOrEqual(200);
    expect(wrong).toEqual([]);
  });

  it('refuses an hour that no clock shows', () => {
    expect(() => instantOf({ on: date('2026-03-09'), hour: 24, minute: 0 }, 'UTC')).toThrow(RangeError);
  });
});

describe('a day', () => {
  it.each([
    { zone: 'UTC', on: '2026-03-09', start: '2026-03-09T00:00:00.000Z', end: '2026-03-09T23:59:59.999Z' },
    { zone: 'Europe/Berlin', on: '2026-03-29', start: '2026-03-28T23:00:00.000Z', end: '2026-03-29T21:59:59.999Z' },
    { zone: 'Europe/Berlin', on: '2026-10-25', start: '2026-10-24T22:00:00.000Z', end: '2026-10-25T22:59:59.999Z' },
    // Where clocks go forward at midnight, the day starts at 01:00.
    { zone: 'Africa/Cairo', on: '2026-04-24', start: '2026-04-23T22:00:00.000Z', end: '2026-04-24T20:59:59.999Z' },
    { zone: 'Asia/Beirut', on: '2026-03-29', start: '2026-03-28T22:00:00.000Z', end: '2026-03-29T20:59:59.999Z' },
    { zone: 'America/Sao_Paulo', on: '2018-11-04', start: '2018-11-04T03:00:00.000Z', end: '2018-11-05T01:59:59.999Z' },
    // Where clocks go back at midnight, the last hour of the day comes twice, and the day ends with the second.
    { zone: 'Africa/Cairo', on: '2026-10-29', start: '2026-10-28T21:00:00.000Z', end: '2026-10-29T21:59:59.999Z' },
    // Where clocks go back to midnight, the day starts with the first.
    { zone: 'America/Havana', on: '2026-11-01', start: '2026-11-01T04:00:00.000Z', end: '2026-11-02T04:59:59.999Z' },
  ])('lasts in $zone on $on from $start to $end', ({ zone, on, start, end }) => {
    expect(formatInstant(startOfDay(date(on), zone))).toBe(start);
    expect(formatInstant(endOfDay(date(on), zone))).toBe(end);
  });

  it('ends where the next one starts, and each of its ends is on it', () => {
    fc.assert(
      fc.property(dates, fc.constantFrom(...zones), (on, zone) => {
        fc.pre(!(zone === 'Pacific/Apia' && on === '2011-12-30'));
        expect(endOfDay(on, zone) + 1).toBe(startOfDay(civilDateOf(dayNumberOf(on) + 1), zone));
        expect([localDateOf(startOfDay(on, zone), zone), localDateOf(endOfDay(on, zone), zone)]).toEqual([on, on]);
        expect(localDateOf(startOfDay(on, zone) - 1, zone) < on).toBe(true);
      }),
    );
  });
});

describe('the name of a time zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Calcutta'])('may be %s', (name) => {
    expect([isTimeZone(name), isTimeZone(name)]).toEqual([true, true]);
  });

  it.each(['', 'Mars/Olympus', '+01:00', '-05:00', 'Europe', 'Europe/Berlin ', '../etc/localtime', 'Z'])('may not be "%s"', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});
