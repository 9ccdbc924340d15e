// A CI outside GitHub says how a test went, and the gate on the head follows.
import { createHmac, randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { secret } from '../../src/adapters/secret.ts';
import { repositoryName } from '../../src/core/ids.ts';
import { git } from '../../src/drill/simulated-github/git.ts';
import { anIssuer } from '../adapters/evidence/an-issuer.ts';
import { aConversation, aPolicyFile, fixes, second, type Conversation, type ConversationOptions } from './a-conversation.ts';

const key = 'a key of more than thirty characters';
const policy = `${aPolicyFile}ci: { required: [unit], evidence_from: [acme/widget-ci] }\n`;
const keys = new Map([
  [repositoryName(fixes), secret(key)],
  [repositoryName('acme/elsewhere'), secret(`${key}!`)],
]);

let bot: Conversation;
afterEach(() => bot.close());

async function begin(options: Partial<ConversationOptions> = {}): Promise<void> {
  bot = await aConversation({ policy, evidence: { issuer: 'http://127.0.0.1:9', keys }, ...options });
  await bot.report();
  await bot.say('max', 'case-issue', '/accept');
}

async function head() {
  const { folder } = bot.github.world.repository(fixes);
  const [sha, tree] = await Promise.all(['fix', 'fix^{tree}'].map((what) => git(folder, ['rev-parse', what])));
  return { sha: sha ?? '', tree: tree ?? '' };
}

type Telling = {
  readonly conclusion?: string;
  readonly tree?: string;
  readonly by?: string;
  readonly signedWith?: string;
  readonly id?: string;
};

async function tell({ conclusion = 'success', by = fixes, signedWith = key, id = randomUUID(), ...more }: Telling = {}): Promise<number> {
  const body = JSON.stringify({ repository: fixes, ...(await head()), check: 'unit', conclusion, ...more });
  const timestamp = String(Math.floor(bot.now() / 1_000));
  const signature = createHmac('sha256', signedWith).update(`${timestamp}.${id}.${body}`).digest('hex');
  return post(body, {
    ...{ 'x-fixlead-repository': by, 'x-fixlead-timestamp': timestamp, 'x-fixlead-id': id, 'x-fixlead-signature': `v1=${signature}` },
  });
}

async function post(body: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const { status } = await fetch(`${bot.url()}/api/evidence`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });
  await bot.pass(5 * second);
  return status;
}

/** What the gate on the head says, as everybody in the fix repository reads it. */
function shown(): string {
  const runs = bot.github.world.repository(fixes).checkRuns.filter((run) => run.name === 'fixlead/lgtm');
  return runs.at(-1)?.output.summary ?? '';
}

describe('evidence from outside', () => {
  it('turns the check on the head over: missing, running, failed, passed', async () => {
    await begin();
    await bot.openFix();
    expect(shown()).toContain('❔ unit is missing');
    expect(await tell({ conclusion: 'running' })).toBe(202);
    expect(shown()).toContain('⏳ unit is still running');
    expect(await tell({ conclusion: 'failure' })).toBe(202);
    expect(shown()).toContain('❌ unit failed');
    expect(await tell()).toBe(202);
    expect(shown()).toContain('✅ unit passed');
    expect(bot.board()).toContain('all 1 checks passed');
  });

  it('of another tree is stale', async () => {
    await begin();
    await bot.openFix();
    await tell({ tree: '7'.repeat(40) });
    expect(shown()).toContain('⚠️ unit is stale (it tested another tree)');
  });

  it('that comes before its pull request counts when there is one', async () => {
    await begin();
    expect(await tell()).toBe(202);
    await bot.openFix();
    expect(shown()).toContain('✅ unit passed');
  });

  it('from a repository that the policy does not name is taken in and counts for nothing', async () => {
    await begin();
    await bot.openFix();
    expect(await tell({ by: 'acme/elsewhere', signedWith: `${key}!` })).toBe(202);
    expect(shown()).toContain('❔ unit is missing');
  });

  it('is not taken a second time after a restart', async () => {
    await begin({ onDisk: true });
    await bot.openFix();
    const id = randomUUID();
    expect(await tell({ id })).toBe(202);
    await bot.restart();
    await tell({ conclusion: 'failure' });
    expect(await tell({ id })).toBe(409);
    expect(shown()).toContain('❌ unit failed');
  });

  it('by a run of GitHub Actions counts where the policy names its repository', async () => {
    const issuer = await anIssuer();
    try {
      await begin({ evidence: { issuer: issuer.url, keys: new Map() } });
      await bot.openFix();
      const seconds = Math.floor(bot.now() / 1_000);
      const claims = { aud: 'fixlead-4711', exp: seconds + 300, nbf: seconds - 5, jti: randomUUID(), sha: 'd'.repeat(40) };
      const body = JSON.stringify({ repository: fixes, ...(await head()), check: 'unit', conclusion: 'success' });
      const authorization = `Bearer ${issuer.token({ ...claims, repository: 'acme/widget-ci' })}`;
      expect(await post(body, { authorization })).toBe(202);
      expect(shown()).toContain('✅ unit passed');
    } finally {
      await issuer.close();
    }
  });
});
