/** From a sighting that concerns no single case to events of its project. */
import type { ProjectEvent, ProjectSurface } from '../core/project/project-events.ts';
import type { Attached, RegisterAsk } from '../core/distributors/register-asks.ts';
import { attachedBlock } from '../commands/attached-block.ts';
import { withLineInDoubt } from '../commands/line-in-doubt.ts';
import { readComment, type ReadLine } from '../commands/read-comment.ts';
import { suspectedSigns } from '../core/intake/suspected-report.ts';
import type { Engine } from './engine.ts';
import { publicPullSeen } from './public-pull.ts';
import { policyProposed } from './read-proposal.ts';
import type { Sighting } from './sighting.ts';
import type { ProjectGround } from './step.ts';
import { ledBy } from './who-is-away.ts';
import { whoIs } from './who-is.ts';

/** Errors: throws when GitHub cannot be asked who somebody is; after `mostRoleTries` tries the answer is `unknown` instead. */
export async function gatherProjectEvents(
  engine: Engine,
  attempt: number,
  sighting: Sighting,
  ground: ProjectGround,
): Promise<readonly ProjectEvent[]> {
  if (sighting.kind === 'ChangeProposed') return [await policyProposed(engine, attempt, sighting)];
  if (sighting.kind === 'PublicPullSighted')
    return publicPullSeen(engine, attempt, ground, { number: sighting.place.number, again: sighting.again });
  if (sighting.kind === 'PublicIssueSighted')
    return [{ kind: 'ReportSuspected', number: sighting.place.number, signs: suspectedSigns(sighting), at: sighting.at }];
  if (sighting.kind !== 'IssueCommentSighted' && sighting.kind !== 'ProjectActSighted') return [];
  const lines = alone(readComment(sighting.text));
  if (lines.length === 0) return [];
  const by = { login: sighting.author, role: await whoIs(engine, attempt, ground, sighting.author) };
  const from = surfaceOf(sighting);
  return Promise.all(
    lines.map(async (read): Promise<ProjectEvent> => {
      const typed = { by, from, line: read.line, at: sighting.at };
      if ('problem' in read) return { ...typed, kind: 'ProjectCommandNotUnderstood', message: read.problem.message };
      if (read.asked.kind === 'RegisterAsked')
        return withLineInDoubt({ ...typed, ...read.asked, ...(await attached(engine, read.asked.ask, sighting.text)) }, sighting.text);
      if (read.asked.kind !== 'AwaySaid') return { ...typed, kind: 'ProjectCommandNotUnderstood', message: saidInCases };
      const login = read.asked.login ?? by.login;
      const role = read.asked.login === undefined ? by.role : await whoIs(engine, attempt, ground, login);
      const leads = await ledBy(engine, ground.repository, login);
      return withLineInDoubt({ ...typed, ...read.asked, login, role, leads }, sighting.text);
    }),
  );
}

function surfaceOf(sighting: Extract<Sighting, { kind: 'IssueCommentSighted' | 'ProjectActSighted' }>): ProjectSurface {
  return sighting.kind === 'ProjectActSighted'
    ? { kind: 'dashboard', commentId: sighting.actId, drawn: sighting.drawn }
    : { kind: 'project-issue', commentId: sighting.commentId, ...sighting.place };
}

/** What comes with a text of somebody else's stands by itself: nothing in that text may pass for a command of whoever brought it here. */
function alone(lines: readonly ReadLine[]): readonly ReadLine[] {
  const brings = lines.some((read) => 'asked' in read && read.asked.kind === 'RegisterAsked' && bringsText.includes(read.asked.ask.what));
  if (!brings || lines.length === 1) return lines;
  return lines.map(({ line }) => ({ line, problem: { code: 'unreadable', message: notAlone } }));
}

const bringsText: readonly RegisterAsk['what'][] = ['apply', 'key'];
const notAlone =
  'Nothing in this comment was carried out: `/distributor apply` and `/distributor key` stand in a comment of their own, with nothing but the text between the fences.';

async function attached(engine: Engine, ask: RegisterAsk, text: string): Promise<Attached> {
  const block = bringsText.includes(ask.what) ? attachedBlock(text) : undefined;
  if (block === undefined) return {};
  return ask.what === 'key' ? { key: await engine.readKey(block, engine.clock.now()) } : { block };
}

const saidInCases = "This concerns a single case: please say it in that case's issue.";
