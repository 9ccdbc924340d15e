import { toldArrival } from '../arrivals.ts';
import type { Engine } from '../engine.ts';
import type { GitHubWatch } from '../ports/github.ts';

/**
 * Who uninstalls the App and installs it again gets another number, under which alone it may act: the open cases hear of it.
 * Answers whether any had to.
 */
export async function tellOfNewInstallations(
  { store, clock }: Pick<Engine, 'store' | 'clock'>,
  installations: Awaited<ReturnType<GitHubWatch['installations']>>,
): Promise<boolean> {
  const now = clock.now();
  const numbers = new Map(installations.flatMap(({ installationId, repositories }) => repositories.map((name) => [name, installationId])));
  const arrivals = (await store.listOpen()).flatMap(({ id: caseId, repository, installationId: known }) => {
    const installationId = numbers.get(repository);
    if (installationId === undefined || installationId === known) return [];
    const event = { kind: 'InstallationChanged', installationId, at: now } as const;
    return [toldArrival(`installation:${caseId}:${installationId}`, { to: 'case', caseId, event }, now)];
  });
  return arrivals.length > 0 && (await store.receive(arrivals)).some((isNew) => isNew);
}
