/** The raw limit: the signature checked and one row inserted and committed for each delivery, and nothing else; same table, same durability. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { openStore } from '../../../src/adapters/store/open-store.ts';
import { askedFor, serve } from './served.ts';

const settings = askedFor();
const [store, webhookSecret] = [settings.store.reveal(), settings.webhookSecret.reveal()];
await (await openStore(store)).close();
const database = new DatabaseSync(store.slice('sqlite:'.length));
database.exec('pragma journal_mode = wal; pragma synchronous = full');
const insert = database.prepare(
  `insert into arrivals (key, source, name, body, received_at, state, due_at, leased, attempt)
   values (?, 'webhook', ?, ?, ?, 'open', ?, 0, 0) on conflict (key) do nothing`,
);

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const expected = createHmac('sha256', webhookSecret).update(body).digest();
    const given = Buffer.from(header(request, 'x-hub-signature-256').slice('sha256='.length), 'hex');
    const isSigned = given.length === expected.length && timingSafeEqual(given, expected);
    if (isSigned) {
      const now = Date.now();
      insert.run(`delivery:${header(request, 'x-github-delivery')}`, header(request, 'x-github-event'), body.toString('utf8'), now, now);
    }
    response.statusCode = isSigned ? 202 : 401;
    response.end();
  });
});
server.listen(0, '127.0.0.1', () => serve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}
