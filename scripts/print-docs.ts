/** Prints the pages that are made from code: `npm run docs` writes them, `npm run docs -- --check` fails when one is stale. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printCommandsPage } from '../src/commands/help.ts';
import { printStatesPage } from '../src/core/print-states.ts';
import { printPolicyJsonSchema } from '../src/policy/json-schema.ts';
import { printPolicyPage } from '../src/policy/print-policy.ts';
import { printApiPage } from './api-page.ts';
import { printApplicationForm } from './application-form.ts';
import { printAppFile, printPermissionsPage } from './app-pages.ts';
import { printNoticeExamples } from './notice-examples.ts';
import { printRequirementsPage } from './requirements.ts';

const pages: Readonly<Record<string, () => string | Promise<string>>> = {
  'commands.md': printCommandsPage,
  'states.md': printStatesPage,
  'policy.md': printPolicyPage,
  'requirements.md': printRequirementsPage,
  'permissions.md': printPermissionsPage,
  '../app.yml': printAppFile,
  'api.md': printApiPage,
  'examples/notices.md': printNoticeExamples,
  'examples/distributor-application.yml': printApplicationForm,
  'fixlead.schema.json': printPolicyJsonSchema,
};

const folder = join(import.meta.dirname, '../docs');
const printed = await Promise.all(Object.entries(pages).map(async ([name, print]) => ({ name, text: await print() })));
const stale = printed.filter(({ name, text }) => read(name) !== text);
if (process.argv.includes('--check')) {
  for (const { name } of stale) console.error(`${join('docs', name)} is stale: run "npm run docs" and commit it`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const { name, text } of stale) writeFileSync(join(folder, name), text);
}

function read(name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    return undefined;
  }
}
