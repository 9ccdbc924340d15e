// The JSON schema that editors complete a policy file by.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { policyJsonSchema, printPolicyJsonSchema } from '../../src/policy/json-schema.ts';

describe('the schema for editors', () => {
  it('is the one in the documents, with short lists on one line', () => {
    expect(printPolicyJsonSchema()).toBe(readFileSync(join(import.meta.dirname, '../../docs/fixlead.schema.json'), 'utf8'));
  });

  it('says what it is of before it says what may stand in it', () => {
    expect(Object.keys(policyJsonSchema()).slice(0, 3)).toEqual(['$schema', 'title', 'description']);
    expect(JSON.parse(printPolicyJsonSchema())).toEqual(policyJsonSchema());
  });
});
