import { setCookie } from '../../cookies.ts';
import { problem } from '../../pages/problems.ts';
import type { Reply } from '../../route.ts';
import type { Asked } from '../route.ts';

/** The token leaves the address at once: what stays is a cookie that no script reads and no other site sends. */
export async function open({ setup, desk, query }: Asked): Promise<Reply> {
  const session = desk.open(query.get('token') ?? '', setup.now());
  if (session === undefined)
    return problem(
      403,
      'This address does not open anything',
      'It was used already, is older than an hour, or is not complete. Start fixlead setup again.',
    );
  return { kind: 'redirect', to: '/setup', cookies: [setCookie({ url: setup.origin }, 'setup', session.id)] };
}
