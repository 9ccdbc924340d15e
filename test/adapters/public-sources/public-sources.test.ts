// Public lists and databases over real HTTP on this machine: what is asked, how often, and what is concluded.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import nock from 'nock';
import { publicSources } from '../../../src/adapters/public-sources/public-sources.ts';
import type { Log } from '../../../src/engine/ports/clock.ts';
import type { PublicSources } from '../../../src/engine/ports/github.ts';

const ghsa = 'GHSA-2222-3333-4444';
const cve = 'CVE-2026-12345';
const minute = 60_000;

type Answer = { readonly status?: number; readonly text?: string; readonly headers?: Record<string, string> };

let now = 0;
let asked: { readonly path: string; readonly ifNoneMatch: string | undefined }[];
let answers: Map<string, Answer>;
let warned: string[];
let sources: PublicSources;
let close: () => Promise<void>;

beforeEach(async () => {
  if (nock.isActive()) nock.restore();
  asked = [];
  answers = new Map();
  warned = [];
  now = 1_000;
  const server = createServer((request, response) => {
    const { url: path = '', headers } = request;
    asked.push({ path, ifNoneMatch: headers['if-none-match'] });
    const { status = 200, text = '', headers: sent = {} } = answers.get(path) ?? { status: 404 };
    response.writeHead(status, sent).end(text);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const log = { warn: (facts: Record<string, unknown>) => void warned.push(String(facts['error'])) } as unknown as Log;
  const settings = { lists: [`${base}/list`], questions: [`${base}/vulns/{id}`], allowPrivate: true };
  sources = publicSources(settings, { now: () => now, log });
  close = () => new Promise((done) => void server.close(() => done()));
});
afterEach(() => close());

const paths = () => asked.map(({ path }) => path);

describe('a public list', () => {
  it('is read whole, so that nobody learns what is looked for, and names what stands in it', async () => {
    answers.set('/list', { text: `2026-03-02T09:00:00Z,npm/ghsa-2222-3333-4444\n{"cveId":"CVE-2026-123456"}` });
    expect(await sources.listed([ghsa, cve])).toEqual([{ id: ghsa, where: expect.stringContaining('/list') as unknown }]);
    expect(paths()).toEqual(['/list']);
  });

  it('is asked for once in ten minutes, for however many cases, and then only whether it has changed', async () => {
    answers.set('/list', { text: cve, headers: { etag: '"one"' } });
    await sources.listed([ghsa]);
    expect(await sources.listed([cve])).toHaveLength(1);
    now += 11 * minute;
    answers.set('/list', { status: 304 });
    expect(await sources.listed([cve])).toHaveLength(1);
    expect(asked.map(({ ifNoneMatch }) => ifNoneMatch)).toEqual([undefined, '"one"']);
  });

  it('that cannot be read is left alone for longer and longer, and what it said before still holds', async () => {
    answers.set('/list', { text: cve });
    await sources.listed([cve]);
    answers.set('/list', { status: 500 });
    for (const wait of [11, 11, 11, 11]) {
      now += wait * minute;
      expect(await sources.listed([cve])).toHaveLength(1);
    }
    expect(asked).toHaveLength(4);
    expect(warned).toEqual(['answered 500', 'answered 500', 'answered 500']);
  });

  it('that asks to wait is left alone as long as it says', async () => {
    answers.set('/list', { status: 429, headers: { 'retry-after': '7200' } });
    await sources.listed([cve]);
    now += 119 * minute;
    await sources.listed([cve]);
    expect(asked).toHaveLength(1);
  });

  it('is read up to a bound, and what comes first is found', async () => {
    answers.set('/list', { text: `${cve}\n${'x'.repeat(9_000_000)}\n${ghsa}` });
    expect((await sources.listed([ghsa, cve])).map(({ id }) => id)).toEqual([cve]);
  });
});

describe('a public database', () => {
  it.each([
    { name: 'has a record', text: JSON.stringify({ id: ghsa }), found: true },
    { name: 'has only reserved the id', text: JSON.stringify({ cveMetadata: { cveId: ghsa, state: 'RESERVED' } }), found: false },
    { name: 'answers about something else', text: '{"id":"GHSA-9999-9999-9999"}', found: false },
  ])('that $name', async ({ text, found }) => {
    answers.set(`/vulns/${ghsa}`, { text });
    expect(await sources.answered([ghsa])).toHaveLength(found ? 1 : 0);
  });

  it('is told nothing but the id', async () => {
    await sources.answered([ghsa, cve]);
    expect(paths()).toEqual([`/vulns/${ghsa}`, `/vulns/${cve}`]);
  });
});
