/** GitHub's issue form for whoever applies to the list of distributors: what it makes of the answers is what `/distributor apply` reads. */
import { stringify } from 'yaml';
import { criteria, criterionNames } from '../src/core/distributors/criteria.ts';
import { rules } from '../src/core/rules.ts';

/** Source: GitHub Docs, "Syntax for issue forms". */
export function printApplicationForm(): string {
  const form = {
    name: 'Apply to be told early',
    description: 'For distributors who ship this project to others. Put this form where applications may be read: it says nothing secret.',
    title: 'Application: ',
    body: criterionNames.map((name) => {
      const { rule, heading, needsLink } = criteria[name];
      const description = `${rules[rule].words}.${needsLink ? ' With a link that shows it (https://…).' : ''}`;
      return { type: 'textarea', id: name, attributes: { label: heading, description }, validations: { required: true } };
    }),
  };
  return `# Printed by "npm run docs". Copy it to .github/ISSUE_TEMPLATE/ of the repository in which you take applications.\n${stringify(form, { lineWidth: 0, singleQuote: true })}`;
}
