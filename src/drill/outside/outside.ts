/** The world outside GitHub: a workspace in Slack, a mail server, and a public list of vulnerabilities, all on this machine. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Keyring } from './keyring.ts';
import { startMailServer } from './mail-server.ts';

/** What was told on a channel, as the policy names it. */
export type ToldOutside = { readonly channel: string; readonly text: string };

export type Outside = {
  /** The variables by which the app finds it. */
  readonly env: Readonly<Record<string, string>>;
  told(): readonly ToldOutside[];
  /** Slack refuses for good what it is given. */
  refuseInSlack(refuses: boolean): void;
  setMailDown(down: boolean): void;
  /** Slack and the mail server take nothing for now, whatever else is the matter with them. */
  trouble(isTroubled: boolean): void;
  /** Somebody else publishes a record under this id. */
  name(id: string): void;
  close(): Promise<void>;
};

/** Mails are told as their recipients read them. */
export async function startOutside(keyring: Keyring): Promise<Outside> {
  const mail = await startMailServer((to, raw) => keyring.open(to, raw));
  const inSlack: ToldOutside[] = [];
  const list: string[] = [];
  let refuses = false;
  let mailIsDown = false;
  let troubled = false;
  const setMail = (): void => mail.setDown(mailIsDown || troubled);
  const server = createServer((request, response) => {
    if (request.url === '/list') return void response.end(list.join('\n'));
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      if (troubled) return response.writeHead(503).end('service_unavailable');
      if (refuses) return response.writeHead(404).end('no_service');
      const { text } = JSON.parse(body) as { readonly text: string };
      inSlack.push({ channel: `slack:${request.url?.split('/').at(-1) ?? ''}`, text });
      return response.end('ok');
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    env: {
      FIXLEAD_SLACK_ANNOUNCE: `${url}/announce`,
      FIXLEAD_SMTP_URL: mail.url,
      FIXLEAD_MAIL_FROM: 'security@project.example',
      FIXLEAD_PUBLIC_LISTS: `${url}/list`,
      FIXLEAD_ALLOW_PRIVATE_ADDRESSES: 'true',
    },
    told: () => [...inSlack, ...mail.received.flatMap(({ to, raw }) => to.map((one) => ({ channel: `mail:${one}`, text: readable(raw) })))],
    refuseInSlack: (now) => void (refuses = now),
    setMailDown: (now) => {
      mailIsDown = now;
      setMail();
    },
    trouble: (now) => {
      troubled = now;
      setMail();
    },
    name: (id) => void list.unshift(id),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => void server.close(() => done()));
      await mail.close();
    },
  };
}

/** Without the soft line breaks and codes of quoted-printable. Source: RFC 2045, §6.7. */
function readable(raw: string): string {
  const joined = raw.replace(/=\r?\n/g, '');
  return joined.replace(/((?:=[\dA-F]{2})+)/g, (codes) => Buffer.from(codes.replaceAll('=', ''), 'hex').toString('utf8'));
}
