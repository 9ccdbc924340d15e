import { describe, expect, it } from '@jest/globals';
import type { LoggedRequest } from '../../src/drill/simulated-github/world.ts';
import { figures } from './case-calls.ts';

const ask = (overrides: Partial<LoggedRequest>): LoggedRequest => ({
  ...{ at: 1, method: 'GET', path: '/repos/a/b/issues/1', query: {}, body: undefined, status: 200, actor: 'fixlead[bot]' },
  ...overrides,
});
const patch = (body: string, status = 200) => ask({ method: 'PATCH', body, status });

describe('a call made twice is', () => {
  it.each([
    ['the same page read in full again in one instant', [ask({}), ask({})], 1],
    ['the same change asked for again', [patch('one'), patch('one')], 1],
    ['not another page of it', [ask({ query: { page: '1' } }), ask({ query: { page: '2' } })], 0],
    ['not the same page at another time', [ask({}), ask({ at: 2 })], 0],
    ['not what had not been modified', [ask({}), ask({ status: 304 })], 0],
    ['not the same page after a change of ours', [ask({}), patch('one'), ask({})], 0],
    ['not a change back', [patch('one'), patch('two'), patch('one')], 0],
    ['not a change that GitHub refused before', [patch('one', 502), patch('one')], 0],
    ['not a token', [1, 2].map(() => ask({ method: 'POST', path: '/app/installations/1/access_tokens' })), 0],
  ] as const)('%s', (_, requests, twice) => {
    expect(figures(requests).map(({ measured }) => measured)).toEqual([requests.length, twice]);
  });
});
