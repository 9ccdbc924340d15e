/** `fixlead evidence`: how a CI outside GitHub says how a test of a fix went; with `--send` it says it. */
import { randomUUID } from 'node:crypto';
import { signatureOf } from '../adapters/evidence/signature.ts';
import { readStatement } from '../adapters/evidence/statement.ts';
import { repositoryName } from '../core/ids.ts';
import { audienceOf, readEvidenceSettings } from '../settings/evidence-settings.ts';
import { actionsSnippet, shellScript, type Telling } from './evidence-words.ts';
import { printLine, type CliStreams } from './line-by-line.ts';
import { readArguments } from './read-arguments.ts';
import { readEnvFile } from './read-env-file.ts';

const usage = `Usage: fixlead evidence OWNER/NAME CHECK --to URL [--json]
       fixlead evidence OWNER/NAME CHECK --to URL --send --sha SHA --tree TREE --conclusion WORD [--page URL]

Prints a shell script and a snippet for GitHub Actions that tell the app at URL how CHECK went on a commit of the fix
repository OWNER/NAME. With --send it tells it now, signed with the key of that repository in FIXLEAD_EVIDENCE_KEYS.

  --to URL         where the app is reached, such as https://fixlead.example.org
  --app-id NUMBER  the number of the App, for the snippet; APP_ID of the environment unless given
  --json           one JSON object

The exit code is 0 when it was printed or taken, 1 when the app did not take it, 2 when the command is wrong.`;

const options = {
  to: { type: 'string' },
  'app-id': { type: 'string' },
  send: { type: 'boolean', default: false },
  sha: { type: 'string' },
  tree: { type: 'string' },
  conclusion: { type: 'string' },
  page: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export async function run(args: readonly string[], streams: CliStreams): Promise<number> {
  const read = readArguments({ args: [...args], options, allowPositionals: true });
  if (!read.ok) return wrong(streams, read.message);
  if (read.values.help) return print(streams, usage);
  const [repository = '', check = '', ...more] = read.positionals;
  const app = addressIn(read.values.to);
  if (more.length > 0 || !/^[\w-]{1,39}\/[\w.-]{1,100}$/.test(repository) || check === '')
    return wrong(streams, 'Name the fix repository as OWNER/NAME, and one check in quotes.');
  if (app === undefined) return wrong(streams, 'Say with --to where the app is reached, by an address that begins with https://.');
  const unread = readEnvFile();
  if (unread !== undefined) return wrong(streams, unread);
  const { send, sha, tree, conclusion, page, json } = read.values;
  if (send) return sendNow(streams, app, { repository, check, sha, tree, conclusion, ...(page !== undefined && { url: page }) });
  const appId = read.values['app-id'] ?? process.env.APP_ID ?? '';
  if (!/^[1-9]\d{0,15}$/.test(appId)) return wrong(streams, 'Say with --app-id, or in APP_ID, which number the App has.');
  const telling: Telling = { repository, check, app, audience: audienceOf(Number(appId)) };
  return printHow(streams, telling, json);
}

/** Over TLS, or to this machine. */
function addressIn(text = ''): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname));
  return isSafe && /^[\w.~:/[\]-]+$/.test(text) ? text.replace(/\/$/, '') : undefined;
}

async function printHow(streams: CliStreams, telling: Telling, json: boolean): Promise<number> {
  const [shell, actions] = [shellScript(telling), actionsSnippet(telling)];
  if (json) return print(streams, JSON.stringify({ ...telling, shell, actions }));
  return print(streams, `── Any CI with a shell ──\n\n${shell}\n── GitHub Actions ──\n\n${actions}`);
}

async function sendNow(streams: CliStreams, app: string, statement: Readonly<Record<string, string | undefined>>): Promise<number> {
  const body = JSON.stringify(statement);
  const readable = readStatement(Buffer.from(body));
  if ('problem' in readable) return wrong(streams, readable.problem);
  const problems: string[] = [];
  const { keys } = readEvidenceSettings(process.env, (problem) => void problems.push(problem));
  if (problems.length > 0) return wrong(streams, problems.join('\n'));
  const key = keys.get(repositoryName(readable.repository));
  if (key === undefined) return wrong(streams, `FIXLEAD_EVIDENCE_KEYS has no key of ${readable.repository}.`);
  const [timestamp, id] = [String(Math.floor(Date.now() / 1_000)), randomUUID()];
  const headers = {
    ...{ 'content-type': 'application/json', 'x-fixlead-repository': readable.repository },
    ...{ 'x-fixlead-timestamp': timestamp, 'x-fixlead-id': id },
    'x-fixlead-signature': `v1=${signatureOf(key.reveal(), { timestamp, id, bytes: body })}`,
  };
  const answer = await post(`${app}/api/evidence`, headers, body);
  if (answer.ok) return print(streams, answer.words);
  await printLine(streams.stderr, `fixlead: ${answer.words}`);
  return 1;
}

const answerWithinMs = 20_000;

async function post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<{ ok: boolean; words: string }> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(answerWithinMs) });
    const words = (await response.text()).trim().slice(0, 1_000);
    return { ok: response.ok, words: response.ok ? words : `the app answered ${response.status}: ${words}` };
  } catch {
    return { ok: false, words: 'the app does not answer there' };
  }
}

async function print({ stdout }: CliStreams, text: string): Promise<number> {
  await printLine(stdout, text);
  return 0;
}

async function wrong({ stderr }: CliStreams, message: string): Promise<number> {
  await printLine(stderr, `fixlead: ${message}\n\n${usage}`);
  return 2;
}
