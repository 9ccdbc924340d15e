// Distributors who are on the list, with keys of their own, and were told the plan of a case by a mail that really came.
import { secret } from '../../src/adapters/secret.ts';
import type { Conversation } from '../conversations/a-conversation.ts';
import { aConversation, aPolicyFile, fixes, minute, project } from '../conversations/a-conversation.ts';
import { anApplication } from '../core/distributors/a-register.ts';
import { aKeyPair, aMailServer, openMail, type AMailServer, type KeyPair } from '../fixtures/a-mail-server.ts';

const fence = '```';

export type ToldDistributors = {
  /** Says something in the project's issue. */
  toProject(text: string): Promise<void>;
  mailsTo(name: string): AMailServer['got'];
  /** The path of the link in the last mail; empty where it has none. */
  lastLinkTo(name: string): Promise<string>;
};

export async function tellDistributors(talk: Conversation, server: AMailServer, names: readonly string[]): Promise<ToldDistributors> {
  const keys = new Map<string, KeyPair>();
  const toProject = async (text: string): Promise<void> => {
    const issue = talk.github.world.repository(fixes).issues.find((one) => one.title === `Fixlead for ${project}`);
    await talk.say('max', issue?.number ?? 0, text);
  };
  const mailsTo = (name: string): AMailServer['got'] => server.got.filter(({ to }) => to.includes(`security@${name}.example.org`));
  for (const name of names) {
    const voucher = keys.size === 0 ? '' : ` voucher=${names[0] ?? ''}`;
    const pair = await aKeyPair(name);
    keys.set(name, pair);
    await toProject(`/distributor apply ${name} security@${name}.example.org${voucher}\n\n${fence}\n${anApplication}${fence}`);
    await toProject(`/distributor accept ${name}`);
    await toProject(`/distributor key ${name}\n\n${fence}\n${pair.publicKey}\n${fence}`);
  }
  await talk.makeReady();
  for (const text of ['/early plan', '/early confirm']) await talk.say('max', 'case-issue', text);
  await talk.pass(minute);
  return {
    toProject,
    mailsTo,
    async lastLinkTo(name) {
      const [mail, pair] = [mailsTo(name).at(-1), keys.get(name)];
      if (mail === undefined || pair === undefined) throw new Error(`nothing came to ${name}`);
      return /\/member\/link\/[\w-]{43}/.exec((await openMail(mail, pair)).text ?? '')?.[0] ?? '';
    },
  };
}

/** A project whose distributors have pages, with a mail server of its own, and a report that nobody has answered. Unit of `linkDays`: days. */
export async function aReportWithMail({ linkDays }: { readonly linkDays: number }) {
  let now = (): number => 0;
  const server = await aMailServer(() => now());
  const mail = { smtpUrl: secret(server.url), from: 'security@widget.example.org' };
  const policy = `${aPolicyFile.replace('auto', 'confirm')}distributors: { enabled: true, link_days: ${linkDays} }\n`;
  const talk = await aConversation({
    withDashboard: true,
    policy,
    channels: { slack: new Map(), webHooks: new Map(), mail, allowPrivate: true },
  });
  now = () => talk.now();
  await talk.pass(minute);
  const id = await talk.report('rita', { summary: 'Widgets explode', description: 'Shake one.' });
  return { talk, server, id };
}
