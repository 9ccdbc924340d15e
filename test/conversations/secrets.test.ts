// While things fail: no token, key or secret in the log, in what is written on GitHub, or in any file.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { secret } from '../../src/adapters/secret.ts';
import { repositoryName } from '../../src/core/ids.ts';
import { aConversation, fixes, hour, minute, privateKey, project, type Conversation } from './a-conversation.ts';

const evidenceKey = 'e5a1-a-key-for-evidence-that-nobody-may-see';

let bot: Conversation;
afterEach(() => bot.close());

/** Everything below a folder, as bytes that text can be looked for in. */
async function filesBelow(folder: string): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (path) => ({ path, text: await readFile(path, 'latin1') })));
}

it('shows no token and no key, whatever fails', async () => {
  const keys = new Map([[repositoryName(fixes), secret(evidenceKey)]]);
  bot = await aConversation({ onDisk: true, evidence: { issuer: 'http://127.0.0.1:9', keys } });
  const id = await bot.report();
  await bot.say('max', 'case-issue', '/accept');
  const stops = [
    bot.misbehave({ kind: '502-after-doing', method: 'POST', path: `/repos/${fixes}/check-runs`, times: 2 }),
    bot.misbehave({ kind: '502-before-doing', method: 'GET', path: `/repos/${project}/security-advisories`, times: 2 }),
    bot.misbehave({ kind: 'reset-after-doing', method: 'POST', path: `/repos/${fixes}/issues/1/comments`, times: 1 }),
  ];
  const pull = await bot.openFix();
  await bot.say('ana', pull, '/lgtm');
  await bot.github.actAs('max').makePublic(fixes);
  await bot.say('ben', pull, '/lgtm');
  bot.github.world.uninstallApp('acme');
  await bot.pass(hour);
  const headers = { 'content-type': 'application/json', authorization: 'Bearer a.b.c', 'x-fixlead-signature': `v1=${'0'.repeat(64)}` };
  await fetch(`${bot.url()}/api/evidence`, { method: 'POST', body: '{}', headers });
  await bot.pass(minute);
  stops.forEach((stop) => stop());

  const { world } = bot.github;
  const tokens = [...world.tokens].flatMap(([token, { actor }]) => (actor.kind === 'installation' ? [token] : []));
  expect(tokens.length).toBeGreaterThan(1);
  const asBasic = tokens.map((token) => Buffer.from(`x-access-token:${token}`).toString('base64'));
  const keyLine = privateKey.split('\n')[2] ?? '';
  const secrets = [...tokens, ...asBasic, evidenceKey, 'k3Yw9fQz7Lr2Vx5Tn8Bm4Hc6Jd1Gp0Sa', keyLine];
  const asked = world.requests.map(({ path, query, body }) => JSON.stringify([path, query, body])).join('\n');
  const places = [
    { path: 'the log', text: bot.log() },
    { path: 'what GitHub was sent', text: asked },
    ...(await filesBelow(world.gitRoot)),
  ];
  expect(places.length).toBeGreaterThan(10);
  for (const failure of ['will try again', 'gave up', 'a look failed', 'evidence refused']) expect(bot.log()).toContain(failure);
  const holding = (texts: readonly string[]) =>
    places.filter(({ text }) => texts.some((one) => text.includes(one))).map(({ path }) => path);
  // What is known to stand there is found, in the store's own file too.
  expect(holding([id])).toEqual(expect.arrayContaining(['the log', expect.stringContaining('.sqlite')]));
  expect(holding(secrets)).toEqual([]);
});
