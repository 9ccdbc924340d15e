#!/usr/bin/env node
// Starts the TypeScript sources under Node 24 or newer, which run them without a build step.
// On an older Node it starts itself again under the Node 24 binary that `npm ci` installed as an optional dependency.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const [major] = process.versions.node.split('.').map(Number);
const args = process.argv.length > 2 ? process.argv.slice(2) : ['src/cli.ts'];
const env = { ...process.env };
const node = major >= 24 ? process.execPath : bundledNode();
// What was compiled once is found again: half of a start is reading and compiling. Where it cannot be written there is none, and no harm.
env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/fixlead-compiled');
env.PATH = `${dirname(node)}${delimiter}${env.PATH ?? ''}`;

const child = spawn(node, args, { stdio: 'inherit', env });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));

function bundledNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${platform}-${process.arch}/package.json`);
    return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    console.error(
      `Fixlead needs Node 24 or newer; this is Node ${process.versions.node}. Install Node 24, or run "npm ci" with optional dependencies.`,
    );
    process.exit(1);
  }
}
