/** Every address of the dashboard, and who may open it. The matrix in `test/dashboard` is made from this table. */
import { apiRoutes } from './api/endpoints.ts';
import { asset } from './assets.ts';
import { answerConfirm, answerDo, answerOutcome } from './member/answer-pages.ts';
import { askForLink, leavePage, linkPage, newLinkPage, useLink } from './member/link-pages.ts';
import { memberCasePage, memberPage } from './member/member-pages.ts';
import { actConfirm, actDo, actForm, actOutcome } from './pages/act-pages.ts';
import { casePage, historyPage } from './pages/case-page.ts';
import { calendarPage } from './pages/calendar-page.ts';
import { distributorsPage } from './pages/distributors-page.ts';
import { changeFeed, feedPage } from './pages/feed-page.ts';
import { frontPage } from './pages/front-page.ts';
import { givenUp } from './pages/given-up.ts';
import { measuresPage } from './pages/measures-page.ts';
import { peoplePage } from './pages/people-page.ts';
import { policyPage } from './pages/policy-page.ts';
import { projectActConfirm, projectActDo, projectActForm, projectActOutcome } from './pages/project-act-pages.ts';
import { statusPage } from './pages/status-page.ts';
import { changeTokens, tokenPage } from './pages/token-page.ts';
import type { Route } from './route.ts';
import { feed } from './feed.ts';
import { beginSignIn, endSignIn, signOut } from './sign-in.ts';

export const routes: readonly Route[] = [
  { method: 'GET', path: '/', who: 'anyone', answer: frontPage },
  { method: 'GET', path: '/assets/style.css', who: 'anyone', answer: () => asset('style.css') },
  { method: 'GET', path: '/assets/icon.svg', who: 'anyone', answer: () => asset('icon.svg') },
  { method: 'GET', path: '/sign-in', who: 'anyone', answer: beginSignIn },
  { method: 'GET', path: '/sign-in/done', who: 'anyone', answer: endSignIn },
  { method: 'POST', path: '/sign-out', who: 'signed-in', answer: signOut },
  { method: 'GET', path: '/calendar', who: 'signed-in', answer: calendarPage },
  { method: 'GET', path: '/feeds', who: 'signed-in', answer: feedPage },
  { method: 'POST', path: '/feeds', who: 'signed-in', answer: changeFeed },
  // Whoever knows the address may read it.
  { method: 'GET', path: '/feeds/:feed', who: 'anyone', answer: feed },
  // Whoever knows the link may read it.
  { method: 'GET', path: '/status/:link', who: 'anyone', answer: statusPage },
  { method: 'GET', path: '/tokens', who: 'signed-in', answer: tokenPage },
  { method: 'POST', path: '/tokens', who: 'signed-in', answer: changeTokens },
  { method: 'GET', path: '/measures', who: 'signed-in', answer: measuresPage },
  { method: 'GET', path: '/distributors', who: 'signed-in', answer: distributorsPage },
  { method: 'GET', path: '/distributors/:owner/:name/act/:act', who: 'project', answer: projectActForm },
  { method: 'POST', path: '/distributors/:owner/:name/act/:act', who: 'project', answer: projectActConfirm },
  { method: 'POST', path: '/distributors/:owner/:name/act/:act/do', who: 'project', answer: projectActDo },
  { method: 'GET', path: '/distributors/:owner/:name/acts/:act', who: 'project', answer: projectActOutcome },
  { method: 'GET', path: '/given-up', who: 'signed-in', answer: givenUp },
  { method: 'GET', path: '/cases/:case', who: 'case', answer: casePage },
  { method: 'GET', path: '/cases/:case/history', who: 'whole-case', answer: historyPage },
  { method: 'GET', path: '/cases/:case/people', who: 'whole-case', answer: peoplePage },
  { method: 'GET', path: '/cases/:case/policy', who: 'whole-case', answer: policyPage },
  { method: 'GET', path: '/cases/:case/act/:act', who: 'whole-case', answer: actForm },
  { method: 'POST', path: '/cases/:case/act/:act', who: 'whole-case', answer: actConfirm },
  { method: 'POST', path: '/cases/:case/act/:act/do', who: 'whole-case', answer: actDo },
  { method: 'GET', path: '/cases/:case/acts/:act', who: 'whole-case', answer: actOutcome },
  // Distributors, who have no sign-in: whoever has the link may open it, once.
  { method: 'GET', path: '/member/link/:link', who: 'anyone', answer: linkPage },
  { method: 'POST', path: '/member/link/:link', who: 'anyone', answer: useLink },
  { method: 'GET', path: '/member/new-link', who: 'anyone', answer: newLinkPage },
  { method: 'POST', path: '/member/new-link', who: 'anyone', answer: askForLink },
  { method: 'GET', path: '/member', who: 'member', answer: memberPage },
  { method: 'POST', path: '/member/leave', who: 'member', answer: leavePage },
  { method: 'GET', path: '/member/cases/:case', who: 'told', answer: memberCasePage },
  { method: 'POST', path: '/member/cases/:case/answer/:answer', who: 'told', answer: answerConfirm },
  { method: 'POST', path: '/member/cases/:case/answered', who: 'told', answer: answerDo },
  { method: 'GET', path: '/member/cases/:case/answers/:act', who: 'told', answer: answerOutcome },
  ...apiRoutes,
];
