// What a changed policy file would mean, before it is merged.
import { describe, expect, it } from '@jest/globals';
import { readProposal } from '../../src/policy/propose-policy.ts';
import { parseCivilDate } from '../../src/core/time/time.ts';

const file = (text: string) => ({ text, path: 'acme/widget/.github/fixlead.yml' });
const above = (text: string) => ({ text, path: 'acme/.github/.github/fixlead.yml' });
const parsed = parseCivilDate('2026-03-02');
if (!parsed.ok) throw new Error('no date');
const today = { today: parsed.value };

const reviewed = 'fix_repository: acme/widget-security\nlgtm: { required: 2 }\n';
const proposed = reviewed.replace('2', '3');
const changeTo3 = (before: object) => ({
  ...{ kind: 'good', warnings: [] },
  changes: [{ setting: 'lgtm.required', before, after: { from: 'repository', value: 3 } }],
});

describe('a proposed policy file', () => {
  it('that is good says what would change, with the values of both', () => {
    expect(readProposal({ repository: file(reviewed) }, file(proposed), today)).toMatchObject(changeTo3({ from: 'repository', value: 2 }));
  });

  it('that is the first is compared with what holds without one', () => {
    const { changes } = readProposal({}, file(proposed), today) as { changes: readonly { setting: string; before: unknown }[] };
    expect(changes.map(({ setting }) => setting)).toEqual(['fix_repository', 'lgtm.required']);
    expect(changes[1]).toMatchObject({ before: { from: 'preset', value: 0 } });
  });

  it('carries no value that stands in the organisation’s file alone', () => {
    const organisation = above(reviewed);
    expect(readProposal({ organisation }, file('lgtm: { required: 3 }\n'), today)).toEqual(changeTo3({ from: 'organisation' }));
    const back = readProposal({ organisation, repository: file('lgtm: { required: 3 }\n') }, file('publish: confirm\n'), today);
    expect(back).toMatchObject({ changes: [{ setting: 'lgtm.required', after: { from: 'organisation' } }] });
    expect(JSON.stringify(back)).not.toContain('2');
  });

  it('that has problems tells each with its place, and what was meant', () => {
    expect(readProposal({ repository: file(reviewed) }, file(`${reviewed}publsh: auto\n`), today)).toEqual({
      kind: 'broken',
      problems: [{ line: 3, column: 1, message: expect.stringContaining('publish') as unknown }],
    });
  });

  it('is not blamed for the organisation’s file, of which nothing is told', () => {
    expect(readProposal({ organisation: above('SECRET: 1\n') }, file('publish: confirm\n'), today)).toEqual({
      kind: 'organisation-broken',
    });
    const both = readProposal({ organisation: above('SECRET: 1\n') }, file('publsh: confirm\n'), today);
    expect(both).toMatchObject({ kind: 'broken', problems: [{ line: 1, column: 1 }] });
    expect(JSON.stringify(both)).not.toContain('SECRET');
  });

  it('that repairs a broken one has nothing to be compared with', () => {
    expect(readProposal({ repository: file('publsh: auto\n') }, file(reviewed), today)).toMatchObject({ kind: 'good', changes: 'unknown' });
  });

  it('may be gone, and leave the organisation’s or none', () => {
    expect(readProposal({ repository: file(reviewed) }, undefined, today)).toEqual({ kind: 'removed', organisationRules: false });
    expect(readProposal({ organisation: above(reviewed) }, undefined, today)).toEqual({ kind: 'removed', organisationRules: true });
  });
});
