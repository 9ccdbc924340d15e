import { describe, expect, it } from '@jest/globals';
import { cut, digestOf, isOurs, keepMarkerOf, maxBodyLength, readsTheSame, withMarker } from '../../../src/adapters/github/marker.ts';
import { redact } from '../../../src/adapters/github/failures.ts';
import { login } from '../../../src/core/ids.ts';

const us = login('fixlead[bot]');
const mark = `<!-- fixlead:${digestOf('key')} -->`;

describe('our mark', () => {
  const rows: { name: string; text: string; author?: string; ours: boolean }[] = [
    { name: 'on its last line', text: withMarker('Hello', 'key'), ours: true },
    { name: 'with line ends and blanks as GitHub may change them', text: `Hello\r\n\r\n${mark}\r\n`, ours: true },
    { name: 'alone', text: mark, ours: true },
    { name: 'in the middle, as in a quotation', text: `${mark}\n\nHello`, ours: false },
    { name: 'at the end of a line, as in a quotation', text: `> ${mark}`, ours: false },
    { name: 'of another effect', text: withMarker('Hello', 'other'), ours: false },
    { name: 'quoted above that of another effect', text: withMarker(`Hello\n\n${mark}`, 'other'), ours: false },
    { name: "under somebody else's name", text: withMarker('Hello', 'key'), author: 'mallory', ours: false },
    { name: 'missing', text: 'Hello', ours: false },
  ];
  it.each(rows)('counts $name: $ours', ({ text, author = us, ours }) => {
    expect(isOurs({ text, author: login(author) }, 'key', us)).toBe(ours);
  });

  it('tells a reader nothing of the key', () => {
    expect(withMarker('Hello', 'GHSA-2222-3333-4444/status')).toMatch(/^Hello\n\n<!-- fixlead:[0-9a-f]{16} -->$/);
  });

  it('survives a new text above it', () => {
    expect(keepMarkerOf(withMarker('Old', 'key'), 'New')).toBe(withMarker('New', 'key'));
    expect(keepMarkerOf('No mark', 'New')).toBe('New');
  });

  it('fits with the text into what GitHub takes', () => {
    expect(withMarker('x'.repeat(maxBodyLength), 'key')).toHaveLength(maxBodyLength);
    expect(keepMarkerOf(mark, 'x'.repeat(maxBodyLength + 1))).toHaveLength(maxBodyLength);
    expect(isOurs({ text: withMarker('x'.repeat(maxBodyLength), 'key'), author: us }, 'key', us)).toBe(true);
  });
});

it('cuts a text visibly and never through a character', () => {
  expect(cut('short', 40)).toBe('short');
  for (const length of [60, 61]) expect(cut('😀'.repeat(60), length).isWellFormed()).toBe(true);
  expect(cut('x'.repeat(100), 60)).toMatch(/^x+\n\n… \(cut: GitHub takes no more\)$/);
});

it('reads texts as the same that differ in nothing but line ends and blanks at the end', () => {
  expect(readsTheSame('a\r\nb\n\n', 'a\nb')).toBe(true);
  expect(readsTheSame('a\nb', 'a\n b')).toBe(false);
});

it.each([
  ['ghs_4711_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjQ3MTF9.c2lnbmF0dXJl_-x and more', 'gh?_[redacted] and more'],
  ['ghp_0123456789abcdef0123456789abcdef0123', 'gh?_[redacted]'],
  ['Bearer eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjQ3MTF9.c2lnbmF0dXJl!', 'Bearer [redacted]!'],
  ['Authorization: Basic eC1hY2Nlc3M=', 'Authorization: [redacted]'],
  ['GHSA-2222-3333-4444 is no token', 'GHSA-2222-3333-4444 is no token'],
])('takes tokens out of %s', (text, expected) => {
  expect(redact(text)).toBe(expected);
});
