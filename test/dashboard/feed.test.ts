import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aCase, aCaseId, aStep } from '../fixtures/a-case.ts';
import { aDashboard, url, type ADashboard } from './a-dashboard.ts';

let board: ADashboard;
let maintainers: string[];
beforeEach(async () => {
  maintainers = ['max'];
  board = await aDashboard({ maintainers, sees: () => true });
  await board.save(aStep({ next: aCase() }));
});
afterEach(() => board.store.close());

const change = async (who: string, what: string): Promise<string> => {
  const { cookie, formToken } = await board.signIn(who);
  const answer = await board.ask('/feeds', {
    method: 'POST',
    headers: { cookie },
    body: new URLSearchParams({ form_token: formToken, what }),
  });
  return new RegExp(`${url}(/feeds/[\\w-]{43}\\.ics)`).exec(await answer.text())?.[1] ?? '';
};
const read = async (path: string) => {
  const answer = await board.ask(path);
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
};

describe('a calendar feed', () => {
  it('names the case by its number and the duty, and holds no word of the report', async () => {
    const { status, type, text } = await read(await change('max', 'make'));
    expect([status, type]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(text).toContain(`SUMMARY:${aCaseId}: first answer`);
    expect(text).toContain('DTSTART:20260305T235959Z');
    expect(text).not.toMatch(/Widgets|rita|widget/);
  });

  it('is of cases that one maintains, not of those that one may see, and ends with being a maintainer', async () => {
    expect((await read(await change('rita', 'make'))).text).not.toContain('GHSA');
    const own = await change('max', 'make');
    maintainers.pop();
    expect((await read(own)).text).not.toContain('GHSA');
  });

  it('ends when its owner ends it, or makes another', async () => {
    const first = await change('max', 'make');
    const second = await change('max', 'make');
    expect([(await read(first)).status, (await read(second)).status]).toEqual([404, 200]);
    await change('max', 'end');
    expect((await read(second)).status).toBe(404);
  });

  it('is not to be guessed, and the store does not hold its address', async () => {
    const path = await change('max', 'make');
    const [key] = await board.store.listAccessKeys({ githubId: 1 });
    expect(path).not.toContain(key?.id);
    expect((await read(`/feeds/${key?.id.slice(0, 43)}.ics`)).status).toBe(404);
  });
});
