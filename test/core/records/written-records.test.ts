// The records as files: wanted when the case is public and at no time before, and again when the advisory is edited.
import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import { writtenRecords } from '../../../src/core/records/written-records.ts';
import { aPolicy } from '../../fixtures/a-case.ts';
import { aReadyCase, dayMs, effectsOfKind, seen } from '../../fixtures/happenings.ts';
import { aPublishedCase, publishedAt, someFacts } from './a-record.ts';

const paths = (given: Parameters<typeof writtenRecords>[0]) =>
  writtenRecords(given).flatMap((effect) => (effect.kind === 'WriteRecords' ? effect.records.map(({ path }) => path) : []));

describe('the records that are written', () => {
  it('are one of each format, in a folder of its own', () => {
    expect(paths(aPublishedCase())).toEqual([
      'csaf/ghsa-2222-3333-4444.json',
      'osv/GHSA-2222-3333-4444.osv.json',
      'openvex/GHSA-2222-3333-4444.openvex.json',
      'cve/CVE-2026-12345.json',
    ]);
  });

  it('lack a CVE record while there is no id', () => {
    const { cveId: _, ...advisory } = someFacts();
    expect(paths({ ...aPublishedCase(), advisory })).toHaveLength(3);
  });

  it.each([
    { name: 'a case that is not public', given: aReadyCase({ advisory: someFacts() }) },
    { name: 'one whose advisory was never read', given: aReadyCase({ phase: 'published', published: { at: publishedAt, by: 'fixlead' } }) },
  ])('are none of $name', ({ given }) => {
    expect(writtenRecords(given)).toEqual([]);
  });

  it('are the same wish as long as nothing changes, and another one when the advisory is edited', () => {
    const edited = someFacts({ title: 'Widgets can be read and written by anybody' });
    const at = publishedAt + dayMs;
    const decision = decide(aPublishedCase(), seen({ kind: 'AdvisoryRead', advisory: edited }, at), aPolicy(), at);
    const [wish] = effectsOfKind(decision, 'WriteRecords');
    expect(wish).not.toEqual(writtenRecords(aPublishedCase())[0]);
    expect(JSON.stringify(wish)).toContain('read and written by anybody');
  });
});
