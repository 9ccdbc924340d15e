/** As much of the GraphQL interface as discussions need: what is selected is answered, and what there is not is an error. Source: GitHub Docs, "GraphQL API". */
import { z } from 'zod';
import { repositoryFor } from './access.ts';
import { ok, type Answer, type Context } from './api.ts';
import { discussionRoot, startDiscussion } from './discussions.ts';
import { covers } from './look-up.ts';
import { GitHubProblem } from './problems.ts';
import type { Level, Repository } from './world.ts';

const question = z.object({ query: z.string(), variables: z.record(z.string(), z.unknown()).default({}) });
const place = z.object({ owner: z.string(), repo: z.string() });

/** Problems are answered with the status 200, as GraphQL has it. */
export function postGraphql(context: Context): Answer {
  const read = question.safeParse(context.request.body);
  if (!read.success) throw new GitHubProblem(400, 'Problems parsing JSON');
  const { query, variables } = read.data;
  try {
    const root = /^\s*mutation\b/.test(query) ? mutate(context, variables) : look(context, variables);
    return ok({ data: project(root, selectionOf(query), 'Query') });
  } catch (problem) {
    if (!(problem instanceof Refused)) throw problem;
    return ok({ data: null, errors: [{ type: problem.type, message: problem.message, path: [] }] });
  }
}

/** A failure with the type that GraphQL gives it. */
class Refused extends Error {
  readonly type: string | undefined;
  constructor(message: string, type?: string) {
    super(message);
    this.type = type;
  }
}

function look(context: Context, variables: Readonly<Record<string, unknown>>): unknown {
  const { owner, repo } = place.parse(variables);
  const repository = known(context, `${owner}/${repo}`);
  demand(context, repository, 'read');
  return { repository: discussionRoot(context, repository) };
}

function mutate(context: Context, { input }: Readonly<Record<string, unknown>>): unknown {
  const started = startDiscussion(context, input, (repository) => demand(context, repository, 'write'));
  if (started === undefined) throw new Refused("Could not resolve to a node with the global id of 'nothing'", 'NOT_FOUND');
  return { createDiscussion: { discussion: started } };
}

function known({ world, actor }: Context, name: string): Repository {
  try {
    return repositoryFor(world, actor, name);
  } catch {
    throw new Refused(`Could not resolve to a Repository with the name '${name}'.`, 'NOT_FOUND');
  }
}

function demand({ actor }: Context, repository: Repository, level: Level): void {
  if (actor.kind === 'person') return;
  const has = actor.kind === 'installation' && covers(actor.installation, repository) ? actor.permissions['discussions'] : undefined;
  if (has === 'write' || (has !== undefined && level === 'read') || (level === 'read' && !repository.private)) return;
  throw new Refused('Resource not accessible by integration', 'FORBIDDEN');
}

type Selection = { readonly [field: string]: Selection };

/** The fields that a query asks for. Arguments are passed over: here their values come as variables, or are as GitHub has them by default. */
function selectionOf(query: string): Selection {
  const tokens: readonly string[] = query.match(/"[^"]*"|\w+|[^\s\w,]/g) ?? [];
  let at = tokens.indexOf('{', tokens[1] === '(' ? tokens.indexOf(')') : 0);
  const readSet = (): Selection => {
    const fields: Record<string, Selection> = {};
    for (at += 1; at < tokens.length && tokens[at] !== '}'; at += 1) {
      const name = tokens[at] ?? '';
      if (tokens[at + 1] === '(') at = tokens.indexOf(')', at);
      fields[name] = tokens[at + 1] === '{' ? ((at += 1), readSet()) : {};
    }
    return fields;
  };
  return readSet();
}

function project(value: unknown, selection: Selection, type: string): unknown {
  if (Array.isArray(value)) return value.map((one) => project(one, selection, type));
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(selection).map(([name, inner]) => {
      if (!(name in fields)) throw new Refused(`Field '${name}' doesn't exist on type '${type}'`);
      return [name, project(fields[name], inner, name)];
    }),
  );
}
