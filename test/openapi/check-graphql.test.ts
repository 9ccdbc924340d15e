import { describe, expect, it } from '@jest/globals';
import { checkGraphql } from './check-graphql.ts';

function problemsOf(query: string, variables: Readonly<Record<string, unknown>> = {}): readonly string[] {
  return checkGraphql({ method: 'POST', path: '/graphql', requestBody: { query, variables }, status: 200 });
}

describe('a GraphQL question', () => {
  it.each([
    {
      name: 'asks for nothing but what is documented',
      query: '{ repository(owner: "a", name: "b") { id discussions(first: 1) { nodes { url } } } }',
      says: [],
    },
    {
      name: 'asks for a field that there is not',
      query: '{ repository(owner: "a", name: "b") { discussions(first: 1) { nodes { link } } } }',
      says: ['graphql: Discussion has no field link'],
    },
    {
      name: 'asks something of the wrong thing',
      query: '{ repository(owner: "a", name: "b") { url } }',
      says: ['graphql: Repository has no field url'],
    },
  ])('$name', ({ query, says }) => {
    expect(problemsOf(query)).toEqual(says);
  });

  it('that leaves out what an input needs, or a variable, is found out', () => {
    const query = 'mutation ($input: CreateDiscussionInput!) { createDiscussion(input: $input) { discussion { url } } }';
    const input = { repositoryId: 'R', categoryId: 'C', title: 'T', body: 'B' };
    expect(problemsOf(query, { input })).toEqual([]);
    expect(problemsOf(query, { input: { ...input, body: undefined, text: 'B' } })).toHaveLength(1);
    expect(problemsOf(query)).toContain('graphql: variable input is missing');
    expect(problemsOf(query, { input, more: 1 })).toEqual(['graphql: variable more is not declared']);
  });
});
