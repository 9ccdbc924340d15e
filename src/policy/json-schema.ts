import { z } from 'zod';
import { policySchema } from './policy-schema.ts';

/** The JSON schema by which editors complete and check `.github/fixlead.yml`. It knows names, types and ranges; `fixlead policy check` knows the rest. */
export function policyJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(policySchema);
  return {
    $schema,
    title: 'Fixlead policy',
    description: 'The rules of a project’s security-release process: .github/fixlead.yml',
    ...schema,
  };
}

/** The same as the text of docs/fixlead.schema.json; short lists stand on one line. */
export function printPolicyJsonSchema(): string {
  const text = JSON.stringify(policyJsonSchema(), undefined, 2);
  return `${text.replaceAll(/\[\n\s+([^[\]{}]*?)\n\s+\]/g, (_list, entries: string) => `[${entries.replaceAll(/\n\s+/g, ' ')}]`)}\n`;
}
