/** A mail server on this machine that takes whatever it is given. Source: RFC 5321, as far as a client like ours speaks it. */
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Keyring } from './keyring.ts';

export type ReceivedMail = { readonly to: readonly string[]; readonly raw: string };

export type MailServer = {
  readonly url: string;
  readonly received: readonly ReceivedMail[];
  /** While it is down nobody is answered. */
  setDown(down: boolean): void;
  close(): Promise<void>;
};

/** `open` reads a mail as its recipient does, before it is acknowledged. */
export async function startMailServer(open: Keyring['open']): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  let isDown = false;
  const server = createServer((socket) => {
    if (isDown) return void socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    converse(socket, async ({ to, raw }) => void received.push({ to, raw: await open(to[0] ?? '', raw) }));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    setDown: (down) => void (isDown = down),
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => void server.close(() => done()));
    },
  };
}

function converse(socket: Socket, take: (mail: ReceivedMail) => Promise<void>): void {
  let heard = '';
  let to: string[] = [];
  let isMail = false;
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  say('220 outside ESMTP');
  socket.setEncoding('utf8').on('data', (part: string) => {
    heard += part;
    for (;;) {
      const end = heard.indexOf(isMail ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const text = heard.slice(0, end);
      heard = heard.slice(end + (isMail ? 5 : 2));
      if (isMail) {
        void take({ to, raw: text }).then(
          () => say('250 taken'),
          () => say('554 it cannot be opened'),
        );
        [to, isMail] = [[], false];
      } else answer(text);
    }
  });
  const answer = (line: string): void => {
    const [verb = ''] = line.toUpperCase().split(/[ :]/);
    if (verb === 'QUIT') return void socket.end('221 bye\r\n');
    if (verb === 'DATA') {
      isMail = true;
      return say('354 go on');
    }
    // Whoever gives a password is believed.
    if (verb === 'EHLO') return say('250-outside\r\n250 AUTH PLAIN');
    if (verb === 'AUTH') return say('235 well');
    if (verb === 'RCPT') to.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
    return say(['HELO', 'MAIL', 'RCPT', 'RSET', 'NOOP'].includes(verb) ? '250 well' : '502 not here');
  };
}
