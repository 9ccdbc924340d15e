// Holds the GraphQL questions against as much of GitHub's GraphQL schema as they touch, written down from its documentation:
// docs.github.com, "Using the GraphQL API for Discussions", and the reference of Repository and CreateDiscussionInput.
import type { Exchange } from './check-exchange.ts';

/** By type, its fields and their types; a scalar has none. */
const types: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Query: { repository: 'Repository' },
  Mutation: { createDiscussion: 'CreateDiscussionPayload' },
  Repository: { id: 'ID', discussionCategories: 'DiscussionCategoryConnection', discussions: 'DiscussionConnection' },
  DiscussionCategoryConnection: { nodes: 'DiscussionCategory', totalCount: 'Int' },
  DiscussionCategory: { id: 'ID', name: 'String', slug: 'String', description: 'String', isAnswerable: 'Boolean' },
  DiscussionConnection: { nodes: 'Discussion', totalCount: 'Int' },
  Discussion: { id: 'ID', number: 'Int', title: 'String', body: 'String', url: 'URI', viewerDidAuthor: 'Boolean', createdAt: 'DateTime' },
  CreateDiscussionPayload: { clientMutationId: 'String', discussion: 'Discussion' },
};
const inputs: Readonly<Record<string, readonly string[]>> = {
  CreateDiscussionInput: ['body', 'categoryId', 'repositoryId', 'title'],
};

/** What is asked that the schema does not know; none means all of it is documented. */
export function checkGraphql({ requestBody }: Exchange): readonly string[] {
  const { query = '', variables = {} } = (requestBody ?? {}) as { query?: string; variables?: Record<string, unknown> };
  const [, kind = 'query', declared = '', selection = ''] =
    /^\s*(query|mutation)?\s*(?:\(([^)]*)\))?\s*(\{[\s\S]*\})\s*$/.exec(query) ?? [];
  return [...checkVariables(declared, variables), ...checkFields(selection, kind === 'query' ? 'Query' : 'Mutation')];
}

function checkVariables(declared: string, given: Readonly<Record<string, unknown>>): readonly string[] {
  const wanted = [...declared.matchAll(/\$(\w+):\s*(\w+)!/g)].map(([, name = '', type = '']) => ({ name, type }));
  const missing = wanted.filter(({ name }) => given[name] === undefined).map(({ name }) => `graphql: variable ${name} is missing`);
  const fields = wanted.flatMap(({ name, type }) => {
    const known = inputs[type];
    const there = Object.keys(given[name] ?? {});
    return known === undefined || known.toSorted().join() === there.toSorted().join() ? [] : [`graphql: ${type} has ${there.join(', ')}`];
  });
  const extra = Object.keys(given).filter((name) => !wanted.some((one) => one.name === name));
  return [...missing, ...fields, ...extra.map((name) => `graphql: variable ${name} is not declared`)];
}

function checkFields(selection: string, root: string): readonly string[] {
  const problems: string[] = [];
  const inside: (string | undefined)[] = [];
  let last: string | undefined = root;
  for (const [token] of selection.replace(/\([^)]*\)/g, '').matchAll(/\w+|[{}]/g)) {
    if (token === '{') inside.push(last);
    else if (token === '}') inside.pop();
    else {
      const type = inside.at(-1) ?? '';
      last = types[type]?.[token];
      if (last === undefined) problems.push(`graphql: ${type} has no field ${token}`);
    }
  }
  return problems;
}
