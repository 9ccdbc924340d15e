/** A load of many kinds: what each request is follows from its number. */
import { createHmac } from 'node:crypto';

/** `badly-signed` and `without-event` are to be refused, `broken-off` ends in the middle of its body, `twice` is sent again under the same name. */
export type Manner = 'ordinary' | 'badly-signed' | 'without-event' | 'broken-off' | 'no-json' | 'twice';

export type MixedRequest = {
  readonly guid: string;
  readonly manner: Manner;
  /** Whether it comes on a connection of its own. */
  readonly isOnNewConnection: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** The events that Fixlead hears most; the last is one it has no use for. */
const events = [
  ...['issue_comment', 'issues', 'pull_request', 'pull_request_review', 'push', 'create'],
  ...['release', 'repository', 'check_run', 'star'],
] as const;

/** Unit: KB. One of ten is large, as of a push of many commits. */
const sizes = [200, 1, 1, 1, 1, 8, 8, 8, 8, 8] as const;

/** The first that fits; numbers without a common divisor, so that each meets every event and size. */
const manners: readonly { readonly every: number; readonly manner: Manner }[] = [
  { every: 11, manner: 'badly-signed' },
  { every: 13, manner: 'broken-off' },
  { every: 17, manner: 'no-json' },
  { every: 19, manner: 'without-event' },
  { every: 23, manner: 'twice' },
];

/** `run` makes the names of this run differ from those of another. Unit of it: 0 to 0xffffffff. */
export function mixedRequests(secret: string, run: number): (number: number) => MixedRequest {
  const remembered = new Map<string, { readonly body: Buffer; readonly signature: string }>();
  const signed = (event: string, size: number, manner: Manner) => {
    const key = `${event} ${size} ${manner}`;
    const known = remembered.get(key) ?? signedBody(secret, { event, size, manner });
    remembered.set(key, known);
    return known;
  };
  return (number) => {
    const manner = manners.find(({ every }) => number % every === 0)?.manner ?? 'ordinary';
    // The tens digit picks the event and the ones digit the size, so that they meet in all pairs.
    const event = events[Math.floor(number / sizes.length) % events.length] ?? 'push';
    const { body, signature } = signed(event, sizes[number % sizes.length] ?? 1, manner);
    const guid = `${hex(run, 8)}-0000-4000-8000-${hex(number, 12)}`;
    const headers = {
      ...{ 'content-type': 'application/json', 'x-github-delivery': guid, 'x-hub-signature-256': signature },
      ...(manner !== 'without-event' && { 'x-github-event': event }),
    };
    return { guid, manner, isOnNewConnection: number % 2 === 0, headers, body };
  };
}

type Wanted = { readonly event: string; readonly size: number; readonly manner: Manner };

function signedBody(secret: string, { event, size, manner }: Wanted): { readonly body: Buffer; readonly signature: string } {
  const whole = JSON.stringify(payload(event, size * 1_024));
  const body = Buffer.from(manner === 'no-json' ? whole.slice(0, -2) : whole);
  const key = manner === 'badly-signed' ? `not ${secret}` : secret;
  return { body, signature: `sha256=${createHmac('sha256', key).update(body).digest('hex')}` };
}

function payload(event: string, bytes: number): object {
  const user = { login: 'ana', id: 1_000, type: 'User' };
  const text = 'Ça marche pour moi aussi, merci. '.repeat(Math.ceil(bytes / 33)).slice(0, bytes);
  return {
    action: 'created',
    ...{ issue: { number: 100, title: `About ${event}`, user, state: 'open', body: '' }, comment: { id: 5_000, user, body: text } },
    repository: {
      id: 7,
      name: 'widgets',
      full_name: 'acme/widgets',
      private: false,
      owner: { login: 'acme', id: 1, type: 'Organization' },
    },
    ...{ sender: user, installation: { id: 99 } },
  };
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
