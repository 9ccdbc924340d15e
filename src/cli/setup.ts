/** `fixlead setup`: a page on this machine that makes the GitHub App, writes its credentials, and shows what is still to be done. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { envFile, filesInTheWay, keyFile } from '../wiring/app-files.ts';
import { isAddress } from '../dashboard/address.ts';
import { setupApp } from '../dashboard/setup/app.ts';
import { setupFrom, type SetUp } from '../wiring/set-up.ts';
import { readApiUrl, readSettings } from '../settings/settings.ts';
import { printLine, type CliStreams } from './line-by-line.ts';
import { readArguments } from './read-arguments.ts';
import { environmentNow } from './read-env-file.ts';

const usage = `Usage: fixlead setup [--url URL] [--organisation NAME] [--replace] [--listen HOST:PORT] [--page-url URL]

Opens a page that makes the GitHub App and writes ${envFile} and ${keyFile} into this folder, readable by you alone; then it shows
what is still to be done. Where an App is set up here already, it shows just that. It runs until it is stopped with Ctrl+C.

  --url URL            where GitHub and people will reach the app, such as https://fixlead.example.org; the page asks for it
  --organisation NAME  who will own the App; the page asks for it
  --replace            sets up another App: the files that are there are kept as ${envFile}.old and ${keyFile}.old
  --listen HOST:PORT   where the page is served; 127.0.0.1:3001 unless given
  --page-url URL       where your browser reaches it, if that is elsewhere: https, or this machine`;

const options = {
  url: { type: 'string', default: '' },
  organisation: { type: 'string', default: '' },
  replace: { type: 'boolean', default: false },
  listen: { type: 'string', default: '127.0.0.1:3001' },
  'page-url': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Exit code 0: it was stopped; 1: the port cannot be had; 2: the command or the environment is wrong. */
export async function run(args: readonly string[], streams: CliStreams): Promise<number> {
  const read = readArguments({ args: [...args], options });
  if (!read.ok) return complain(streams, [read.message]);
  if (read.values.help) return printLine(streams.stdout, usage).then(() => 0);
  const { url, organisation, replace, listen, 'page-url': pageUrl } = read.values;
  const place = /^(.+):(\d{1,5})$/.exec(listen);
  if (place === null) return complain(streams, ['--listen is written HOST:PORT, such as 127.0.0.1:3001']);
  if (pageUrl !== undefined && !isAddress(pageUrl))
    return complain(streams, ['--page-url must be https, or http on this machine, without a path, such as https://fixlead.example.org']);
  const files = filesFor(replace);
  if (!files.ok) return complain(streams, files.problems);
  const server = createServer();
  try {
    await once(server.listen(Number(place[2]), (place[1] ?? '').replace(/^\[|\]$/g, '')), 'listening');
  } catch (cause) {
    await printLine(streams.stderr, `fixlead: the page cannot be served at ${listen}: ${cause instanceof Error ? cause.message : ''}`);
    return 1;
  }
  const origin = (pageUrl ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}`).replace(/\/$/, '');
  return serve(server, streams, { ...files, replace, origin, environment: environmentNow, suggested: { appUrl: url, organisation } });
}

type Files = Pick<SetUp, 'apiUrl' | 'before'>;

/** What is there is never written over: either an App is set up here, or whoever calls has to say what becomes of the files. */
function filesFor(replace: boolean): (Files & { readonly ok: true }) | { readonly ok: false; readonly problems: readonly string[] } {
  const inTheWay = replace ? [] : filesInTheWay(process.cwd());
  const problems: string[] = [];
  const apiUrl = readApiUrl(process.env, (problem) => void problems.push(problem));
  if (inTheWay.length === 0) return problems.length > 0 ? { ok: false, problems } : { ok: true, apiUrl, before: undefined };
  const read = readSettings(environmentNow());
  if (read.ok) return { ok: true, apiUrl: read.settings.githubApiUrl, before: read.settings };
  const there = `there is ${inTheWay.join(' and ')} in this folder already, and the app could not start with it:`;
  const kept = `mend that, or say --replace: what is there is then kept as ${inTheWay.map((name) => `${name}.old`).join(' and ')}`;
  return { ok: false, problems: [there, ...read.problems, kept] };
}

async function serve(server: Server, { stdout }: CliStreams, setUp: SetUp): Promise<number> {
  const app = setupApp(await setupFrom(setUp));
  const listener = getRequestListener((request) => app.fetch(request), { overrideGlobalObjects: false });
  server.on('request', (request, response) => void listener(request, response));
  await printLine(stdout, `Open this page within the hour; it opens once, in one browser:\n\n  ${app.link}\n`);
  const { port } = new URL(app.link);
  await printLine(stdout, `Without a browser on this machine, first: ssh -L ${port}:127.0.0.1:${port} THIS-MACHINE`);
  await printLine(stdout, 'Stop it with Ctrl+C when you are done.');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  server.closeAllConnections();
  server.close();
  return 0;
}

async function complain({ stderr }: CliStreams, problems: readonly string[]): Promise<number> {
  for (const problem of problems) await printLine(stderr, `fixlead: ${problem}`);
  return 2;
}
