/** Pages that say why there is nothing to see, and what helps. None of them names a case. */
import { html } from 'hono/html';
import type { Html, Reply } from '../route.ts';

export const noSuchPage = (): Reply =>
  problem(404, 'There is no such page', 'The address leads nowhere. All cases that you may see stand on the first page.');

export const noSuchCase = (): Reply =>
  problem(
    404,
    'There is no such case',
    'Or GitHub does not show you its advisory. Ask a maintainer to add you to the advisory, then look again in a minute.',
  );

export const notFoundOut = (): Reply =>
  problem(
    503,
    'We could not find out whether you may see this',
    'GitHub did not answer. What we cannot find out we do not show. Please try again in a few minutes.',
  );

export const forMaintainers = (): Reply =>
  problem(
    403,
    'This is for maintainers',
    'You may see where the case stands, but not this. A maintainer is whoever the policy of the project names.',
  );

export const signInAgain = (): Reply =>
  problem(401, 'You are not signed in any more', 'Nothing was done. Please sign in again on the first page.');

export const foreignForm = (): Reply =>
  problem(403, 'This form was not drawn for you', 'Nothing was done. Please open the page again and send its form from there.');

export const broken = (): Reply =>
  problem(500, 'Something went wrong here', 'The page could not be drawn. Whoever runs this app finds the reason in its log.');

export const noToken = (): Reply =>
  problem(
    401,
    'No token that holds was shown',
    'It must stand in the header Authorization, as "Bearer fixlead_…". Tokens end on their last day, and when somebody ends them.',
  );

export const noMemberPage = (): Reply =>
  problem(
    401,
    'Your page is not open here',
    'Nothing was done. It is opened by the link in a mail to your role address, and ends after a while, when you leave the list, and when the embargo ends. Another link is mailed to that address from /member/new-link.',
  );

export const notTold = (): Reply => problem(404, 'There is no such case', 'Or you were not told of it, or its embargo has ended.');

export const tokenReadsLess = (): Reply => problem(403, 'This token may not read that', 'Make one that may, or ask for what it may read.');

export function problem(status: number, title: string, words: string): Reply {
  return { kind: 'problem', status, title, words };
}

export function problemPage({ title, words }: { readonly title: string; readonly words: string }): Html {
  return html`<h1>${title}</h1>
    <p>${words}</p>
    <p><a href="/">To the first page</a></p>`;
}
