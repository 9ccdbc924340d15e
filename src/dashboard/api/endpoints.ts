/** Every address of the JSON API: what it answers, which tokens may ask, and its parameters. `docs/api.md` is printed from here. */
import { findCaseId } from '../../core/ids.ts';
import { isOpen } from '../../core/case.ts';
import { standing } from '../../core/schedule/obligation.ts';
import { obligations } from '../../core/schedule/obligations.ts';
import type { ApiReading } from '../../engine/ports/surface.ts';
import type { StoredCase } from '../../engine/ports/store.ts';
import { problem } from '../pages/problems.ts';
import type { AskedByToken, Reply, Route } from '../route.ts';
import { caseAnswer, historyAnswer, obligationAnswer, obligationAnswers, type Json } from './answers.ts';
import { pageOf, readPage, type Page } from './paging.ts';
import { isInScope } from './token.ts';

export type Parameter = { readonly name: string; readonly allowed: string; readonly what: string };

export type Endpoint = {
  readonly path: string;
  readonly reads: ApiReading;
  readonly what: string;
  readonly parameters: readonly Parameter[];
  readonly answer: (asked: AskedByToken) => Promise<Reply>;
};

const repository: Parameter = { name: 'repository', allowed: '`owner/name`', what: 'only of this one' };
const limit: Parameter = { name: 'limit', allowed: '1 to 100; 50 when left out', what: 'at most so many' };
const state: Parameter = { name: 'state', allowed: '`open`, `closed` or `all`; `open` when left out', what: 'which cases' };
const after: Parameter = { name: 'after', allowed: 'what `next` said', what: 'those that follow' };
const standings = ['open', 'overdue', 'met', 'met-late', 'all'] as const;

export const endpoints: readonly Endpoint[] = [
  {
    ...{ path: '/api/v1/cases', reads: 'cases', what: 'The cases that the token shows, oldest report first.' },
    parameters: [state, repository, limit, after],
    answer: listCases,
  },
  {
    ...{ path: '/api/v1/cases/:case', reads: 'cases', what: 'One case.', parameters: [] },
    answer: (asked) => ofCase(asked, (stored) => json(asOneCase(asked, stored))),
  },
  {
    ...{ path: '/api/v1/cases/:case/history', reads: 'cases' },
    what: 'What happened to a case, oldest first: kinds, people, instants and rules, and nothing that was said.',
    parameters: [limit, after],
    answer: (asked) => ofCase(asked, (stored) => listHistory(asked, stored)),
  },
  {
    ...{ path: '/api/v1/cases/:case/obligations', reads: 'obligations', parameters: [] },
    what: 'What the policy says is due in a case, with the sentences it says it in, met or not.',
    answer: (asked) => ofCase(asked, (stored) => json({ obligations: obligationAnswers(stored, asked.dashboard.clock.now()) })),
  },
  {
    ...{ path: '/api/v1/obligations', reads: 'obligations', what: 'The obligations of all open cases, what is due first before the rest.' },
    parameters: [
      { name: 'standing', allowed: `${standings.map((one) => `\`${one}\``).join(', ')}; \`all\` when left out`, what: 'which obligations' },
      ...[repository, limit, after],
    ],
    answer: listObligations,
  },
];

export const apiRoutes: readonly Route[] = endpoints.map(({ path, reads, answer }) => ({
  method: 'GET',
  path,
  who: 'token',
  reads,
  answer,
}));

async function listCases(asked: AskedByToken): Promise<Reply> {
  const { query } = asked;
  const wanted = query.get('state') ?? 'open';
  if (!['open', 'closed', 'all'].includes(wanted)) return badParameter(state);
  const shown = (await shownTo(asked)).filter(({ case: one }) => wanted === 'all' || isOpen(one) === (wanted === 'open'));
  return paged(asked, 'cases', shown, { nameOf: ({ case: { id } }) => id, answer: (stored) => asOneCase(asked, stored) });
}

async function listObligations(asked: AskedByToken): Promise<Reply> {
  const wanted = asked.query.get('standing') ?? 'all';
  if (!standings.some((one) => one === wanted)) return badParameter({ name: 'standing', allowed: standings.join(', '), what: '' });
  const now = asked.dashboard.clock.now();
  const found = (await shownTo(asked))
    .filter((stored) => isOpen(stored.case))
    .flatMap((stored) => obligations(stored.case, stored.policy).map((one) => ({ thisCase: stored.case, one })))
    .filter(({ one }) => wanted === 'all' || standing(one, now).replace(' ', '-') === wanted)
    .toSorted((left, right) => (left.one.dueAt ?? Infinity) - (right.one.dueAt ?? Infinity) || 0);
  return paged(asked, 'obligations', found, {
    nameOf: ({ thisCase, one }) => `${thisCase.id}.${one.name}`,
    answer: ({ thisCase, one }) => obligationAnswer(thisCase, one, now),
  });
}

async function listHistory(asked: AskedByToken, stored: StoredCase): Promise<Reply> {
  const lines = await asked.dashboard.store.readHistory(stored.case.id);
  return paged(asked, 'history', lines, { nameOf: ({ version }) => String(version), answer: historyAnswer });
}

/** The same answer for a case that is none, one out of scope, and one that the token's maker does not maintain. */
async function ofCase(asked: AskedByToken, answer: (stored: StoredCase) => Reply | Promise<Reply>): Promise<Reply> {
  const id = findCaseId(asked.param('case'));
  const stored = id === undefined ? undefined : await asked.dashboard.store.readCase(id);
  const isShown =
    stored !== undefined && isInScope(asked.key, stored.case.repository) && (await asked.visibility.maintains(asked.key.login, stored));
  return isShown ? answer(stored) : problem(404, 'There is no such case', 'Or this token does not show it.');
}

/** Errors: throws GitHubFailure when it cannot be found out whether the token's maker is still a maintainer; then nothing is shown. */
async function shownTo({ dashboard, visibility, key, query }: AskedByToken): Promise<readonly StoredCase[]> {
  const only = query.get('repository')?.toLowerCase();
  const shown: StoredCase[] = [];
  for (const stored of await dashboard.store.readCases()) {
    const { repository: name } = stored.case;
    const isWanted = isInScope(key, name) && (only === undefined || only === name);
    if (isWanted && (await visibility.maintains(key.login, stored))) shown.push(stored);
  }
  return shown;
}

function asOneCase({ dashboard, outlookOf }: AskedByToken, stored: StoredCase): Json {
  const now = dashboard.clock.now();
  return caseAnswer(outlookOf({ stored, view: 'maintainer' }, now), now, dashboard.url);
}

type Listing<One> = { readonly nameOf: (one: One) => string; readonly answer: (one: One) => Json };

function paged<One>({ query, path }: AskedByToken, name: string, all: readonly One[], { nameOf, answer }: Listing<One>): Reply {
  const page: Page | undefined = readPage(query);
  if (page === undefined) return badParameter(limit);
  const part = pageOf(all, page, nameOf);
  if (part === undefined) return badParameter(after);
  return json({ [name]: part.shown.map(answer), next: part.next === undefined ? null : nextPath(path, query, part.next) });
}

function nextPath(path: string, query: URLSearchParams, afterName: string): string {
  const following = new URLSearchParams(query);
  following.set('after', afterName);
  return `${path}?${following.toString()}`;
}

function badParameter({ name, allowed }: Parameter): Reply {
  return problem(400, `The parameter ${name} is not one that can be used`, `It must be ${allowed.replaceAll('`', '')}.`);
}

function json(value: Json): Reply {
  return { kind: 'file', contentType: 'application/json; charset=utf-8', text: `${JSON.stringify(value, undefined, 2)}\n`, tagged: true };
}
