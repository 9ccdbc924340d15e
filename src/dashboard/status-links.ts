/** Links to reporters' pages: made from our key, the case and a count, so that they can be told again and stand nowhere. */
import type { StatusLinks } from '../engine/performers/keep-status-page.ts';
import { digestOf, type Sealing } from './sealing.ts';

export function statusLinks({ url, sealing }: { readonly url: string; readonly sealing: Sealing }): StatusLinks {
  return {
    make(caseId, edition) {
      const secret = sealing.sign('status', `${caseId} ${edition}`);
      return { url: `${url}/status/${secret}`, id: digestOf(secret) };
    },
  };
}
