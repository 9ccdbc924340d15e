/** Deliveries as GitHub sends them: a comment on an issue that concerns no case, 8 KB, signed. */
import { createHmac } from 'node:crypto';

export type SignedDelivery = { readonly body: string; readonly signature: string };

const event = 'issue_comment';

/** Unit of `bytes`: the size of each body. Each is another comment. */
export function signedDeliveries(
  secret: string,
  { count, bytes }: { readonly count: number; readonly bytes: number },
): readonly SignedDelivery[] {
  return Array.from({ length: count }, (_, index) => {
    const empty = JSON.stringify(payload(index, ''));
    const body = JSON.stringify(payload(index, 'Thanks, this works for me too. '.repeat(bytes).slice(0, bytes - empty.length)));
    return { body, signature: `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` };
  });
}

/** `guid` is this delivery's own: one that comes twice is known. */
export function headersOf({ signature }: SignedDelivery, guid: string): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/abc1234',
    'x-github-delivery': guid,
    'x-github-event': event,
    'x-hub-signature-256': signature,
  };
}

function payload(index: number, text: string): object {
  const at = '2026-03-02T09:00:00Z';
  const owner = { login: 'acme', id: 1, type: 'Organization' };
  const user = { login: 'ana', id: 1000 + index, type: 'User' };
  return {
    action: 'created',
    issue: { number: 100 + index, title: 'How to configure', user, state: 'open', created_at: at, updated_at: at, body: '' },
    comment: { id: 5000 + index, user, body: text, created_at: at, updated_at: at, author_association: 'NONE' },
    repository: { id: 7, name: 'widgets', full_name: 'acme/widgets', private: false, owner },
    organization: owner,
    sender: user,
    installation: { id: 99 },
  };
}
