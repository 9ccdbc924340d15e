/** Who carries out what is wanted. */
import { createGitPerformers } from '../adapters/git/performers.ts';
import type { gitHubAdapter } from '../adapters/github/github.ts';
import { writeRecords } from '../adapters/records/write-records.ts';
import { channelSenders, mailSender } from './channel-senders.ts';
import { whoActed } from '../dashboard/who-acted.ts';
import { createSealing } from '../dashboard/sealing.ts';
import { answerOnDashboard } from '../engine/performers/answer-on-dashboard.ts';
import { isCaseId } from '../core/ids.ts';
import type { Engine } from '../engine/engine.ts';
import { mailDistributor } from '../engine/performers/mail-distributor.ts';
import { mailMemberLink } from '../engine/performers/mail-member-link.ts';
import { keepStatusPage } from '../engine/performers/keep-status-page.ts';
import { keepAccess } from '../engine/performers/keep-access.ts';
import { proposeFix } from '../engine/performers/propose-fix.ts';
import { publishAsPerson, setStateAsPerson } from '../engine/performers/act-as-person.ts';
import { notBefore } from '../engine/performers/not-before.ts';
import { whilePublishing } from '../engine/performers/while-publishing.ts';
import { pushFix } from '../engine/performers/push-fix.ts';
import type { Performers } from '../engine/ports/github.ts';
import { sendNotice } from '../engine/performers/send-notice.ts';
import type { Settings } from '../settings/settings.ts';
import { memberLinksOf, peopleOf, statusLinksOf } from './dashboard-parts.ts';

type Tools = Pick<Engine, 'store' | 'git' | 'clock' | 'log'> & {
  readonly github: ReturnType<typeof gitHubAdapter>;
};

/** One for each kind of effect, from whichever adapter reaches that system. */
export function performersOf(settings: Settings, { store, git, github, clock, log }: Tools): Performers {
  const now = (): number => clock.now();
  const { channels, dashboard, recordsFolder } = settings;
  const { SetAccess, SayOnAdvisory, SayInFixRepository } = github.performers;
  const clocks = { facts: github.facts, store, now };
  const mail = { store, links: dashboard && memberLinksOf(dashboard), send: mailSender(channels), now };
  return {
    ...github.performers,
    ...createGitPerformers({ git, now, refuseUnlessPrivate: (at) => github.refuseUnlessPrivate(at) }),
    ...onAdvisory(settings, github.performers, { clocks, store, clock, log }),
    SetAccess: keepAccess({ setAccess: SetAccess, store, now }),
    PushFix: notBefore(clocks, pushFix({ git, store, now })),
    ProposeFix: notBefore(clocks, proposeFix({ git, github, store, now })),
    AnswerOnDashboard: answerOnDashboard(store),
    KeepStatusPage: keepStatusPage({
      ...{ store, now, say: SayOnAdvisory, sayByHand: SayInFixRepository },
      links: dashboard && statusLinksOf(dashboard),
    }),
    WriteRecords: writeRecords({
      folder: recordsFolder,
      isPublished: async ({ about, repository, installationId }) =>
        isCaseId(about) && (await github.facts.isPublished(installationId, repository, about)),
    }),
    SendNotice: sendNotice({ senders: { ...channelSenders(channels, now), github: github.notices }, facts: github.facts, store, now }),
    MailDistributor: mailDistributor({ ...mail, git }),
    MailMemberLink: mailMemberLink(mail),
  };
}

type AroundAdvisory = Pick<Engine, 'store' | 'clock' | 'log'> & { readonly clocks: Parameters<typeof notBefore>[0] };
type OnAdvisory = Pick<Engine['performers'], 'PublishAdvisory' | 'SetAdvisoryState'>;

/** By the hand of whoever asked for it on the dashboard, where there is one. */
function onAdvisory(settings: Settings, byApp: OnAdvisory, { clocks, store, clock, log }: AroundAdvisory): OnAdvisory {
  const { SetAdvisoryState, PublishAdvisory } = byApp;
  if (settings.dashboard === undefined)
    return { SetAdvisoryState, PublishAdvisory: notBefore(clocks, whilePublishing(store, PublishAdvisory)) };
  const people = peopleOf(settings, settings.dashboard, clock);
  const sealing = createSealing(settings.dashboard.sessionKey.reveal());
  const tools = { people, actorOf: whoActed({ store, sealing, clock, people }), now: () => clock.now(), log };
  return {
    PublishAdvisory: notBefore(clocks, whilePublishing(store, publishAsPerson(tools, byApp.PublishAdvisory))),
    SetAdvisoryState: setStateAsPerson(tools, byApp.SetAdvisoryState),
  };
}
