/** What the App needs; `app.yml` asks for the same, and says why. */
import type { Permissions } from './checkup.ts';

export const needed: Permissions = {
  ...{ repository_advisories: 'write', metadata: 'read', members: 'read', checks: 'write' },
  ...{ contents: 'write', pull_requests: 'write', issues: 'write' },
};

export const optional: Permissions = { administration: 'write', workflows: 'write' };

/** As `name: level`, in the order of the list. */
export function lacking(granted: Permissions, wanted: Permissions): readonly string[] {
  return Object.entries(wanted)
    .filter(([name, level]) => !(granted[name] === 'write' || granted[name] === 'admin' || granted[name] === level))
    .map(([name, level]) => `${name}: ${level}`);
}
