import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aCase, aCaseId, anArrival, anotherCaseId, aPolicy, aPullRequest, aSaying, aStep, reportedAt } from '../fixtures/a-case.ts';
import { weekdaysOnly } from '../../src/core/time/calendar.ts';
import { login } from '../../src/core/ids.ts';
import { parseCivilDate } from '../../src/core/time/time.ts';
import { noDistributors } from '../../src/core/distributors/distributor-policy.ts';
import { after, anApplication, aProject, withMemberNamed } from '../core/distributors/a-register.ts';
import { aDashboard, now, type ADashboard } from './a-dashboard.ts';

let board: ADashboard;
beforeEach(async () => void (board = await aDashboard({ sees: (who) => who === 'rita' })));
afterEach(() => board.store.close());

const page = async (who: string, path: string): Promise<string> => {
  const { cookie } = await board.signIn(who);
  return (await board.ask(path, { headers: { cookie } })).text();
};

describe('what was given up', () => {
  beforeEach(async () => {
    await board.save(aStep({ effects: [aSaying()] }));
    await board.store.claimEffects({ now, leaseMs: 1, paceMs: 0, limit: 9 });
    await board.store.parkEffect(aSaying().key, 1, { now, error: '<b>GitHub said 403', outcome: undefined });
    await board.store.receive([anArrival({ key: 'delivery:odd', about: undefined })]);
    await board.store.parkArrival('delivery:odd', { error: 'secret of another project', now });
  });
  it('is shown to the maintainers of the case, with the reason; of what concerns no case of theirs only how much there is', async () => {
    const text = await page('max', '/given-up');
    expect(text).toContain('&lt;b&gt;GitHub said 403');
    expect(text).toContain('1 more concern no case of yours');
    expect(text).not.toContain('secret of another project');
  });

  it('is not shown to the reporter', async () => expect(await page('rita', '/given-up')).not.toContain('GitHub said 403'));

  it('is tried again only after a page that says what will be tried', async () => {
    const text = await page('max', '/given-up');
    expect(text).toContain(`action="/cases/${aCaseId}/act/retry"`);
    const { cookie, formToken } = await board.signIn('max');
    const body = new URLSearchParams({ form_token: formToken, key: aSaying().key });
    const shown = await board.ask(`/cases/${aCaseId}/act/retry`, { method: 'POST', headers: { cookie }, body });
    expect([shown.status, (await shown.text()).includes(`/retry ${aSaying().key}`)]).toEqual([200, true]);
    expect(await board.store.listParked()).toHaveLength(2);
  });

  it('says what the page is for while there is nothing', async () => {
    await board.store.retryParked(aSaying().key, now);
    expect(await page('max', '/given-up')).toContain('Nothing was given up');
  });
});

describe('the calendar', () => {
  const day = (text: string) => {
    const parsed = parseCivilDate(text);
    if (!parsed.ok) throw new Error(text);
    return parsed.value;
  };

  it('shows the next thirty days of the project, with what is due, holidays by name, weekends and who is away', async () => {
    const calendar = {
      ...weekdaysOnly('Europe/Berlin'),
      name: 'DE',
      holidays: [day('2026-03-06')],
      names: { '2026-03-06': 'Day of Widgets' },
    };
    const untilAt = reportedAt + 9 * 86_400_000;
    const away = [{ login: login('ana'), until: day('2026-03-11'), untilAt, said: { by: login('ana'), at: reportedAt } }];
    await board.save(aStep({ next: aCase({ away }), policy: aPolicy({ calendar }) }));
    const text = await page('max', '/calendar');
    expect(text.match(/<li class="/g)).toHaveLength(30);
    expect(text).toMatch(/Friday 2026-03-06[\s\S]{0,90}Day of Widgets/);
    expect(text).toMatch(/Saturday 2026-03-07[\s\S]{0,90}no business day/);
    expect(text).toMatch(/Thursday 2026-03-05[\s\S]{0,260}the first answer to the reporter/);
    expect(text).toContain('@ana until 2026-03-11');
    expect(await page('rita', '/calendar')).not.toContain('@ana');
  });

  it('says what it would show while there is nothing', async () => expect(await page('max', '/calendar')).toContain('Nothing is due'));
});

describe('the measures', () => {
  it('are of the cases that somebody maintains, with the figures of the report', async () => {
    const acknowledged = { by: login('max'), at: reportedAt + 5 * 3_600_000 };
    await board.save(aStep({ next: aCase({ acknowledged }) }), aStep({ next: aCase({ id: anotherCaseId }) }));
    const text = await page('max', '/measures');
    expect(text).toContain('Of 2 cases');
    expect(text).toMatch(/Report to first answer <span class="count">5 hours/);
    expect(await page('rita', '/measures')).toContain('There is nothing to measure yet');
  });
});

describe('the policy of a case', () => {
  it('says of each setting what holds, what it means, and by which sentence where a policy asks for it', async () => {
    const settings = { 'acknowledge.business_days': 3, publish: 'confirm', lines: ['<main>'] };
    await board.save(aStep({ policy: aPolicy({ settings }) }));
    const text = await page('max', `/cases/${aCaseId}/policy`);
    expect(text).toContain('acknowledge.business_days');
    expect(text).toContain('&lt;main&gt;');
    expect(text).toContain('S9 (');
  });
});

describe('who can see a case', () => {
  it('is shown as GitHub says it, with what the app knows of each, and who was not meant to be there', async () => {
    const letIn = { people: [login('rita'), login('oscar'), login('ana'), login('zoe')], teams: ['acme/security'] };
    const open = await aDashboard({ letIn });
    const given = { repository: aPullRequest().repository, level: 'write', since: reportedAt, how: 'given' } as const;
    const next = aCase({
      exposures: [{ at: reportedAt, repository: aPullRequest().repository, to: login('oscar') }],
      access: [{ ...given, to: { kind: 'person', login: login('ana') } }],
    });
    await open.save(aStep({ next }));
    const { cookie } = await open.signIn('max');
    const text = await (await open.ask(`/cases/${aCaseId}/people`, { headers: { cookie } })).text();
    const rowOf = (who: string): string => new RegExp(`<th scope="row">${who}</th>([\\s\\S]*?)</tr>`).exec(text)?.[1] ?? '';
    expect(rowOf('@rita')).toContain('the reporter');
    expect(rowOf('@oscar')).toContain('let in without being meant to be');
    expect(rowOf('@ana')).toContain('by the app');
    expect(rowOf('@zoe')).toContain('seen since');
    expect(rowOf('@zoe')).toContain('perhaps longer');
    expect(rowOf('team acme/security')).toContain('the maintainers');
    await open.store.close();
  });
});

describe('the distributors', () => {
  const policy = aPolicy({ distributors: { ...noDistributors, enabled: true } });
  const save = async () => {
    const joined = withMemberNamed(withMemberNamed(aProject, 'example-linux'), 'other-linux');
    const left = after(joined, { what: 'remove', name: 'other-linux', reason: 'It ships <b>nothing</b> any more.' });
    const asks = { what: 'apply', name: 'third-linux', address: 'security@third-linux.example.org', voucher: 'example-linux' } as const;
    const project = after(left, asks, { block: anApplication.replace('Anybody may install it.', '<script>alert(1)</script>') });
    await board.save(aStep({ policy }));
    await board.store.receive([anArrival({ key: 'register', about: aProject.id })]);
    const nothing = { history: [], effects: [], wakeUps: [], arrivals: [] };
    await board.store.saveProjectStep('register', aProject.id, now, () => ({ next: project, policy, ...nothing }));
  };

  it('are shown to maintainers: who may be told now, who applied with what evidence, who was removed and why', async () => {
    await save();
    const text = await page('max', '/distributors');
    expect(text).toMatch(/example-linux<br \/><span class="small">security@example-linux\.example\.org/);
    expect(text).toContain('third-linux');
    expect(text).toContain('User base (S54)');
    expect(text).toMatch(/other-linux:\s+removed/);
    expect(text).toContain('It ships &lt;b&gt;nothing&lt;/b&gt; any more.');
    expect(text).not.toContain('<script>');
  });

  it('are shown to nobody else', async () => {
    await save();
    for (const who of ['rita', 'oscar']) expect(await page(who, '/distributors')).not.toMatch(/example-linux|third-linux/);
  });

  it('are not shown where the policy has nobody told early', async () => {
    await board.save(aStep({ policy: aPolicy({ distributors: noDistributors }) }));
    expect(await page('max', '/distributors')).toContain('Nobody is told early');
  });
});
