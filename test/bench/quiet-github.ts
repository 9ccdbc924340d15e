/** A simulated GitHub on which nothing happens, for what is measured to talk to. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startSimulatedGitHub, type SimulatedGitHub } from '../../src/drill/simulated-github/simulated-github.ts';
import { permissions } from '../../src/drill/scenario-world.ts';

export type QuietGitHub = {
  readonly github: SimulatedGitHub;
  /** What a Fixlead needs to talk to it, all but its store. */
  readonly env: Readonly<Record<string, string>>;
  readonly secret: string;
  close(): Promise<void>;
};

const appId = 4711;

export type Wanted = {
  /** An empty folder that the caller removes. */
  readonly folder: string;
  readonly now?: () => number;
  /** Each an organisation of its own with as many repositories, `org-1/repo-1` and so on. */
  readonly organisations?: number;
  readonly repositoriesEach?: number;
};

export async function startQuietGitHub({ folder, now = Date.now, organisations = 1, repositoriesEach = 1 }: Wanted): Promise<QuietGitHub> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const secret = randomBytes(32).toString('hex');
  const app = { id: appId, slug: 'fixlead', publicKeyPem: publicKey, webhookSecret: secret };
  const github = await startSimulatedGitHub({ now, app, gitRoot: folder });
  github.world.addUser('ana');
  for (let organisation = 1; organisation <= organisations; organisation += 1) {
    github.world.addOrganisation(`org-${organisation}`, { owners: ['ana'], members: ['ana'] });
    for (let repository = 1; repository <= repositoriesEach; repository += 1)
      await github.world.addRepository(`org-${organisation}/repo-${repository}`, { files: { 'README.md': '# Widgets\n' } });
    github.world.installApp(`org-${organisation}`, 'all', permissions);
  }
  const env = {
    ...{ APP_ID: String(appId), PRIVATE_KEY: privateKey, WEBHOOK_SECRET: secret },
    ...{ FIXLEAD_GITHUB_API_URL: github.apiUrl, FIXLEAD_DATA: join(folder, 'data'), FIXLEAD_PUBLIC_QUESTIONS: 'none' },
    ...{ HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info' },
  };
  return { github, env, secret, close: () => github.close() };
}
