/** What must not be found where it does not belong: secrets in logs, in the store and on the disk; the text of a report in logs. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../../src/drill/scenario.ts';
import type { Violation } from '../crash/invariants.ts';

export type Kept = {
  readonly env: Readonly<Record<string, string>>;
  readonly scenario: Scenario;
  readonly log: string;
  readonly store: string;
  readonly dataFolder: string;
};

/** Every installation token of the simulated GitHub begins so, with the number of the App. */
const token = /ghs_\d+_[\w-]{20,}/;

export function secretsFound({ env, scenario, log, store, dataFolder }: Kept): readonly Violation[] {
  const disk = filesIn(dataFolder)
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
  const secret = secretsOf(env);
  return [
    ...found('the log', log, [...secret, ...reportOf(scenario)]),
    ...found('the store', store, secret),
    ...found('the data folder', disk, secret),
  ];
}

function found(where: string, text: string, wanted: readonly Canary[]): readonly Violation[] {
  const named = wanted.filter(({ words }) => text.includes(words)).map(({ name }) => name);
  const all = [...named, ...(token.test(text) ? ['a token of an installation'] : [])];
  return all.map((name) => ({ kind: 'secret', what: `${name} stands in ${where}` }));
}

type Canary = { readonly name: string; readonly words: string };

function secretsOf(env: Kept['env']): readonly Canary[] {
  const key = (env['PRIVATE_KEY'] ?? '').split('\n').filter((line) => line.length > 40);
  return [
    { name: 'the secret of the webhook', words: env['WEBHOOK_SECRET'] ?? '' },
    { name: 'a line of the private key', words: key[1] ?? '' },
    { name: 'the address of a Slack hook', words: env['FIXLEAD_SLACK_ANNOUNCE'] ?? '' },
  ].filter(({ words }) => words.length > 0);
}

/** What people wrote in private, as far as it is long enough to be known again. */
function reportOf({ steps }: Scenario): readonly Canary[] {
  return steps.flatMap(({ does }) => {
    if (does === undefined) return [];
    const texts = 'report' in does ? [does.report.summary, does.report.description] : 'says' in does ? [does.says] : [];
    return texts.flatMap((text) =>
      text.length >= 24 ? [{ name: `"${text.slice(0, 40)}"`, words: JSON.stringify(text).slice(1, -1) }] : [],
    );
  });
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path));
  return paths.filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}
