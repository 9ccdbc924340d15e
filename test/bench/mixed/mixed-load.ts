/** Sends the mixed load, and keeps of every request what became of it. */
import { Agent, request, type RequestOptions } from 'node:http';
import { mixedRequests, type MixedRequest } from './mixed-requests.ts';

export type MixedLoad = {
  readonly url: string;
  readonly secret: string;
  /** See `mixedRequests`. */
  readonly run: number;
  /** How many send at once, one request after the other. */
  readonly senders: number;
};

/** The names of the deliveries, by what was answered. */
export type Told = {
  readonly acknowledged: readonly string[];
  /** Answered with 4xx, or broken off before they were whole: none of these may be in the store. */
  readonly refused: readonly string[];
  /** The server went away, or said that it could not store them; either may be true of them. */
  readonly unknown: readonly string[];
  /** What should have been refused and was not, or the other way round, in words. */
  readonly surprises: readonly string[];
};

/** Begins at once. `end` lets each sender finish what is on its way. */
export function sendMixed({ url, secret, run, senders }: MixedLoad): { end(): Promise<Told> } {
  const requestNumbered = mixedRequests(secret, run);
  const kept = new Agent({ keepAlive: true, maxSockets: senders });
  const told = { acknowledged: [] as string[], refused: [] as string[], unknown: [] as string[], surprises: [] as string[] };
  let [number, isOver] = [0, false];

  async function keepSending(): Promise<void> {
    while (!isOver) {
      const wanted = requestNumbered((number += 1));
      for (let time = 0; time < (wanted.manner === 'twice' ? 2 : 1); time += 1) note(wanted, await send(url, kept, wanted));
    }
  }

  function note({ guid, manner }: MixedRequest, status: Status): void {
    const isToBeTaken = manner !== 'badly-signed' && manner !== 'without-event' && manner !== 'broken-off';
    if (status === 202) told.acknowledged.push(guid);
    else if (status === 'broken off' || (typeof status === 'number' && status < 500)) told.refused.push(guid);
    else told.unknown.push(guid);
    if (typeof status === 'number' && status < 500 && isToBeTaken !== (status === 202)) told.surprises.push(`${manner}: ${status}`);
  }

  const sending = Array.from({ length: senders }, keepSending);
  return {
    async end() {
      isOver = true;
      await Promise.all(sending);
      kept.destroy();
      return told;
    },
  };
}

type Status = number | 'broken off' | 'no answer';

function send(url: string, kept: Agent, { manner, isOnNewConnection, headers, body }: MixedRequest): Promise<Status> {
  return new Promise((resolve) => {
    const options: RequestOptions = { method: 'POST', headers: { ...headers, 'content-length': body.length } };
    const sent = request(url, { ...options, agent: isOnNewConnection ? false : kept }, (answer) => {
      answer.resume();
      answer.on('close', () => resolve(answer.statusCode ?? 'no answer'));
    });
    sent.on('error', () => resolve(manner === 'broken-off' ? 'broken off' : 'no answer'));
    if (manner !== 'broken-off') sent.end(body);
    else sent.write(body.subarray(0, Math.floor(body.length / 2)), () => sent.destroy(new Error('broken off')));
  });
}
