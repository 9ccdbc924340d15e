/** The world in which a scenario plays: its people, its repositories and the App that they installed. */
import type { Scenario } from './scenario.ts';
import type { SimulatedGitHub } from './simulated-github/simulated-github.ts';

/** Installation tokens go by the machine's clock, which the drill's outruns. Unit: ms. */
const tokenLifetimeMs = 1_000 * 24 * 3_600_000;
/** Of an App that does all but what needs `administration`. */
export const permissions = {
  repository_advisories: 'write',
  metadata: 'read',
  members: 'read',
  checks: 'write',
  contents: 'write',
  pull_requests: 'write',
  issues: 'write',
} as const;

export async function buildWorld({ world }: SimulatedGitHub, scenario: Scenario): Promise<void> {
  const { organisation, repository, fixRepository, team, maintainers, others, lines, files: given, policy } = scenario;
  world.limits.tokenLifetimeMs = tokenLifetimeMs;
  for (const login of [...maintainers, ...others]) world.addUser(login);
  world.addOrganisation(organisation, { owners: maintainers.slice(0, 1), members: maintainers });
  world.addTeam(organisation, team, maintainers);
  const branches = Object.fromEntries(lines.map((line) => [line, { 'LINE.md': `${line}\n`, ...given[line] }]));
  const files = { 'README.md': `# ${repository}\n`, '.github/fixlead.yml': policy };
  const teams = { [team]: 'admin' } as const;
  await world.addRepository(repository, { branches, files, teams });
  if (fixRepository !== undefined) await world.addRepository(fixRepository, { mirrorOf: repository, teams, private: true });
  // Where the app makes the repositories itself, it needs to be let.
  const administers = scenario.administers || fixRepository === undefined;
  world.installApp(organisation, 'all', { ...permissions, ...(administers && { administration: 'write' as const }) });
}
