/** `docs/api.md`, from the table of endpoints. Its examples are what the API answers about one made-up case. */
import { verifyHistory } from '../src/adapters/store/history-chain.ts';
import { openStore } from '../src/adapters/store/open-store.ts';
import type { Case } from '../src/core/case.ts';
import { caseId, login, repositoryName } from '../src/core/ids.ts';
import { noNotices } from '../src/core/notices/notice-policy.ts';
import type { Policy } from '../src/core/policy.ts';
import { parseCvss } from '../src/core/score/cvss.ts';
import { weekdaysOnly } from '../src/core/time/calendar.ts';
import { endpoints, type Endpoint, type Parameter } from '../src/dashboard/api/endpoints.ts';
import { newToken } from '../src/dashboard/api/token.ts';
import { dashboardApp } from '../src/dashboard/app.ts';
import type { Dashboard } from '../src/dashboard/dashboard.ts';
import { createSealing } from '../src/dashboard/sealing.ts';
import type { DecidedEvent, Store } from '../src/engine/ports/store.ts';
import { apiReadings } from '../src/engine/ports/surface.ts';

const reportedAt = Date.UTC(2030, 10, 11, 9);
const hourMs = 3_600_000;
const act = { by: login('max'), at: reportedAt + 2 * hourMs };

const now = reportedAt + 30 * hourMs;

const policy: Policy = {
  ...{ maintainers: { organisation: 'acme', slug: 'security' }, fixRepository: repositoryName('acme/widget-security') },
  ...{ lines: ['main'], mainLine: 'main', calendar: weekdaysOnly('UTC'), acknowledgeBusinessDays: 3, answerNeedsPlan: false, rota: [] },
  ...{ fixLeadBusinessDays: 0, asapFromScore: 4, criticalBusinessDays: undefined, fixCalendarDays: 7, requiredLgtms: 2 },
  ...{ scoreFinalCall: 'maintainers', dateFinalSay: 'maintainers', notices: noNotices, publish: 'confirm' },
};

const cvss = parseCvss('CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H');

const thisCase: Case = {
  ...{ id: caseId('GHSA-2222-3333-4444'), repository: repositoryName('acme/widget'), installationId: 1, phase: 'accepted' },
  report: { title: 'Too deep', text: '', reporter: login('rita'), reportedAt },
  ...{
    contacted: act,
    acknowledged: act,
    accepted: act,
    rejected: undefined,
    fixLead: { login: login('ana'), ...act },
    exception: undefined,
  },
  ...{ score: cvss.ok ? { ...act, cvss: cvss.value, final: undefined } : undefined, affected: { ...act, lines: ['main'] } },
  ...{ waits: [], knownPublicly: undefined, slowedDown: undefined, upstream: undefined, mitigation: undefined },
  ...{ pullRequests: [], holds: [], proposedRelease: undefined, release: { ...act, releaseAt: Date.UTC(2030, 10, 19, 16) } },
  ...{ published: undefined, caseIssue: undefined, advisoryComments: 'available' },
  ...{ temporaryFork: undefined, seenComments: {}, rung: [], stuck: [], recent: [] },
};

const accepted: DecidedEvent = {
  event: {
    ...{ kind: 'ReportAccepted', by: { login: login('max'), role: 'maintainer' }, line: 0, at: act.at },
    from: { kind: 'dashboard', commentId: '1', drawn: 1 },
  },
  ...{ outcome: 'accepted', decidedAt: act.at, because: [{ rule: 'S24' }], refusalCode: undefined },
};

/** Asks the API itself about the case, on a store in memory. */
async function answersAboutExample(): Promise<Readonly<Record<string, string>>> {
  const store = await openStore('sqlite::memory:');
  const step = { next: thisCase, policy, history: [accepted], effects: [], wakeUps: [], arrivals: [] };
  const arrival = { key: 'example', source: 'poll', name: 'sighting', body: '{}', about: thisCase.id, receivedAt: act.at } as const;
  await store.receive([arrival]);
  await store.saveStep(arrival.key, thisCase.id, act.at, () => step);
  const grant = { name: 'example', scope: 'acme', reads: apiReadings };
  const { token, key } = newToken({ login: login('max'), githubId: 0 }, { grant, days: 1 }, now);
  await store.addAccessKey(key);
  const { fetch } = dashboardApp(aDashboard(store));
  const answers: Record<string, string> = {};
  for (const { path } of endpoints) {
    const url = `https://fixlead.example.org${path.replace(':case', thisCase.id)}`;
    answers[path] = await (await fetch(new Request(url, { headers: { authorization: `Bearer ${token}` } }))).text();
  }
  await store.close();
  return answers;
}

function aDashboard(store: Store): Dashboard {
  const nobody = (): Promise<never> => Promise.reject(new Error('nobody signs in here'));
  const quiet = (): void => undefined;
  return {
    ...{ url: 'https://fixlead.example.org', store, verifyHistory, sealing: createSealing('of an example') },
    clock: { now: () => now, sleepUntil: async () => undefined },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
    ...{ receive: nobody, preview: nobody, facts: { isMaintainer: async () => true } },
    people: {
      signInUrl: () => '',
      exchangeCode: nobody,
      renew: nobody,
      whoAmI: nobody,
      sees: nobody,
      onAdvisory: nobody,
      publish: nobody,
      setState: nobody,
      inRepository: nobody,
      visibleAdvisories: nobody,
    },
  };
}

export async function printApiPage(): Promise<string> {
  const answers = await answersAboutExample();
  return [
    '# The JSON API',
    '',
    '<!-- Printed from src/dashboard/api/endpoints.ts by `npm run docs`. -->',
    '',
    'For programs that show or count cases and obligations.',
    'It reads and changes nothing; it is there where the dashboard is, under `FIXLEAD_URL`.',
    'Whatever is added to an answer later keeps `/api/v1`; what would break a program gets another number.',
    '',
    '## Tokens',
    '',
    'A maintainer makes a token on the page `/tokens` of the dashboard and ends it there; whoever runs the app uses `fixlead token create|list|revoke`, on SQLite with the app stopped.',
    'It is shown once, and only a digest of it is kept.',
    'It has a scope, a repository or its owner, may read `cases`, `obligations` or both, and ends after 1 to 366 days.',
    'It shows the cases whose maintainer the person is who made it, or whom `--as` names, which GitHub is asked when the token is used and at most once a minute: whoever leaves the team takes their tokens along.',
    'What cannot be found out is not shown; the answer is 503.',
    'No title and no word of a report is in any answer, but that there is a case, its phase and its dates are embargoed all the same: keep the token as you keep the advisory.',
    '',
    '```sh',
    'curl -H "Authorization: Bearer $TOKEN" https://fixlead.example.org/api/v1/cases',
    '```',
    '',
    '## Answers',
    '',
    'Instants are ISO 8601 in UTC, and `null` stands where there is none.',
    'Lists come in parts: `next` is the path of the next one, `null` on the last.',
    'Each answer has an `ETag`; asked with `If-None-Match`, what did not change is 304 without a body.',
    'What went wrong is `{"error": {"code": …, "message": …}}`:',
    '',
    ...['| Status | `code` | When |', '| --- | --- | --- |'],
    '| 400 | `bad-request` | a parameter is not one that can be used; the message says what is allowed |',
    '| 401 | `no-token` | no token was shown, or it is over, ended or none of ours |',
    '| 403 | `not-permitted` | the token may not read this kind of thing |',
    '| 404 | `not-found` | there is no such address or case, or the token does not show it |',
    '| 500 | `broken` | our fault; the log of the app says more |',
    '| 503 | `not-found-out` | GitHub could not be asked who is a maintainer; try again in a few minutes |',
    '',
    ...endpoints.flatMap((endpoint) => endpointPart(endpoint, answers[endpoint.path] ?? '')),
  ].join('\n');
}

function endpointPart({ path, reads, what, parameters }: Endpoint, answer: string): readonly string[] {
  return [
    `## GET ${path.replace(':case', 'CASE')}`,
    '',
    `${what} For tokens that read \`${reads}\`.`,
    '',
    ...(parameters.length === 0 ? [] : ['| Parameter | Allowed | Meaning |', '| --- | --- | --- |', ...parameters.map(parameterRow), '']),
    ...['```json', answer.trimEnd(), '```', ''],
  ];
}

function parameterRow({ name, allowed, what }: Parameter): string {
  return `| \`${name}\` | ${allowed} | ${what} |`;
}
