// What maintainers do to the list of distributors on the dashboard, as they would by a command in the project's private issue.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { repositoryName } from '../../src/core/ids.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { readComment } from '../../src/commands/read-comment.ts';
import { commandOf } from '../../src/dashboard/act-form.ts';
import { projectActs } from '../../src/dashboard/project-acts.ts';
import { aConversation, aPolicyFile, fixes, minute, project, type Conversation } from '../conversations/a-conversation.ts';
import { after, anApplication, aProject, withMemberNamed } from '../core/distributors/a-register.ts';
import { aBrowser, formTokenIn, wordsIn, type ABrowser, type Seen } from './a-browser.ts';

describe('the acts on a list', () => {
  const joined = withMemberNamed(aProject, 'a-linux');
  const asks = { what: 'apply', name: 'b-linux', address: 'security@b-linux.example.org', voucher: 'a-linux' } as const;
  const register = after(joined, asks, { block: anApplication }).register!;

  it.each(projectActs(register).map((act) => ({ act, name: act.name })))('$name: the command it promises', ({ act }) => {
    const [name = ''] = act.of(register);
    const { text, missing } = commandOf(act, new URLSearchParams({ name, reason: 'It ended.\n/distributor ban a-linux' }));
    expect({ missing, read: readComment(text) }).toMatchObject({ missing: [], read: [{ asked: { ask: { what: act.name, name } } }] });
  });

  it('are those that there is somebody for', () => {
    expect(projectActs(register).map(({ name }) => name)).toEqual(['accept', 'decline', 'reviewed', 'remove']);
    const leak = { what: 'leak', name: 'a-linux', leaked: 'The patch', to: 'a mirror' } as const;
    const leaked = after(after(joined, leak), leak).register!;
    expect(projectActs(leaked).map(({ name }) => name)).toEqual(['reviewed', 'remove', 'ban']);
  });
});

describe('an act on the list of a project', () => {
  const fence = '```';
  let talk: Conversation;
  let engine: Engine;
  let browser: ABrowser;
  beforeEach(async () => {
    talk = await aConversation({
      withDashboard: true,
      onStart: (started) => (engine = started),
      policy: `${aPolicyFile}distributors: { enabled: true, decided_by: [max] }\n`,
    });
    await talk.pass(minute);
    await talk.report('rita');
    await toProject(`/distributor apply a-linux security@a-linux.example.org\n\n${fence}\n${anApplication}${fence}`);
    browser = aBrowser(talk);
    await browser.signIn('max');
  });
  afterEach(() => talk.close());

  const path = (rest: string): string => `/distributors/${project}/${rest}`;
  const issue = () => talk.github.world.repository(fixes).issues.find((one) => one.title === `Fixlead for ${project}`);
  const toProject = (text: string): Promise<number> => talk.say('max', issue()?.number ?? 0, text);
  const hiddenIn = (page: Seen): Record<string, string> =>
    Object.fromEntries(
      [...page.text.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].slice(1).map(([, name, value]) => [name ?? '', value ?? '']),
    );
  const shown = async (act: string, fields: Record<string, string>, by = browser): Promise<Seen> =>
    by.post(path(`act/${act}`), { form_token: formTokenIn(await by.get(path(`act/${act}`))), ...fields });
  const agree = async (page: Seen, act: string, changed: Record<string, string> = {}, by = browser): Promise<Seen> => {
    const answer = await by.post(path(`act/${act}/do`), { ...hiddenIn(page), ...changed });
    await talk.pass(minute);
    return answer.status === 303 ? by.get(answer.location) : answer;
  };

  it('says what will happen and who will see it, and does it then, in the name of whoever clicked', async () => {
    const list = await browser.get('/distributors');
    expect(list.text).toContain(`href="${path('act/accept?name=a-linux')}"`);
    const page = await shown('accept', { name: 'a-linux' });
    expect(wordsIn(page)).toContain('maintainers it stands in the history of the list, with your login');
    expect(issue()?.body).toContain('`/distributor accept a-linux`');
    expect(wordsIn(await agree(page, 'accept'))).toContain('`a-linux` is a member.');
    expect(issue()?.body).toContain('| `a-linux` | `security@a-linux.example.org` |');
    const removal = await shown('remove', { name: 'a-linux', reason: 'It ships us no more.' });
    expect(wordsIn(removal)).toContain('As /distributor remove a-linux It ships us no more. on acme/widget');
    expect(wordsIn(await agree(removal, 'remove'))).toContain('Done');
    expect(issue()?.body).toContain('Former members');
    expect(wordsIn(await browser.get('/distributors'))).toMatch(/a-linux: removed .* by @max: It ships us no more\./);
  });

  it('is refused when the list has changed since the page was drawn, and not when something else of the project has', async () => {
    const stale = await shown('decline', { name: 'a-linux', reason: 'No.' });
    await toProject('/distributor accept a-linux');
    expect(wordsIn(await agree(stale, 'decline'))).toContain('The list has changed since the page was drawn');
    const page = await shown('reviewed', { name: 'a-linux' });
    await toProject('/away ana 2030-01-01');
    expect(wordsIn(await agree(page, 'reviewed'))).toContain('Done');
  });

  it('is shown as refused to whom the policy does not let decide', async () => {
    const ana = aBrowser(talk);
    await ana.signIn('ana');
    const page = await shown('accept', { name: 'a-linux' }, ana);
    expect(wordsIn(page)).toContain('Accept an application: not now');
    expect(wordsIn(page)).toContain('Who is a member is decided by @max');
    expect(page.text).not.toContain('/do"');
  });

  it.each([
    { name: 'another command', changed: { command: '/distributor ban a-linux x' } },
    { name: 'another list', changed: { drawn: '0' } },
    { name: 'no agreement', changed: { agreed: '' } },
  ])('is not taken with $name than was shown', async ({ changed }) => {
    expect((await agree(await shown('accept', { name: 'a-linux' }), 'accept', changed)).status).toBe(403);
    expect(issue()?.body).not.toContain('| `a-linux` |');
  });

  it('happens once, however often its form is sent', async () => {
    const page = await shown('accept', { name: 'a-linux' });
    expect([wordsIn(await agree(page, 'accept')).includes('Done'), wordsIn(await agree(page, 'accept')).includes('Done')]).toEqual([
      true,
      true,
    ]);
    const lines = await engine.store.readHistory(repositoryName(project));
    expect(lines.filter(({ event }) => event.kind === 'RegisterAsked' && event.from.kind === 'dashboard')).toHaveLength(1);
  });

  it('is not for those who maintain another project, nor for the reporter', async () => {
    for (const login of ['rita', 'oscar']) {
      const other = aBrowser(talk);
      expect((await other.signIn(login, path('act/accept'))).status).toBe(404);
    }
  });
});
