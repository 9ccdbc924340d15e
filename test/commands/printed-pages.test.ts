// The pages of docs that are printed from the pure folders are what is printed now.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { printNoticeExamples } from '../../scripts/notice-examples.ts';
import { printCommandsPage } from '../../src/commands/help.ts';
import { printStatesPage } from '../../src/core/print-states.ts';
import { printPolicyPage } from '../../src/policy/print-policy.ts';

describe('the page', () => {
  it.each([
    { name: 'commands.md', print: printCommandsPage },
    { name: 'states.md', print: printStatesPage },
    { name: 'policy.md', print: printPolicyPage },
    { name: 'examples/notices.md', print: printNoticeExamples },
  ])('docs/$name is what is printed', ({ name, print }) => {
    expect(print()).toBe(readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8'));
  });
});
