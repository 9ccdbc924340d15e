/**
 * `node run.mjs scripts/replicas.ts [COUNT]`: several Fixleads on one PostgreSQL store behind one address on this machine, each in a process
 * of its own. One that dies is started again; HUP starts them anew one after the other, so that there is always one that answers.
 * The settings are those of `fixlead start`; PORT is the one address, and the replicas take the ports after it.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

type Replica = { readonly port: number; child: ChildProcess | undefined; isReady: boolean };

const count = Number(process.argv[2] ?? '3');
const port = Number(process.env.PORT ?? '3000');
const project = join(import.meta.dirname, '..');
const replicas: readonly Replica[] = Array.from({ length: count }, (_, index) => ({
  port: port + 1 + index,
  child: undefined,
  isReady: false,
}));
/** Unit: ms. */
const lookEveryMs = 500;
const restBeforeStartMs = 1_000;
let stopping = false;
let turn = 0;

if (!/^postgres(ql)?:/i.test(process.env.FIXLEAD_STORE ?? '')) {
  process.stderr.write('replicas: FIXLEAD_STORE must be a PostgreSQL database; a SQLite file is for one process.\n');
  process.exit(2);
}
for (const replica of replicas) start(replica);
const front = createServer((near) => {
  const chosen = next();
  if (chosen === undefined) return void near.destroy();
  const far = connect(chosen.port, '127.0.0.1');
  for (const socket of [near, far]) socket.on('error', () => [near, far].forEach((one) => one.destroy()));
  near.pipe(far).pipe(near);
});
front.listen(port, '127.0.0.1', () => process.stdout.write(`replicas: ${count} behind http://127.0.0.1:${port}\n`));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopAll());
process.on('SIGHUP', () => void renewAll());
while (!stopping) {
  for (const replica of replicas) replica.isReady = await answers(replica);
  await sleep(lookEveryMs);
}

/** In turn, of those that are ready. */
function next(): Replica | undefined {
  const ready = replicas.filter(({ isReady }) => isReady);
  turn += 1;
  return ready[turn % ready.length];
}

function start(replica: Replica): void {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(project, 'src/cli.ts'), 'start'], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(replica.port) },
    stdio: 'inherit',
  });
  replica.child = child;
  process.stdout.write(`replicas: started ${child.pid} on ${replica.port}\n`);
  child.once('exit', () => {
    replica.isReady = false;
    if (!stopping && replica.child === child) setTimeout(() => start(replica), restBeforeStartMs);
  });
}

async function answers({ port: at }: Replica): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${at}/readyz`, { signal: AbortSignal.timeout(lookEveryMs * 4) })).ok;
  } catch {
    return false;
  }
}

/** The next one only when the one before it answers again. */
async function renewAll(): Promise<void> {
  for (const replica of replicas) {
    replica.isReady = false;
    const { child } = replica;
    child?.kill('SIGTERM');
    while (replica.child === child || !replica.isReady) await sleep(lookEveryMs / 5);
  }
  process.stdout.write('replicas: all are new\n');
}

async function stopAll(): Promise<void> {
  stopping = true;
  front.close();
  const ended = replicas.flatMap(({ child }) =>
    child?.exitCode === null && child.signalCode === null ? [new Promise((resolve) => child.once('exit', resolve))] : [],
  );
  for (const { child } of replicas) child?.kill('SIGTERM');
  await Promise.all(ended);
  process.exit(0);
}
