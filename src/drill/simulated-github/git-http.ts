/** Git over smart HTTP, by git's own `http-backend`. What a push changed is told as GitHub tells it. */
import type { Answer, ApiRequest } from './api.ts';
import { repositoryFor } from './access.ts';
import { runGit } from './git.ts';
import { GitHubProblem, notAllowed } from './problems.ts';
import { announceRefChanges } from './ref-changes.ts';
import { actorName, atLeast, roleOf } from './roles.ts';
import { readRefs } from './refs.ts';
import type { Actor, Repository, World } from './world.ts';

const gitPath = /^\/([^/]+\/[^/]+)\.git\/(info\/refs|git-upload-pack|git-receive-pack)$/;
const pushes = new WeakMap<World, Promise<unknown>>();

export const isGitPath = (path: string) => gitPath.test(path);

export async function answerGit(world: World, actor: Actor, request: ApiRequest, body: Buffer): Promise<Answer> {
  const [, name = '', endpoint = ''] = gitPath.exec(request.path) ?? [];
  const isPush = endpoint === 'git-receive-pack' || request.query.get('service') === 'git-receive-pack';
  const repository = open(world, actor, name, isPush);
  const call = () => backend(world, repository, request, endpoint, body);
  if (endpoint === 'git-upload-pack' && body.includes('command=ls-refs')) return remembered(repository, body.toString('latin1'), call);
  if (endpoint === 'info/refs' && !isPush && request.headers['git-protocol'] === 'version=2') return remembered(repository, '', call);
  if (endpoint !== 'git-receive-pack') return call();
  return inTurn(world, async () => {
    const before = await readRefs(repository.folder);
    const answer = await call();
    await announceRefChanges({ world, repository, by: actorName(world, actor) }, before);
    return answer;
  });
}

const answers = new WeakMap<Repository, Map<string, Answer>>();
const mostAnswers = 200;

/**
 * The same question about the same refs has the same answer: what the protocol can do, and what the names stand for. Looks ask it all the
 * time, and starting git takes long. Source: gitprotocol-v2(5).
 */
async function remembered(repository: Repository, question: string, ask: () => Promise<Answer>): Promise<Answer> {
  const known = answers.get(repository) ?? new Map<string, Answer>();
  answers.set(repository, known);
  const refs = JSON.stringify([...(await readRefs(repository.folder))]);
  const key = [repository.defaultBranch, refs, question].join('\n');
  const answer = known.get(key) ?? (await ask());
  if (known.size >= mostAnswers) known.clear();
  if (answer.status === 200) known.set(key, answer);
  return answer;
}

/** One push at a time, so that what each one changed can be told apart. */
function inTurn<T>(world: World, work: () => Promise<T>): Promise<T> {
  const turn = (pushes.get(world) ?? Promise.resolve()).then(work, work);
  pushes.set(
    world,
    turn.catch(() => undefined),
  );
  return turn;
}

function open(world: World, actor: Actor, name: string, isPush: boolean): Repository {
  if (actor.kind === 'anonymous') {
    const repository = isPush
      ? undefined
      : world.repositories.find((candidate) => `${candidate.owner}/${candidate.name}` === name && !candidate.private);
    if (!repository) throw new GitHubProblem(401, 'Authentication required', { headers: { 'www-authenticate': 'Basic realm="GitHub"' } });
    return repository;
  }
  const repository = repositoryFor(world, actor, name);
  if (actor.kind === 'installation') {
    const level = actor.permissions['contents'];
    if (level === undefined || (isPush && level !== 'write')) throw notAllowed('Permission to the repository denied.');
  }
  if (isPush && repository.archived) throw notAllowed('This repository was archived so it is read-only.');
  if (isPush && actor.kind === 'person' && !atLeast(roleOf(world, repository, actor.login), 'write'))
    throw notAllowed(`Permission denied to ${actor.login}.`);
  return repository;
}

async function backend(world: World, repository: Repository, request: ApiRequest, endpoint: string, body: Buffer): Promise<Answer> {
  const header = (name: string) => String(request.headers[name] ?? '');
  const settings = [
    ['http.receivepack', 'true'],
    ['uploadpack.allowFilter', 'true'],
    ['uploadpack.allowAnySHA1InWant', 'true'],
    ['receive.denyDeleteCurrent', 'ignore'],
    ['gc.auto', '0'],
    ['receive.autogc', 'false'],
  ].flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { stdout } = await runGit(world.gitRoot, [...settings, 'http-backend'], {
    input: body,
    // Refused within the protocol, such as for a commit that is not there: the reason is in the answer.
    accept: [1, 128],
    env: {
      GIT_PROJECT_ROOT: world.gitRoot,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: `/${repository.id}.git/${endpoint}`,
      REQUEST_METHOD: request.method,
      QUERY_STRING: request.query.toString(),
      CONTENT_TYPE: header('content-type'),
      CONTENT_LENGTH: String(body.length),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      GIT_PROTOCOL: header('git-protocol'),
      REMOTE_USER: 'git',
      REMOTE_ADDR: '127.0.0.1',
    },
  });
  return readCgi(stdout);
}

/** Headers, an empty line, the body; the status, if not 200, is a header too. Source: RFC 3875, §6. */
function readCgi(output: Buffer): Answer {
  const end = output.indexOf('\r\n\r\n');
  const headers = Object.fromEntries(
    output
      .subarray(0, end)
      .toString('utf8')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const { status, ...rest } = headers;
  return { status: status === undefined ? 200 : Number.parseInt(status, 10), headers: rest, body: output.subarray(end + 4) };
}
