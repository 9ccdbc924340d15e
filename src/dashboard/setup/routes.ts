/** Every address of the set-up, and who may open it. The matrix in `test/dashboard/setup` is made from this table. */
import { asset } from '../assets.ts';
import { checklistPage, sendTests } from './pages/checklist-page.ts';
import { choicesPage, confirmChoices } from './pages/choices-page.ts';
import { made } from './pages/made.ts';
import { open } from './pages/open.ts';
import type { Route } from './route.ts';

export const routes: readonly Route[] = [
  { method: 'GET', path: '/', who: 'anyone', answer: async () => ({ kind: 'redirect', to: '/setup' }) },
  { method: 'GET', path: '/assets/style.css', who: 'anyone', answer: () => asset('style.css') },
  { method: 'GET', path: '/assets/icon.svg', who: 'anyone', answer: () => asset('icon.svg') },
  { method: 'GET', path: '/setup/open', who: 'anyone', answer: open },
  { method: 'GET', path: '/setup', who: 'holder', when: 'before', answer: choicesPage },
  { method: 'POST', path: '/setup', who: 'holder', when: 'before', answer: confirmChoices },
  // Where GitHub sends the browser back to.
  { method: 'GET', path: '/setup/made', who: 'holder', when: 'before', answer: made },
  { method: 'GET', path: '/setup/checklist', who: 'holder', when: 'after', answer: checklistPage },
  { method: 'POST', path: '/setup/tests', who: 'holder', when: 'after', answer: sendTests },
];
