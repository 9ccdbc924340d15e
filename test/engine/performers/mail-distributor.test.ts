// One mail to one member: what is asked once more before it goes, and what really arrives at a mail server.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { mailer } from '../../../src/adapters/mail/send-mail.ts';
import { readKey } from '../../../src/adapters/mail/read-key.ts';
import { secret } from '../../../src/adapters/secret.ts';
import type { Case } from '../../../src/core/case.ts';
import { noDistributors } from '../../../src/core/distributors/distributor-policy.ts';
import type { EarlyDisclosure, EarlySend, EarlyStage } from '../../../src/core/distributors/early.ts';
import { registerOf, withMember, type Member } from '../../../src/core/distributors/register.ts';
import type { EffectOf } from '../../../src/core/effects.ts';
import type { Policy } from '../../../src/core/policy.ts';
import type { Project } from '../../../src/core/project/project.ts';
import { mailDistributor } from '../../../src/engine/performers/mail-distributor.ts';
import type { AccessKey } from '../../../src/engine/ports/surface.ts';
import { ChannelFailure } from '../../../src/engine/ports/failures.ts';
import { aProject, withMemberNamed } from '../../core/distributors/a-register.ts';
import { aFixRepository, aPolicy, reportedAt } from '../../fixtures/a-case.ts';
import { aKeyPair, aMailServer, openMail, type AMailServer, type KeyPair } from '../../fixtures/a-mail-server.ts';
import { toldEarly } from '../../fixtures/early.ts';
import { aReadyCase, dayMs, max, releaseAt } from '../../fixtures/happenings.ts';

const patch = 'diff --git a/w.c b/w.c\n--- a/w.c\n+++ b/w.c\n@@ -1 +1 @@\n-unsafe\n+säfe \r\n';
const digest = createHash('sha256').update(patch).digest('hex');

let server: AMailServer;
let keys: KeyPair;
let project: Project;
let fingerprint: string;
beforeAll(async () => {
  nock.restore();
  server = await aMailServer();
  keys = await aKeyPair('example-linux');
  const key = await readKey(keys.publicKey, reportedAt);
  if ('problem' in key) throw new Error(key.problem);
  ({ fingerprint } = key);
  const joined = withMemberNamed(aProject, 'example-linux', { key: false });
  project = withKnown(joined, { key: { ...key, by: max.login, at: reportedAt } });
});
afterAll(() => server.close());

function withKnown(of: Project, change: Partial<Member>): Project {
  const [member] = registerOf(of).members;
  if (member === undefined) throw new Error('there is a member');
  return { ...of, register: withMember(registerOf(of), { ...member, ...change }) };
}

function aMail(but: Partial<EffectOf<'MailDistributor'>> = {}): EffectOf<'MailDistributor'> {
  return {
    ...{ key: 'GHSA-2222-3333-4444/early/patches/1/example-linux', kind: 'MailDistributor', audience: 'distributors' },
    ...{ stage: 'patches', edition: 1, member: 'example-linux', address: 'security@example-linux.example.org', fingerprint },
    ...{ agreement: { version: 1, holdsFrom: 1 }, retries: 0, subject: '[EMBARGOED] widget: patches', body: 'Please test.' },
    patches: [
      { repository: aFixRepository, line: 'release-1.0', base: 'b'.repeat(40), sha: 'a'.repeat(40), digest, size: 10, releases: [] },
    ],
    ...but,
  };
}

type Dated = Pick<EarlySend, 'stage'> & { readonly releaseAt?: number | undefined; readonly proposes?: number };

/** One round of this stage, which is on its way to the member. */
function earlyWith({ stage, proposes, ...dates }: Dated): EarlyDisclosure {
  const { rounds, sends, answers } = toldEarly();
  const ofStage = rounds.map((round) => ({ ...round, stage, ...(proposes !== undefined && { proposes }) }));
  return { rounds: ofStage, sends: sends.map((one) => ({ ...one, state: 'sending', stage, ...dates })), answers };
}

type World = {
  readonly of?: Partial<Case>;
  readonly policy?: Policy;
  readonly register?: Project;
  readonly text?: string;
  readonly at?: number;
  /** Whether there is a dashboard, whose links are made so. */
  readonly hasPages?: boolean;
};

/** The keys that were made, oldest first. */
let made: AccessKey[] = [];
beforeEach(() => void (made = []));

async function send(
  mail: EffectOf<'MailDistributor'>,
  { of, policy = aPolicy(), register = project, text = patch, at = reportedAt, hasPages = false }: World = {},
) {
  const stored = { case: aReadyCase(of), policy, version: 1, policyDigest: '' };
  const performer = mailDistributor({
    store: {
      readCase: () => Promise.resolve(stored),
      addAccessKey: async (key) => void made.push(key),
      readAccessKey: async (id) => made.find((key) => key.id === id),
      readProject: () => Promise.resolve({ project: register, version: 1, policyDigest: '' }),
    },
    links: hasPages ? { make: (end) => ({ url: `https://fixlead.example.org/member/link/of-${end}`, id: `of ${end}` }) } : undefined,
    git: { makePatch: () => Promise.resolve(Buffer.from(text)) },
    send: mailer({ smtpUrl: secret(server.url), from: 'security@widget.example.org' }),
    now: () => at,
  });
  return performer.perform({ about: stored.case.id, repository: stored.case.repository, installationId: 1 }, mail);
}

describe('a mail to a member', () => {
  it('arrives encrypted to its key alone, and holds the patch byte for byte', async () => {
    const found = await send(aMail());
    expect(found.event).toMatchObject({ kind: 'DistributorMailed', stage: 'patches', member: 'example-linux' });
    const got = server.got.at(-1);
    if (got === undefined) throw new Error('nothing came');
    expect(got.to).toEqual(['security@example-linux.example.org']);
    expect(got.raw).not.toMatch(/widget: patches|Please test|unsafe/);
    const inner = await openMail(got, keys);
    expect(inner).toMatchObject({ subject: '[EMBARGOED] widget: patches', text: expect.stringMatching(/^Please test\.\s*$/) });
    const [attached] = inner.attachments;
    expect(attached?.filename).toBe('release-1.0-aaaaaaaaaaaa.patch');
    expect(
      createHash('sha256')
        .update(Buffer.from(attached?.content as ArrayBuffer))
        .digest('hex'),
    ).toBe(digest);
    await expect(openMail(got, await aKeyPair('other-linux'))).rejects.toThrow();
  });

  it('has the same Message-ID when it is sent again, so that a repeated one can be told', async () => {
    await send(aMail());
    await send(aMail());
    await send(aMail({ key: 'GHSA-2222-3333-4444/early/patches/2/example-linux' }));
    const [first, again, other] = server.got.slice(-3).map(({ mail }) => mail.messageId);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it.each<{ name: string; world?: () => World; mail?: Partial<EffectOf<'MailDistributor'>>; why: string }>([
    {
      name: 'that was removed since',
      world: () => ({ register: withKnown(project, { removed: { by: max.login, at: 0, reason: 'x', forGood: false } }) }),
      why: 'is no member any more',
    },
    {
      name: 'that withdrew its consent since',
      world: () => ({ register: withKnown(project, { consent: undefined }) }),
      why: 'has withdrawn its consent',
    },
    { name: 'that agreed to another version', mail: { agreement: { version: 2, holdsFrom: 2 } }, why: 'agreed to version 1' },
    {
      name: 'whose address is another since',
      world: () => ({ register: withKnown(project, { address: 'cert@example.org' }) }),
      why: 'its address or its key is another one',
    },
    { name: 'whose key is another since', mail: { fingerprint: 'CD'.repeat(20) }, why: 'its address or its key is another one' },
    { name: 'that is unknown', world: () => ({ register: aProject }), why: 'it is no member any more' },
    {
      name: 'under a policy that has nobody told',
      world: () => ({ policy: aPolicy({ distributors: noDistributors }) }),
      why: 'the policy has nobody told early',
    },
    { name: 'of a case that was closed', world: () => ({ of: { phase: 'rejected' } }), why: 'the case is rejected' },
    { name: 'with a patch that is not the one confirmed', world: () => ({ text: 'another' }), why: 'is not what was confirmed' },
    { name: 'as an effect for somebody else', mail: { audience: 'public' as never }, why: 'it belongs to no case' },
    {
      name: 'with another Release Date than the one that holds',
      world: () => ({ of: { early: earlyWith({ stage: 'patches', releaseAt: releaseAt - dayMs }) } }),
      why: 'it names a Release Date that does not hold any more',
    },
    {
      name: 'with a Release Date that a reopened case lacks',
      world: () => ({ of: { release: undefined, early: earlyWith({ stage: 'date' }) } }),
      mail: { stage: 'date' },
      why: 'it names a Release Date that does not hold any more',
    },
    {
      name: 'that asks about a date which nobody proposes any more',
      world: () => ({ of: { early: earlyWith({ stage: 'proposal', proposes: releaseAt + dayMs }) } }),
      mail: { stage: 'proposal' },
      why: 'the date that it asks about is not proposed any more',
    },
    { name: 'that the case is closed, while it is not', mail: { stage: 'closed' }, why: 'the case is accepted' },
    { name: 'that the embargo is over, while it is not', mail: { stage: 'lifted' }, why: 'the advisory is not public' },
  ])('is not sent to one $name', async ({ world = () => ({}), mail = {}, why }) => {
    const before = server.got.length;
    const failure = send(aMail(mail), world());
    await expect(failure).rejects.toThrow(why);
    await expect(failure).rejects.toBeInstanceOf(ChannelFailure);
    await expect(failure).rejects.toMatchObject({ permanent: true });
    expect(server.got).toHaveLength(before);
  });

  it.each<{ name: string; of: Partial<Case>; stage: EarlyStage }>([
    { name: 'names the date that holds', of: { early: earlyWith({ stage: 'patches' }) }, stage: 'patches' },
    { name: 'named no date, as there was none', of: { early: earlyWith({ stage: 'plan', releaseAt: undefined }) }, stage: 'plan' },
    { name: 'is of no date', of: { early: earlyWith({ stage: 'exception', releaseAt: releaseAt - dayMs }) }, stage: 'exception' },
    {
      name: 'asks about the date that is proposed',
      of: {
        early: earlyWith({ stage: 'proposal', proposes: releaseAt + dayMs }),
        proposedRelease: { by: max.login, at: reportedAt, releaseAt: releaseAt + dayMs },
      },
      stage: 'proposal',
    },
  ])('goes when it $name', async ({ of, stage }) => {
    await expect(send(aMail({ stage }), { of })).resolves.toMatchObject({ result: 'mail to example-linux' });
  });

  it('goes to one that agreed to a newer version of the agreement meanwhile', async () => {
    const consent = { by: max.login, at: reportedAt, version: 2 };
    await expect(send(aMail(), { register: withKnown(project, { consent }) })).resolves.toMatchObject({ result: 'mail to example-linux' });
  });

  it('is not sent to a key that has expired', async () => {
    const register = withKnown(project, {
      key: { armoured: keys.publicKey, fingerprint, expiresAt: reportedAt + dayMs, by: max.login, at: 0 },
    });
    await expect(send(aMail(), { register, at: reportedAt + dayMs })).rejects.toThrow('expired');
  });

  it('says that the embargo is over also to one that has left, or whose key has expired', async () => {
    const lifted = aMail({ stage: 'lifted', patches: [], body: 'It is over.' });
    const register = withKnown(project, { key: { armoured: keys.publicKey, fingerprint, expiresAt: 1, by: max.login, at: 0 } });
    for (const known of [register, aProject]) {
      await send(lifted, { of: { phase: 'published' }, register: known });
      expect(server.got.at(-1)?.mail.text).toBe('It is over.\n');
    }
  });

  it('is tried again when the server asks for it, and given up when it refuses', async () => {
    const failure = async (code: 451 | 550) => {
      server.refuse.set('security@example-linux.example.org', code);
      return send(aMail()).finally(() => server.refuse.clear());
    };
    await expect(failure(451)).rejects.toMatchObject({ permanent: false });
    await expect(failure(550)).rejects.toMatchObject({ permanent: true });
  });
});

describe('the link below a mail to a member', () => {
  const textOfLast = async (): Promise<string> => (await openMail(server.got.at(-1)!, keys)).text ?? '';

  it('stands in the encrypted part, names its last day, and is kept for this member at this address', async () => {
    await send(aMail({ patches: [] }), { hasPages: true });
    expect(await textOfLast()).toContain('https://fixlead.example.org/member/link/of-GHSA-2222-3333-4444/early/patches/1/example-linux/0');
    expect(server.got.at(-1)?.raw).not.toContain('member/link');
    expect(made).toMatchObject([
      { kind: 'member-link', member: 'example-linux', address: 'security@example-linux.example.org', expiresAt: reportedAt + 3 * dayMs },
    ]);
  });

  it('is the same when the mail is sent again, and stays used', async () => {
    await send(aMail({ patches: [] }), { hasPages: true });
    const first = await textOfLast();
    made = made.map((key) => ({ ...key, usedAt: reportedAt }));
    await send(aMail({ patches: [] }), { hasPages: true, at: reportedAt + dayMs });
    expect([await textOfLast(), made.length, made[0]?.usedAt]).toEqual([first, 1, reportedAt]);
  });

  it.each([
    { name: 'there is no dashboard', mail: {}, world: { hasPages: false } },
    {
      name: 'the policy has no pages',
      mail: {},
      world: { hasPages: true, policy: aPolicy({ distributors: { ...noDistributors, enabled: true } }) },
    },
    { name: 'the embargo is over', mail: { stage: 'lifted' }, world: { hasPages: true, of: { phase: 'published' } } },
    { name: 'the case is closed', mail: { stage: 'closed' }, world: { hasPages: true, of: { phase: 'rejected' } } },
  ] as const)('is left out where $name', async ({ mail, world }) => {
    await send(aMail({ ...mail, patches: [] }), world);
    expect([(await textOfLast()).includes('member/link'), made]).toEqual([false, []]);
  });
});
