/** `fixlead …`: one file per command under `cli/`, loaded when it is asked for. */
import type { CliStreams } from './cli/line-by-line.ts';

type Command = {
  readonly name: string;
  readonly help: string;
  readonly load: () => Promise<{ run: (args: readonly string[], streams: CliStreams) => Promise<number> }>;
};

const commands: readonly Command[] = [
  { name: 'start', help: 'run the app; reads the environment, and .env', load: () => import('./cli/start.ts') },
  { name: 'drill', help: 'a real case on a simulated GitHub, with the clock run fast', load: () => import('./cli/drill.ts') },
  { name: 'setup', help: 'make the GitHub App in the browser, and see what is still to be done', load: () => import('./cli/setup.ts') },
  { name: 'doctor', help: 'OWNER/NAME: whether all is set up, and what mends what is not', load: () => import('./cli/doctor.ts') },
  { name: 'policy', help: 'check FILE…, show FILE, simulate FILE TIMELINE: the rules file', load: () => import('./cli/policy.ts') },
  {
    name: 'case',
    help: 'list | show ID | why ID | history ID | retrospective ID | export ID: what the store knows',
    load: () => import('./cli/case.ts'),
  },
  { name: 'report', help: 'how long things took', load: () => import('./cli/report.ts') },
  { name: 'parked', help: 'work that was given up and needs a person', load: () => import('./cli/parked.ts') },
  { name: 'retry', help: 'KEY: gives parked work another set of tries', load: () => import('./cli/retry.ts') },
  { name: 'token', help: 'create | list | revoke ID: tokens of the JSON API', load: () => import('./cli/token.ts') },
  { name: 'store', help: 'move FILE URL: from SQLite to PostgreSQL, checked', load: () => import('./cli/store.ts') },
  { name: 'evidence', help: 'how a CI outside GitHub says how a test went, or --send it', load: () => import('./cli/evidence.ts') },
  { name: 'cvss', help: 'score CVSS vectors', load: () => import('./cli/cvss.ts') },
  { name: 'due', help: 'count business days', load: () => import('./cli/due.ts') },
  { name: 'parse', help: 'read the commands in comments', load: () => import('./cli/parse.ts') },
];

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help') {
    process.stdout.write(`${usage()}\n`);
    return 0;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) {
    process.stderr.write(`fixlead: there is no command "${name.slice(0, 40)}".\n${usage()}\n`);
    return 2;
  }
  const { run } = await command.load();
  return run(args, process);
}

function usage(): string {
  return ['fixlead COMMAND [--json]', ...commands.map((command) => `  ${command.name.padEnd(9)} ${command.help}`)].join('\n');
}
