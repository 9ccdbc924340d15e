import { describe, expect, it } from '@jest/globals';
import type { Exchange } from './check-exchange.ts';
import { checkExchange } from './check-exchange.ts';
import { advisoryCommentSample, advisorySample, repositorySample, userSample } from './github-samples.ts';
import { operationNames } from './operations.ts';

const repo = '/repos/octo-org/octo-repo';
const ghsaId = 'GHSA-2222-3333-4444';
const advisories = `${repo}/security-advisories`;
const advisory = `${advisories}/${ghsaId}`;
const draft = { summary: 'Path traversal', description: 'Climbs out.', vulnerabilities: [{ package: { ecosystem: 'npm', name: 'octo' } }] };
const notFound = { message: 'Not Found', documentation_url: 'https://docs.github.com/rest', status: '404' };
const invalid = { message: 'Validation Failed', documentation_url: 'https://docs.github.com/rest' };

const documented: readonly (Exchange & { readonly name: string })[] = [
  {
    name: 'a page of advisories',
    method: 'GET',
    path: advisories,
    query: { state: 'triage', per_page: '100' },
    status: 200,
    responseBody: [advisorySample(ghsaId)],
  },
  {
    name: 'one advisory with its count of comments',
    method: 'GET',
    path: advisory,
    status: 200,
    responseBody: { ...advisorySample(ghsaId), comments: 2 },
  },
  { name: 'nothing new since the ETag', method: 'GET', path: advisories, status: 304 },
  { name: 'a draft', method: 'POST', path: advisories, requestBody: draft, status: 201, responseBody: advisorySample(ghsaId) },
  {
    name: 'a private report',
    method: 'POST',
    path: `${advisories}/reports`,
    requestBody: draft,
    status: 201,
    responseBody: advisorySample(ghsaId),
  },
  {
    name: 'a new state',
    method: 'PATCH',
    path: advisory,
    requestBody: { state: 'published' },
    status: 200,
    responseBody: advisorySample(ghsaId),
  },
  { name: 'a CVE request', method: 'POST', path: `${advisory}/cve`, status: 202, responseBody: {} },
  {
    name: 'a temporary fork',
    method: 'POST',
    path: `${advisory}/forks`,
    status: 202,
    responseBody: repositorySample('octo-org/octo-repo-ghsa-2222-3333-4444'),
  },
  {
    name: 'comments since a moment',
    method: 'GET',
    path: `${advisory}/comments`,
    query: { since: '2026-03-01T00:00:00Z' },
    status: 200,
    responseBody: [advisoryCommentSample(7)],
  },
  { name: 'one comment', method: 'GET', path: `${advisory}/comments/7`, status: 200, responseBody: advisoryCommentSample(7) },
  {
    name: 'a comment of ours',
    method: 'POST',
    path: `${advisory}/comments`,
    requestBody: { body: 'Thank you.' },
    status: 201,
    responseBody: advisoryCommentSample(8),
  },
  {
    name: 'a comment corrected',
    method: 'PATCH',
    path: `${advisory}/comments/8`,
    requestBody: { body: 'Thanks.' },
    status: 200,
    responseBody: advisoryCommentSample(8),
  },
  {
    name: 'a comment whose author is gone',
    method: 'GET',
    path: `${advisory}/comments/7`,
    status: 200,
    responseBody: { ...advisoryCommentSample(7), user: null },
  },
  { name: 'a repository', method: 'GET', path: repo, status: 200, responseBody: repositorySample('octo-org/octo-repo') },
  { name: 'a ref with unencoded slashes', method: 'GET', path: `${repo}/git/ref/heads/fix/one`, status: 404, responseBody: notFound },
  { name: 'a ref with encoded slashes', method: 'GET', path: `${repo}/git/ref/heads%2Ffix%2Fone`, status: 404, responseBody: notFound },
  {
    name: 'the check runs of a branch',
    method: 'GET',
    path: `${repo}/commits/fix/one/check-runs`,
    status: 200,
    responseBody: { total_count: 0, check_runs: [] },
  },
  {
    name: 'labels',
    method: 'POST',
    path: `${repo}/issues/7/labels`,
    requestBody: { labels: ['security'] },
    status: 200,
    responseBody: [],
  },
  { name: 'a collaborator removed', method: 'DELETE', path: `${repo}/collaborators/ana`, status: 204 },
  { name: 'a permission missing, on an operation that lists no 403', method: 'GET', path: '/app', status: 403, responseBody: notFound },
  { name: 'too many requests, which no operation lists', method: 'GET', path: '/app', status: 429, responseBody: notFound },
  {
    name: 'an invalid value with its list of errors',
    method: 'PATCH',
    path: advisory,
    requestBody: { state: 'published' },
    status: 422,
    responseBody: { ...invalid, errors: [{ code: 'custom', value: null }] },
  },
  { name: 'an outage with a page of HTML', method: 'GET', path: '/app', status: 502, responseBody: '<html></html>' },
  { name: 'an outage with nothing', method: 'GET', path: '/app', status: 503 },
];

const undocumented: readonly (Exchange & { readonly name: string; readonly problem: string })[] = [
  { name: 'an operation outside the slice', method: 'DELETE', path: advisory, status: 204, problem: 'is no operation of the slice' },
  {
    name: 'an operation behind a ref with slashes',
    method: 'GET',
    path: `${repo}/commits/main/status`,
    status: 200,
    responseBody: {},
    problem: 'is no operation of the slice',
  },
  {
    name: 'a path one segment too long',
    method: 'GET',
    path: `${advisory}/history`,
    status: 200,
    responseBody: {},
    problem: 'is no operation of the slice',
  },
  {
    name: 'a query parameter GitHub does not know',
    method: 'GET',
    path: advisories,
    query: { page: '2' },
    status: 200,
    responseBody: [],
    problem: 'query parameter page is unknown',
  },
  {
    name: 'a query value outside its list',
    method: 'GET',
    path: advisories,
    query: { state: 'open' },
    status: 200,
    responseBody: [],
    problem: 'query parameter state must be equal to one of the allowed values',
  },
  {
    name: 'a number that is none',
    method: 'GET',
    path: advisories,
    query: { per_page: 'all' },
    status: 200,
    responseBody: [],
    problem: 'query parameter per_page must be integer',
  },
  {
    name: 'a page that is too large',
    method: 'GET',
    path: advisories,
    query: { per_page: '101' },
    status: 200,
    responseBody: [],
    problem: 'query parameter per_page must be <= 100',
  },
  {
    name: 'a moment without a time',
    method: 'GET',
    path: `${advisory}/comments`,
    query: { since: '2026-03-01' },
    status: 200,
    responseBody: [],
    problem: 'query parameter since must match format "date-time"',
  },
  {
    name: 'a path value of the wrong type',
    method: 'GET',
    path: `${repo}/issues/seven`,
    status: 404,
    responseBody: notFound,
    problem: 'path parameter issue_number must be integer',
  },
  {
    name: 'a draft without a vulnerability',
    method: 'POST',
    path: advisories,
    requestBody: { summary: 's', description: 'd' },
    status: 422,
    responseBody: invalid,
    problem: "request must have required property 'vulnerabilities'",
  },
  {
    name: 'a state nobody may write',
    method: 'PATCH',
    path: advisory,
    requestBody: { state: 'withdrawn' },
    status: 422,
    responseBody: invalid,
    problem: 'request/state must be equal to one of the allowed values',
  },
  {
    name: 'a misspelt field of a request GitHub would ignore',
    method: 'POST',
    path: `${repo}/issues`,
    requestBody: { title: 't', lables: [] },
    status: 422,
    responseBody: invalid,
    problem: 'request field lables is unknown',
  },
  {
    name: 'a request without its body',
    method: 'POST',
    path: `${advisory}/comments`,
    status: 422,
    responseBody: invalid,
    problem: 'the request needs a body',
  },
  {
    name: 'a request with a body nobody reads',
    method: 'POST',
    path: `${advisory}/cve`,
    requestBody: {},
    status: 202,
    responseBody: {},
    problem: 'the request takes no body',
  },
  {
    name: 'a status the operation does not have',
    method: 'POST',
    path: advisories,
    requestBody: draft,
    status: 200,
    responseBody: advisorySample(ghsaId),
    problem: 'status 200 is not documented; there are: 201, 403, 404, 422',
  },
  {
    name: 'a field of the wrong type',
    method: 'GET',
    path: advisory,
    status: 200,
    responseBody: { ...advisorySample(ghsaId), summary: 7 },
    problem: 'answer 200/summary must be string',
  },
  {
    name: 'a field an advisory does not have',
    method: 'GET',
    path: advisory,
    status: 200,
    responseBody: { ...advisorySample(ghsaId), reporter: 'ana' },
    problem: 'answer 200 must NOT have additional properties: "reporter"',
  },
  {
    name: 'null where the description allows none',
    method: 'GET',
    path: advisory,
    status: 200,
    responseBody: { ...advisorySample(ghsaId), identifiers: null },
    problem: 'answer 200/identifiers must be array',
  },
  {
    name: 'an ecosystem that is empty',
    method: 'GET',
    path: advisory,
    status: 200,
    responseBody: {
      ...advisorySample(ghsaId),
      vulnerabilities: [
        { package: { ecosystem: '', name: '' }, vulnerable_version_range: null, patched_versions: null, vulnerable_functions: null },
      ],
    },
    problem: 'answer 200/vulnerabilities/0/package/ecosystem must be equal',
  },
  {
    name: 'a user without a login, behind "or null"',
    method: 'GET',
    path: advisory,
    status: 200,
    responseBody: { ...advisorySample(ghsaId), author: { ...userSample('ana'), login: undefined } },
    problem: "answer 200/author must have required property 'login'",
  },
  {
    name: 'a moment without a zone',
    method: 'GET',
    path: advisory,
    status: 200,
    responseBody: { ...advisorySample(ghsaId), updated_at: '2026-03-02 09:00' },
    problem: 'answer 200/updated_at must match format "date-time"',
  },
  {
    name: 'a comment without its last change',
    method: 'GET',
    path: `${advisory}/comments/7`,
    status: 200,
    responseBody: { ...advisoryCommentSample(7), updated_at: undefined },
    problem: "answer 200 must have required property 'updated_at'",
  },
  { name: 'an answer that should have a body', method: 'GET', path: advisory, status: 200, problem: 'answer 200 needs a body' },
  {
    name: 'an answer that should have none',
    method: 'GET',
    path: advisory,
    status: 304,
    responseBody: {},
    problem: 'answer 304 has no body',
  },
  {
    name: 'an error in a shape of its own',
    method: 'GET',
    path: advisory,
    status: 404,
    responseBody: { message: ['Not Found'] },
    problem: 'answer 404/message must be string',
  },
];

describe('checkExchange', () => {
  it.each(documented)('passes $name', (exchange) => {
    expect(checkExchange(exchange)).toEqual([]);
  });

  it.each(undocumented)('reports $name', ({ problem, ...exchange }) => {
    expect(checkExchange(exchange)).toEqual([expect.stringContaining(problem)]);
  });

  it('reports every problem of one exchange, each with its operation', () => {
    const problems = checkExchange({ method: 'get', path: advisories, query: { page: '1', state: 'open' }, status: 200, responseBody: {} });
    expect(problems).toHaveLength(3);
    expect(problems.every((problem) => problem.startsWith('GET /repos/{owner}/{repo}/security-advisories: '))).toBe(true);
  });

  it.each(operationNames)('has schemas that compile for %s', (name) => {
    const [method = '', template = ''] = name.split(' ');
    const path = template.replaceAll(/\{[^{}]+\}/g, '1');
    expect(() => checkExchange({ method, path, requestBody: {}, status: 200, responseBody: {} })).not.toThrow();
    expect(checkExchange({ method, path, requestBody: {}, status: 299, responseBody: {} }).join()).toContain(
      'status 299 is not documented',
    );
  });
});
