// What the page says of an act: what was decided on it, that it is not decided yet, or that there is no such act.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitForLine } from '../../src/dashboard/outcome-line.ts';
import { rememberWho } from '../../src/dashboard/who-acted.ts';
import { aCase, aCaseId, aDecidedEvent, anEvent, aStep } from '../fixtures/a-case.ts';
import { aProject, withMemberNamed } from '../core/distributors/a-register.ts';
import { toldEarly } from '../fixtures/early.ts';
import { aDashboard, type ADashboard } from './a-dashboard.ts';

let board: ADashboard;
let looks: number;
beforeEach(async () => {
  board = await aDashboard();
  looks = 0;
});
afterEach(() => board.store.close());

/** The store, which counts how often it is looked into, and in which something happens at the second look. */
function watched(atSecond: () => Promise<void> = () => Promise.resolve()): Parameters<typeof waitForLine>[0] {
  const readHistory = async (...asked: Parameters<typeof board.store.readHistory>) => {
    looks += 1;
    if (looks === 2) await atSecond();
    return board.store.readHistory(...asked);
  };
  return { ...board.dashboard, store: { ...board.store, readHistory } };
}

const from = { kind: 'dashboard', commentId: 'an-act', drawn: 1 } as const;
const decided = aStep({ history: [aDecidedEvent({ event: { ...anEvent(), from } as ReturnType<typeof anEvent> })] });

describe('the line that an act led to', () => {
  it('is waited for while the act is in the inbox', async () => {
    await rememberWho(board.store, 'an-act', 'a session');
    const line = await waitForLine(
      watched(() => board.save(decided)),
      aCaseId,
      'an-act',
    );
    expect(line).toMatchObject({ event: { from } });
    expect(looks).toBe(2);
  });

  it('is told of an act of which it was not written down who did it', async () => {
    await board.save(decided);
    expect(await waitForLine(watched(), aCaseId, 'an-act')).toMatchObject({ event: { from } });
  });

  it('is not waited for where the number was made up', async () => {
    await board.save(decided);
    expect(await waitForLine(watched(), aCaseId, 'another-act')).toBe('no-such-act');
    expect(looks).toBe(1);
  });
});

it.each([`/cases/${aCaseId}/acts/none`, '/distributors/acme/widget/acts/none', `/member/cases/${aCaseId}/answers/none`])(
  'there is no page at %s, with a number that no act has',
  async (path) => {
    await board.save(aStep({ next: aCase({ phase: 'accepted', early: toldEarly(['a-linux']) }) }));
    await board.saveProject(withMemberNamed(aProject, 'a-linux'));
    const cookie = `${(await board.signIn('max')).cookie}; ${(await board.openPage('a-linux')).cookie}`;
    expect((await board.ask(path, { headers: { cookie } })).status).toBe(404);
  },
);
