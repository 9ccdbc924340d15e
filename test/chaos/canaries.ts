/** What must not be found where it does not belong: secrets in logs, in the store and on the disk; the text of a report in logs. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario } from '../../src/drill/scenario.ts';
import type { Violation } from './violation.ts';

const canary = (of: string): string => `canary-of-${of}-3f9c1d7ae2`.padEnd(40, '0');

/** Everything secret that an operator may give, besides what the drill itself gives; each is looked for afterwards. */
const given = {
  FIXLEAD_METRICS_TOKEN: canary('metrics'),
  FIXLEAD_URL: 'https://fixlead.widget.example',
  GITHUB_CLIENT_ID: 'Iv23canary',
  GITHUB_CLIENT_SECRET: canary('client'),
  FIXLEAD_SESSION_KEY: canary('session'),
  FIXLEAD_SLACK_BOT_TOKEN: `xoxb-${canary('bot')}`,
  FIXLEAD_WEB_HOOK_CANARY_SECRET: canary('web-hook'),
} as const;
const mailPassword = canary('mail');

/** What the app is started with: every secret there is, and a log that leaves out nothing. */
export function withCanaries(env: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const hook = env['FIXLEAD_SLACK_ANNOUNCE'] ?? '';
  return {
    ...env,
    ...given,
    FIXLEAD_WEB_HOOK_CANARY_URL: hook.replace(/announce$/, canary('address')),
    FIXLEAD_SMTP_URL: (env['FIXLEAD_SMTP_URL'] ?? '').replace('//', `//fixlead:${mailPassword}@`),
    LOG_LEVEL: 'debug',
  };
}

export type Kept = {
  readonly env: Readonly<Record<string, string>>;
  readonly scenario: Scenario;
  readonly log: string;
  readonly store: string;
  readonly dataFolder: string;
};

/** Every installation token of the simulated GitHub begins so, with the number of the App; git sends it behind `x-access-token:`, in base64. */
const token = /ghs_\d+_[\w-]{20,}|eC1hY2Nlc3MtdG9rZW46/;

export function secretsFound({ env, scenario, log, store, dataFolder }: Kept): readonly Violation[] {
  const disk = filesIn(dataFolder)
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
  const secret = secretsOf(env);
  return [
    // Nothing is found where nothing was looked at.
    ...(log === '' ? [{ kind: 'secret', what: 'there is no log to look for secrets in' } as const] : []),
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
  const named = Object.entries({ ...env, ...given }).filter(([name]) => /SECRET|TOKEN|SESSION_KEY|SLACK_ANNOUNCE/.test(name));
  return [
    ...named.map(([name, words]) => ({ name, words })),
    ...key.map((words, index) => ({ name: `line ${index + 1} of the private key`, words })),
    { name: 'the password of the mail server', words: mailPassword },
    { name: 'the address of a web hook', words: canary('address') },
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
