// A dashboard with 500 cases, one of them with 5,000 lines of history, for whoever asks how fast it is drawn.
import { caseId, type CaseId } from '../../src/core/ids.ts';
import type { Case } from '../../src/core/case.ts';
import { aCase, aDecidedEvent, aStep } from '../fixtures/a-case.ts';
import { aDashboard, now, type ADashboard } from './a-dashboard.ts';

const cases = 500;
const events = 5_000;
const eventsPerStep = 50;
const alphabet = '23456789cfghjmpqrvwx';
const idOf = (index: number): CaseId =>
  caseId(`GHSA-2222-3333-${[8000, 400, 20, 1].map((unit) => alphabet[Math.floor(index / unit) % 20]).join('')}`);

/** `pages` by what they show; each is asked for by a maintainer who is signed in. */
export async function aLargeDashboard(of: Partial<Case> = {}): Promise<{
  readonly board: ADashboard;
  readonly pages: Readonly<Record<'500 cases' | '5,000 events' | 'their history', () => Promise<Response>>>;
}> {
  const board = await aDashboard();
  const long = idOf(0);
  await board.save(...Array.from({ length: cases }, (_, index) => aStep({ next: aCase({ ...of, id: idOf(index) }) })));
  const history = Array.from({ length: eventsPerStep }, () => aDecidedEvent({ decidedAt: now }));
  for (let done = 0; done < events; done += eventsPerStep) await board.save(aStep({ next: aCase({ ...of, id: long }), history }));
  const { cookie } = await board.signIn('max');
  const ask = (path: string) => () => board.ask(path, { headers: { cookie } });
  return {
    board,
    pages: { '500 cases': ask('/'), '5,000 events': ask(`/cases/${long}`), 'their history': ask(`/cases/${long}/history`) },
  };
}
