// The page for maintainers and members says what the code does.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { embargoAgreement } from '../../../src/core/distributors/agreement.ts';
import { criteria, criterionNames } from '../../../src/core/distributors/criteria.ts';
import { readApplication } from '../../../src/core/distributors/read-application.ts';
import { roleWords } from '../../../src/core/distributors/role-address.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/distributors.md'), 'utf8');

describe('docs/distributors.md', () => {
  it('shows the embargo agreement that holds by default, word for word', () => {
    for (const line of embargoAgreement.split('\n')) expect(page).toContain(`> ${line}`);
  });

  it('names every heading of an application, as the form and in words', () => {
    for (const name of criterionNames) expect(page).toContain(`\`${criteria[name].heading}\``);
    const form = /```markdown\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    const filled = form.replace(/^(### .*)$/gm, '$1\n\nSee https://example.org');
    expect(readApplication(filled, criterionNames).missing).toEqual([]);
  });

  it('names every word by which an address is that of a role', () => {
    expect(page).toContain(`one of ${roleWords.join(', ')}`);
  });
});

describe('the issue form for applications', () => {
  const form = z
    .object({ body: z.array(z.object({ type: z.literal('textarea'), attributes: z.object({ label: z.string() }) })) })
    .parse(parse(readFileSync(join(import.meta.dirname, '../../../docs/examples/distributor-application.yml'), 'utf8')));
  const issue = (answer: string) => form.body.map(({ attributes }) => `### ${attributes.label}\n\n${answer}`).join('\n\n');

  it('makes of the answers what an application is read from, and of none an application without evidence', () => {
    expect(readApplication(issue('See https://example.org'), criterionNames).missing).toEqual([]);
    expect(readApplication(issue('_No response_'), criterionNames).missing.map(({ name }) => name)).toEqual(criterionNames);
  });
});
