/** Which distributor is at the browser: the session for which the link in a mail was exchanged, as long as its member may be told. */
import { isTold, mayAnswer } from '../../core/distributors/member-view.ts';
import { memberAsLogin } from '../../core/distributors/member-says.ts';
import { findMember, isMember, registerOf, type Member, type Register } from '../../core/distributors/register.ts';
import type { StoredCase } from '../../engine/ports/store.ts';
import type { AccessKey, MemberGrant } from '../../engine/ports/surface.ts';
import { readCookie, setCookie } from '../cookies.ts';
import type { Dashboard } from '../dashboard.ts';
import { openWith, secretPattern } from '../keys.ts';
import { digestOf, unguessable } from '../sealing.ts';
import { idleMs, longestMs } from '../visitor.ts';

export type MemberVisitor = {
  readonly kind: 'member';
  readonly sessionId: string;
  readonly grant: MemberGrant;
  readonly member: Member;
  readonly register: Register;
  /** What it was told of whose embargo stands; never none. */
  readonly told: readonly StoredCase[];
  readonly formToken: string;
};

const whole = new RegExp(`^${secretPattern}$`);
/** How exactly it is known when a page was last used. */
const seenEveryMs = 60_000;

/** The link that this text is, while it may be opened; it is not used by that. */
export async function readLink(
  { store, clock }: Dashboard,
  text: string,
): Promise<Extract<AccessKey, { kind: 'member-link' }> | undefined> {
  const link = await openWith({ store, clock }, 'member-link', whole.exec(text)?.[0]);
  return link === undefined || link.usedAt !== undefined ? undefined : link;
}

/** Of several at the same time one gets in. Answers the cookie. */
export async function openPage(dashboard: Dashboard, text: string): Promise<string | undefined> {
  const { store, clock } = dashboard;
  const link = await readLink(dashboard, text);
  const now = clock.now();
  if (link === undefined || (await findTold(dashboard, link)) === undefined) return undefined;
  if (!(await store.useAccessKey(link.id, now, { once: true }))) return undefined;
  for (const kind of ['member-link', 'member-session'] as const) await store.forgetAccessKeys({ kind, expiredBefore: now });
  const secret = unguessable();
  const { repository, member, address, since } = link;
  const session = {
    kind: 'member-session',
    login: memberAsLogin(member),
    githubId: 0,
    caseId: undefined,
    repository,
    member,
    address,
    since,
  } as const;
  await store.addAccessKey({ ...session, id: digestOf(secret), madeAt: now, usedAt: now, expiresAt: now + longestMs });
  return setCookie(dashboard, 'member', secret);
}

/** Undefined for nobody, and for a session that has ended: by time, by leaving, with the membership, the address or the embargo. */
export async function readMember(dashboard: Dashboard, cookie: string | undefined): Promise<MemberVisitor | undefined> {
  const { store, clock, sealing } = dashboard;
  const session = await openWith(dashboard, 'member-session', whole.exec(readCookie(dashboard, cookie, 'member') ?? '')?.[0]);
  if (session === undefined) return undefined;
  const idle = clock.now() - (session.usedAt ?? session.madeAt);
  const found = idle > idleMs ? undefined : await findTold(dashboard, session);
  if (found === undefined) {
    await store.endAccessKey(session.id, 0);
    return undefined;
  }
  if (idle >= seenEveryMs) await store.useAccessKey(session.id, clock.now(), { once: false });
  const { id: sessionId, repository, member, address, since } = session;
  return {
    kind: 'member',
    sessionId,
    grant: { repository, member, address, since },
    ...found,
    formToken: sealing.sign('member-form', sessionId),
  };
}

/** All of the same member, on whatever machine; or this one. */
export async function endPages({ store }: Dashboard, { sessionId, grant }: MemberVisitor, which: 'this' | 'all'): Promise<void> {
  if (which === 'this') return void (await store.endAccessKey(sessionId, 0));
  for (const key of await store.listAccessKeys({ kind: 'member-session' }))
    if (key.kind === 'member-session' && key.repository === grant.repository && key.member === grant.member)
      await store.endAccessKey(key.id, 0);
}

/** Undefined when it is not on the list at this address, or was off it meanwhile, or nothing that it was told is under embargo where its policy has pages. */
async function findTold({ store }: Dashboard, { repository, member: name, address, since }: MemberGrant) {
  const register = registerOf((await store.readProject(repository))?.project ?? {});
  const member = findMember(register, name);
  if (!isMember(member) || member.address !== address || member.accepted.at !== since) return undefined;
  const open = (await store.listCases({ open: true, repository })).filter((one) => isTold(one, name));
  const stored = (await Promise.all(open.map(({ id }) => store.readCase(id)))).filter((one) => one !== undefined);
  const told = stored.filter((one) => mayAnswer(one.case, one.policy, name) === undefined);
  return told.length === 0 ? undefined : { member, register, told };
}
