// A publication in which the app dies at every step there is: before a thing is done, when it is done and nobody knows yet, and when it is known.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { secret } from '../../src/adapters/secret.ts';
import type { Effect } from '../../src/core/effects.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { Performer } from '../../src/engine/ports/github.ts';
import { aMailServer, type AMailServer } from '../fixtures/a-mail-server.ts';
import { aSlack, conversation, type ASlack } from '../fixtures/a-slack.ts';
import { aConversation, day, fixes, hour, minute, project, second, type Conversation } from './a-conversation.ts';

const channels = ['slack:announce', 'mail:users@widget.example.org', 'github:issue', 'github:discussion'] as const;
const policy = `maintainers: { team: acme/security }
fix_repository: ${fixes}
lines: [main]
lgtm: { required: 2 }
publish: auto
release_day: { via: push, publish_after: fix }
channels: { fixed: [${channels.join(', ')}] }
`;

/** Boards and statuses are written over and over, and say the same again. */
const repeated: readonly Effect['kind'][] = ['ShowBoard', 'ShowStatus', 'ShowCheck'];
const points = ['before it', 'done, not saved', 'saved'] as const;

let bot: Conversation;
let slack: ASlack;
let mail: AMailServer;
const deaths = new Set<string>();
let isArmed = false;
let isDead = false;
beforeEach(async () => {
  deaths.clear();
  [isArmed, isDead] = [false, false];
  bot = undefined as never;
  slack = await aSlack();
  mail = await aMailServer(() => bot.now());
  const settings = {
    ...{ slack: new Map([['announce', secret(conversation)]]), slackBot: { token: secret('xoxb-1'), apiUrl: slack.apiUrl } },
    ...{ webHooks: new Map(), mail: { smtpUrl: secret(mail.url), from: 'security@widget.example.org' }, allowPrivate: true },
  };
  bot = await aConversation({ policy, channels: settings, onDisk: true, permissions: { discussions: 'write' }, onStart: makeMortal });
});
afterEach(async () => {
  await bot.close();
  await slack.close();
  await mail.close();
});

/** Once dead, nothing that this life still does is kept, as if its process were gone. Each effect is died of once at each point. */
function makeMortal(engine: Engine): void {
  isDead = false;
  const { store, performers } = engine;
  const gone = () => Promise.reject(new Error('the process is gone'));
  const isLastOf = (point: (typeof points)[number], what: string): boolean => {
    const isNew = isArmed && !isDead && !deaths.has(`${what}: ${point}`);
    if (isNew) deaths.add(`${what}: ${point}`);
    isDead ||= isNew;
    return isNew;
  };
  const mortal = Object.entries(performers as Readonly<Record<string, Performer<Effect['kind']>>>).map(
    ([kind, performer]): readonly [string, typeof performer] => {
      if (repeated.some((one) => one === kind)) return [kind, performer];
      const perform: typeof performer.perform = async (context, effect) => {
        if (isDead || isLastOf('before it', `${kind} ${effect.key}`)) return gone();
        const found = await performer.perform(context, effect);
        return isDead || isLastOf('done, not saved', `${kind} ${effect.key}`) ? gone() : found;
      };
      return [kind, { ...performer, perform }];
    },
  );
  const mortalStore = new Proxy(store, {
    get: (target, name: keyof typeof store) => {
      if (name === 'close') return () => target.close();
      if (isDead) return gone;
      if (name !== 'finishEffect') return (...args: never[]) => (target[name] as (...all: never[]) => unknown)(...args);
      return async (...[key, ...rest]: Parameters<typeof store.finishEffect>) => {
        await target.finishEffect(key, ...rest);
        const what = [...deaths].find((one) => one.endsWith(` ${key}: before it`))?.replace(': before it', '');
        if (what !== undefined) isLastOf('saved', what);
      };
    },
  });
  Object.assign(engine, { store: mortalStore, performers: Object.fromEntries(mortal) });
}

/** The leases of whoever died run out meanwhile. */
async function liveOn(lives: number): Promise<void> {
  for (let life = 0; life < lives; life += 1) {
    await bot.pass(90 * second);
    if (!isDead) return;
    await bot.restart();
  }
  throw new Error(`still dying after ${lives} lives: ${[...deaths].join('; ')}`);
}

const marks = (bodies: readonly string[]) => bodies.flatMap((body) => /<!-- fixlead:[0-9a-f]{16} -->\s*$/.exec(body) ?? []);

describe('a publication, whenever the app dies', () => {
  it('says each thing once on GitHub and in Slack, and by mail at most again with the same Message-ID', async () => {
    await bot.report();
    await bot.makeReady();
    await bot.say('max', 'case-issue', '/affects main');
    await bot.say('max', 'case-issue', '/mitigation none');
    await bot.say('max', 'case-issue', '/notice approve fixed');
    expect(bot.replyTo('case-issue')).toContain('Approved');
    await bot.pass(day - hour);
    isArmed = true;
    await bot.pass(hour);
    await liveOn(80);
    await bot.pass(2 * minute);
    isArmed = false;
    await bot.pass(10 * minute);

    expect(bot.advisoryState()).toBe('published');
    const { world } = bot.github;
    const published = world.deliveries.filter(({ event, action }) => event === 'repository_advisory' && action === 'published');
    expect(new Set(published.map(({ guid }) => guid)).size).toBe(1);
    const repository = world.repository(project);
    expect(repository.issues.filter(({ pull }) => pull === undefined)).toHaveLength(1);
    expect(repository.discussions).toHaveLength(1);
    expect(slack.messages).toHaveLength(1);
    const ids = mail.got.map((got) => got.mail.messageId);
    expect(new Set(ids).size).toBe(1);
    expect(ids.length).toBeLessThanOrEqual(points.length);
    const said = [...bot.repliesTo('case-issue'), ...bot.repliesTo('advisory')];
    expect(said.filter((one) => /is published/.test(one))).toHaveLength(1);
    for (const issue of world.repository(fixes).issues) {
      const ours = marks(issue.comments.map(({ body }) => body));
      expect(new Set(ours).size).toBe(ours.length);
    }

    // Once GitHub shows it, nothing is left to be saved: the next life learns it from GitHub, not from the try.
    expect(pointsOf('PublishAdvisory ')).toEqual(['before it', 'done, not saved']);
    const steps = ['PushFix ', ...channels.map((channel) => `/notice/fixed/${channel}/`)];
    for (const step of steps) expect({ step, died: pointsOf(step) }).toEqual({ step, died: points });
  }, 600_000);
});

/** Where the app died of what goes by that name. */
function pointsOf(step: string): readonly string[] {
  return points.filter((point) => [...deaths].some((one) => one.includes(step) && one.endsWith(`: ${point}`)));
}
