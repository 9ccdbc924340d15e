/** `app.yml` and the page on permissions, printed from the table that the set-up and the check-up use. */
import { askedEvents } from '../src/engine/doctor/events.ts';
import { askedPermissions, type AskedPermission } from '../src/engine/doctor/permissions.ts';

/** Nobody's installation; whoever copies the file puts their own address there. */
const example = 'https://fixlead.example.org';

export function printAppFile(): string {
  const asked = askedPermissions.filter(({ tier }) => tier !== 'optional');
  const optional = askedPermissions.filter(({ tier }) => tier === 'optional');
  return `# What the GitHub App asks for; printed by "npm run docs". \`fixlead setup\` sends the same to GitHub as the App's manifest; by hand, copy it into the App's settings.
# https://docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest

# App names are unique on GitHub: put your project's name into it.
name: Fixlead for YOUR-PROJECT
description: Runs this project's security-release process, from the private report to the published advisory.
# The page people see behind the App's name. Put the address of your installation here, and in the three lines below.
url: ${example}
hook_attributes:
  url: ${example}/api/github/webhooks
# Where people come back to after they signed in, for the dashboard.
callback_urls:
  - ${example}/sign-in/done
# Where whoever installed the App goes next.
setup_url: ${example}/
# The App reads embargoed reports: nobody else is to install it.
public: false

default_permissions:
${asked.map(permissionLines).join('\n')}

  # Optional tiers. Leave one out and the app says which steps a person has to take instead.
${optional.map(tierLines).join('\n')}

# \`installation\`, \`installation_repositories\` and \`ping\` come to every App without being asked for.
default_events:
${askedEvents.map(({ names, why }) => [`  # ${why}`, ...names.map((name) => `  - ${name}`)].join('\n')).join('\n')}
`;
}

function permissionLines({ name, level, gives }: AskedPermission): string {
  return `  # ${gives}\n  ${name}: ${level}`;
}

function tierLines({ name, level, gives }: AskedPermission): string {
  return `  #\n  # ${gives}\n  # ${name}: ${level}`;
}

const tiers = {
  needed: 'needed',
  usual: 'asked for; works with less without',
  optional: 'only where you choose it',
} as const;

export function printPermissionsPage(): string {
  const permissions = askedPermissions.map(
    ({ name, level, tier, gives, without }) => `| \`${name}: ${level}\` | ${tiers[tier]} | ${gives} | ${without} |`,
  );
  const events = askedEvents.map(({ names, why }) => `| ${names.map((name) => `\`${name}\``).join(', ')} | ${why} |`);
  return `# What the App asks of GitHub

This page and \`app.yml\` are printed from the table that \`fixlead setup\` and \`fixlead doctor\` use: \`npm run docs\`.
Permissions are granted for the repositories on which the App is installed, and for no others.

## Permissions

| Permission | Asked | What it gives | Without it |
| --- | --- | --- | --- |
${permissions.join('\n')}

When a permission is added later, an owner of the organisation has to accept it on the installation's page; until then the app works as without it, and says so.

## Events

| Events | Why |
| --- | --- |
${events.join('\n')}

\`installation\`, \`installation_repositories\` and \`ping\` come to every App without being asked for.
`;
}
