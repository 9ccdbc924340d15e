/** The door for a CI outside GitHub: finds out who speaks, makes what they say durable, and only then says thank you. Work comes later. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Instant } from '../../core/time/time.ts';
import { outsideEvidenceArrival } from '../../engine/arrivals.ts';
import type { Arrival } from '../../engine/ports/store.ts';
import type { Log } from '../../engine/ports/clock.ts';
import type { BodyRoom } from '../body-room.ts';
import { header, readBody, say, type Answer } from '../http-door.ts';
import { speakerByToken, type TokenRules } from './actions-token.ts';
import { speakerByKey, type EvidenceKeys } from './signature.ts';
import type { Speaker } from './speaker.ts';
import { readStatement } from './statement.ts';

export type EvidenceDoor = {
  readonly keys: EvidenceKeys;
  readonly tokens: TokenRules;
  /** Resolves when the arrival is durable, with whether it was new. */
  readonly receive: (arrival: Arrival) => Promise<boolean>;
  readonly now: () => Instant;
  readonly log: Log;
  readonly room: BodyRoom;
};

export const evidencePath = '/api/evidence';
/** Unit: bytes; a statement has about 500. */
const maxBytes = 16 * 1024;
const timeoutMs = 10_000;
const tooLarge: Answer = { status: 413, words: 'larger than 16 KiB' };

/**
 * A handler for node:http. Answers true when the request was for this door and has been answered.
 * 202 stored · 400 the statement cannot be read · 401 not shown who speaks · 403 the run was of another commit · 405 not a POST · 408 too slow ·
 * 409 this token or id was used before · 413 too large · 415 not JSON · 503 could not be stored, too much came at once, or the issuer's keys could not be had.
 * Whether the policy lets the speaker speak is decided later, like everything else. Neither body nor token is ever logged.
 */
export function receiveEvidence(door: EvidenceDoor): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  return async (request, response) => {
    if (request.url?.split('?', 1)[0] !== evidencePath) return false;
    const answer = await take(door, request);
    if (answer.status !== 202) door.log.warn({ status: answer.status }, `evidence refused: ${answer.words}`);
    say(request, response, answer);
    return true;
  };
}

async function take(door: EvidenceDoor, request: IncomingMessage): Promise<Answer> {
  const refused = refusalByHeaders(request);
  if (refused !== undefined) return refused;
  const body = await readBody(request, { timeoutMs, maxBytes, tooLarge, room: door.room });
  if ('status' in body) return body;
  const speaker = await speakerOf(door, request, body.bytes);
  if ('status' in speaker) return speaker;
  const statement = readStatement(body.bytes);
  if ('problem' in statement) return { status: 400, words: statement.problem };
  if (speaker.sha !== undefined && speaker.repository === statement.repository && speaker.sha !== statement.sha)
    return { status: 403, words: otherCommit };
  const { repository: testedIn, ...told } = statement;
  const evidence = { ...told, source: 'outside', series: speaker.repository } as const;
  const said = { repository: speaker.repository, testedIn, evidence, at: door.now() };
  return store(door, outsideEvidenceArrival(`evidence:${speaker.id}`, said));
}

const otherCommit =
  'the run was started for another commit than the one it speaks of: on `pull_request` GitHub tests a merge that is nobody’s head, so let it run on `push`';

/** What can be refused before a byte of the body is read. */
function refusalByHeaders(request: IncomingMessage): Answer | undefined {
  if (request.method !== 'POST') return { status: 405, words: 'only POST' };
  if (!/^application\/json\s*(;|$)/i.test(header(request, 'content-type')))
    return { status: 415, words: 'the content type must be application/json' };
  if (Number(header(request, 'content-length') || 0) > maxBytes) return tooLarge;
  if (tokenIn(request) === undefined && header(request, 'x-fixlead-signature') === '')
    return { status: 401, words: 'say who you are: a token of GitHub Actions as a bearer, or X-Fixlead-Signature; see docs/operating.md' };
  return undefined;
}

async function speakerOf(door: EvidenceDoor, request: IncomingMessage, bytes: Buffer): Promise<Speaker | Answer> {
  const token = tokenIn(request);
  if (token !== undefined) return speakerByToken(token, door.tokens);
  const told = (name: string): string => header(request, `x-fixlead-${name}`);
  const signed = { repository: told('repository'), timestamp: told('timestamp'), id: told('id'), signature: told('signature') };
  return speakerByKey(signed, bytes, door.keys, door.now());
}

function tokenIn(request: IncomingMessage): string | undefined {
  return /^bearer (\S+)$/i.exec(header(request, 'authorization'))?.[1];
}

async function store(door: EvidenceDoor, arrival: Arrival): Promise<Answer> {
  try {
    if (await door.receive(arrival)) return { status: 202, words: 'stored' };
    return { status: 409, words: 'this token or id was used before; what it said then stands, and nothing was added' };
  } catch (error) {
    door.log.error({ error: error instanceof Error ? error.name : typeof error }, 'evidence could not be stored');
    return { status: 503, words: 'could not be stored; send it again' };
  }
}
