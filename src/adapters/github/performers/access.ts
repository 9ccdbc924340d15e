/** Who has access to a fix repository. What GitHub refuses us is no failure but news: a person has to do it. */
import { z } from 'zod';
import type { Access } from '../../../core/fix-repository/access-record.ts';
import type { EffectOf } from '../../../core/effects.ts';
import type { Found, PerformContext, Performer } from '../../../engine/ports/github.ts';
import type { Asker } from '../ask.ts';
import { lacksPermission, wasRefusedWith } from '../failures.ts';
import { ownerAndRepo } from '../places.ts';
import { account, maybe } from '../fields.ts';
import { anyAnswer, permissionAnswer, perPage } from '../read-answers.ts';
import type { Tools } from './performer.ts';

type Wish = EffectOf<'SetAccess'>;

/** GitHub's words for the levels. */
const permissionOf = { write: 'push', read: 'pull' } as const;

/**
 * In a standing repository, what somebody had before us stays theirs: it is not lowered now and not taken away later. On a later try it counts
 * as given, because an earlier try may have given it, and what is given must be taken away again.
 */
export function setAccess({ connection, now }: Tools): Performer<'SetAccess'> {
  const became = (wish: Wish, how: Access['how'], why?: string): Found => {
    const { repository, to, access } = wish;
    const event = { kind: 'AccessSet', repository, to, access, how, at: now(), ...(why !== undefined && { why }) } as const;
    return { result: `${access} ${how}`, event };
  };
  const asker = ({ installationId }: PerformContext): Asker => connection.asInstallation(installationId);
  return {
    look: async (context, wish) =>
      !wish.isOwn && wish.access !== 'none' && (await mayWrite(asker(context), wish)) ? became(wish, 'given') : undefined,
    perform: async (context, wish) => {
      if (!wish.isOwn && wish.access !== 'none' && (await mayWrite(asker(context), wish))) return became(wish, 'had');
      try {
        await change(asker(context), wish);
        if (wish.access === 'none') await takeInvitationBack(asker(context), wish);
        return became(wish, 'given');
      } catch (error) {
        if (!lacksPermission(error) && !wasRefusedWith(error, 404, 422)) throw error;
        return became(wish, 'refused', error.message);
      }
    },
  };
}

async function change(asker: Asker, { repository, to, access }: Wish): Promise<void> {
  const where = ownerAndRepo(repository);
  const permission = access === 'none' ? {} : { permission: permissionOf[access] };
  const method = access === 'none' ? 'DELETE' : 'PUT';
  if (to.kind === 'person')
    await asker.ask(`${method} /repos/{owner}/{repo}/collaborators/{username}`, { ...where, username: to.login, ...permission }, anyAnswer);
  else {
    const team = { org: to.organisation, team_slug: to.slug };
    await asker.ask(`${method} /orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}`, { ...team, ...where, ...permission }, anyAnswer);
  }
}

const invitations = z.array(z.object({ id: z.int(), invitee: maybe(account) }));
/** 500 people who were invited and have not answered. */
const maxPages = 5;

/** Taking access away leaves an invitation that was not answered yet, which would let them in later. */
async function takeInvitationBack(asker: Asker, { repository, to }: Wish): Promise<void> {
  if (to.kind !== 'person') return;
  const where = ownerAndRepo(repository);
  const pages = asker.pages('GET /repos/{owner}/{repo}/invitations', { ...where, per_page: perPage }, invitations, maxPages);
  for await (const { items } of pages)
    for (const { id } of items.filter(({ invitee }) => invitee?.login === to.login))
      await asker.ask('DELETE /repos/{owner}/{repo}/invitations/{invitation_id}', { ...where, invitation_id: id }, anyAnswer);
}

const teamRepository = z.object({ permissions: z.object({ push: z.boolean() }) });

/** Of a team with the answer that GitHub gives only when it is asked for by its name. */
async function mayWrite(asker: Asker, { repository, to }: Wish): Promise<boolean> {
  const where = ownerAndRepo(repository);
  if (to.kind === 'person') {
    const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
    const found = await asker.askIfThere(route, { ...where, username: to.login }, permissionAnswer);
    return found !== undefined && ['write', 'admin'].includes(found.permission);
  }
  const team = { org: to.organisation, team_slug: to.slug, ...where };
  const headers = { accept: 'application/vnd.github.v3.repository+json' };
  const route = 'GET /orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}';
  return (await asker.askIfThere(route, { ...team, headers }, teamRepository))?.permissions.push === true;
}
