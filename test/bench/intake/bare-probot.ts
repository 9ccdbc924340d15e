/** The reference: a Probot app as its documentation shows it, which does nothing and stores nothing. */
import { pino } from 'pino';
import { Probot, Server } from 'probot';
import { askedFor, serve } from './served.ts';

const { appId, privateKey, webhookSecret } = askedFor();
const log = pino({ level: 'silent' });
const server = new Server({
  Probot: Probot.defaults({ appId, privateKey: privateKey.reveal(), secret: webhookSecret.reveal(), log }),
  log,
  host: '127.0.0.1',
  // To Probot the number 0 is no port.
  port: '0' as unknown as number,
});
await server.load((app) => {
  app.on('issue_comment', () => undefined);
});
await server.start();
serve(`http://${server.host}:${server.port}/api/github/webhooks`);
