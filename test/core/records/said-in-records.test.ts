// What a record says, whatever its format, and of which cases there is none (S31, S110).
import { describe, expect, it } from '@jest/globals';
import type { Case } from '../../../src/core/case.ts';
import { exportRecord, recordFormats, type ExportOptions, type RecordFormat } from '../../../src/core/records/export.ts';
import { cut } from '../../../src/core/records/record.ts';
import { aReporter, reportedAt } from '../../fixtures/a-case.ts';
import { aPublishedCase, harbor, pending, publishedAt, someFacts, vitess } from './a-record.ts';

const now = publishedAt + 1;

function record(given: Case, format: RecordFormat, options: Partial<ExportOptions> = {}): object {
  const exported = exportRecord(given, format, { draft: false, ...options }, now);
  if (!exported.ok) throw new Error(exported.message);
  return exported.record;
}

describe('what a record says', () => {
  it('has the versions of the module, not those of the tags', () => {
    expect(record(vitess, 'osv')).toMatchObject({
      id: 'GHSA-649x-hxfx-57j2',
      aliases: ['CVE-2024-32886'],
      affected: [
        {
          package: { ecosystem: 'Go', name: 'vitess.io/vitess', purl: 'pkg:golang/vitess.io/vitess' },
          ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0.19.0' }, { fixed: '0.19.4' }] }],
        },
        { ranges: [{ events: [{ introduced: '0.18.0' }, { fixed: '0.18.5' }] }] },
        { ranges: [{ events: [{ introduced: '0' }, { fixed: '0.17.7' }] }] },
      ],
    });
    expect(JSON.stringify(record(vitess, 'csaf'))).toContain('vers:golang/>=0.19.0|<0.19.4');
    expect(JSON.stringify(record(vitess, 'openvex'))).toContain('pkg:golang/vitess.io/vitess@0.19.4');
  });

  it('names the reporter only with their word, and others only when they agreed on GitHub', () => {
    const facts = someFacts({
      credits: [
        { login: aReporter, type: 'reporter', accepted: true },
        { login: 'wanda' as typeof aReporter, type: 'finder', accepted: false },
      ],
    });
    const said = (credit: Case['credit']) => JSON.stringify(record(aPublishedCase(facts, credit === undefined ? {} : { credit }), 'osv'));
    expect(said(undefined)).not.toMatch(/rita|wanda/);
    expect(said({ by: aReporter, at: reportedAt, wanted: false })).not.toMatch(/rita|wanda/);
    expect(said({ by: aReporter, at: reportedAt, wanted: true })).toContain('@rita');
    expect(said({ by: aReporter, at: reportedAt, wanted: true, name: 'Rita R.' })).toMatch(/Rita R\.(?!.*@rita)/);
  });

  it('keeps its history: the publication, and each change after it', () => {
    expect(record(harbor, 'csaf')).toMatchObject({
      document: {
        tracking: { version: '2', status: 'final', revision_history: [{ number: '1', summary: 'Published.' }, { number: '2' }] },
      },
    });
  });
});

describe('a record of a case under embargo', () => {
  const { published: _published, ...rest } = aPublishedCase();
  const embargoed: Case = { ...rest, phase: 'accepted', published: undefined };

  it.each(recordFormats)('in %s is refused', (format) => {
    expect(exportRecord(embargoed, format, { draft: false }, now)).toMatchObject({ ok: false, code: 'embargoed' });
  });

  it('that is asked for is marked as a draft for few eyes', () => {
    expect(record(embargoed, 'csaf', { draft: true })).toMatchObject({
      document: { distribution: { tlp: { label: 'RED' } }, tracking: { status: 'draft', version: '0' } },
    });
    expect(record(embargoed, 'osv', { draft: true })).toMatchObject({ database_specific: { draft: 'TLP:RED' } });
    expect(record(embargoed, 'openvex', { draft: true })).toMatchObject({ author: expect.stringContaining('TLP:RED') });
  });

  it.each([
    { name: 'whose advisory nobody has read', given: { ...embargoed, advisory: undefined }, code: 'not-read' },
    { name: 'without a CVE id has no CVE record', given: pending, code: 'no-cve' },
  ])('$name', ({ given, code }) => {
    expect(exportRecord(given as Case, 'cve', { draft: true }, now)).toMatchObject({ ok: false, code });
  });
});

describe('a text for a record', () => {
  it.each([
    { name: 'that is just short enough stays whole', text: 'abcd', longest: 4, cut: 'abcd' },
    { name: 'that is too long ends with a sign that there is more', text: 'abcde', longest: 4, cut: 'abc…' },
    // The half of a character that would be left is left out too, and no other.
    { name: 'is not cut within a character', text: 'a🙂🙂', longest: 4, cut: 'a🙂…' },
    { name: 'that would end with half a character has none', text: 'ab🙂🙂', longest: 4, cut: 'ab…' },
  ])('$name', ({ text, longest, cut: expected }) => {
    expect(cut(text, longest)).toBe(expected);
  });

  it.each([
    { words: 'none', details: undefined },
    { words: 'None.', details: undefined },
    { words: 'none!!', details: undefined },
    { words: 'None of the users is safe.', details: 'None of the users is safe.' },
    { words: 'There is none', details: 'There is none' },
  ])('of a mitigation that reads "$words" is $details', ({ words, details }) => {
    const given = aPublishedCase({}, { mitigation: { by: aReporter, at: reportedAt, words } });
    const said = JSON.stringify(record(given, 'osv'));
    expect(said.includes('## Mitigation')).toBe(details !== undefined);
    if (details !== undefined) expect(said).toContain(details);
  });
});
