// A GitHub made by hand for the engine: it shows what it is told to show, fails when it is told to fail, and remembers what was asked of it.
import { createHash } from 'node:crypto';
import type { Effect, EffectKind, EffectOf } from '../../src/core/effects.ts';
import type { CaseEvent } from '../../src/core/events.ts';
import type { CaseId, Login, RepositoryName } from '../../src/core/ids.ts';
import type { Place } from '../../src/core/act.ts';
import type { Evidence } from '../../src/core/fix/test-evidence.ts';
import type { Instant } from '../../src/core/time/time.ts';
import { GitHubFailure } from '../../src/engine/ports/failures.ts';
import type { Clock } from '../../src/engine/ports/clock.ts';
import type {
  GitHub,
  GitHubFacts,
  GitHubWatch,
  LivePullRequest,
  Performer,
  Performers,
  PolicyFileSeen,
  PolledComment,
  PublicPull,
  SeenInPublic,
} from '../../src/engine/ports/github.ts';
import type { Sighting } from '../../src/engine/sighting.ts';

/** One thing that was asked of GitHub: `perform SayOnAdvisory`, `look ShowCheck`, `isMaintainer`, `comments` …, and about what. */
export type Call = { readonly what: string; readonly about: string; readonly at: Instant };

type Failing = {
  /** A failure that may pass, unless given. */
  readonly error?: Error;
  /** Always, unless given. */
  readonly times?: number;
  readonly about?: string;
  /** The request reached GitHub, and only the answer was lost. */
  readonly afterDoing?: boolean;
};

export type AGitHub = GitHub & {
  /** Also those that another adapter has in the app. */
  readonly performers: Performers;
  readonly calls: readonly Call[];
  /** What these calls were about, in order. */
  asked(what: string): readonly string[];
  askedAt(what: string): readonly Instant[];
  fail(what: string, how?: Failing): void;
  /** Until `release`, this is not answered: `comments`, or `advisories acme/widget`. */
  delay(what: string): { release(): void };
  readonly shows: Shown;
  /** The ends that hold, by the keys of their effects; a comment that was posted twice stands twice. */
  readonly standing: Effect[];
  /** What performing an effect brings back to the case. */
  readonly bringsBack: Map<EffectKind, CaseEvent>;
};

type FileShown = { readonly text: string; readonly path: string };

/** What GitHub shows to whoever looks. */
export type Shown = {
  maintainers: Login[];
  policyFile: FileShown | undefined;
  organisationFile: FileShown | undefined;
  releasedTags: readonly string[];
  readonly pulls: Map<string, LivePullRequest>;
  readonly publicPulls: Map<string, PublicPull>;
  /** By name, the keys of the effects that opened them. */
  readonly issuesOfOurs: Map<string, string>;
  /** Pull requests that change the policy file, by name: the file at their head, whose `sha` is that of the head; undefined: it is gone there. */
  readonly proposals: Map<string, (FileShown & { readonly sha: string }) | undefined>;
  readonly checks: Map<string, readonly Evidence[]>;
  installations: Awaited<ReturnType<GitHubWatch['installations']>>;
  readonly advisories: Map<RepositoryName, readonly Sighting[]>;
  readonly comments: Map<CaseId, readonly PolledComment[] | 'absent'>;
  inPublic: SeenInPublic;
  published: boolean;
  /** Undefined: what the engine's own clock shows. */
  time: Instant | undefined;
  collaborators: readonly Login[];
  teams: readonly string[] | undefined;
  unguarded: readonly string[];
  missed: readonly { readonly id: string; readonly guid: string }[];
};

/** A delivery's body, as `readDelivery` of this GitHub understands it. */
export function deliveryOf(...sightings: readonly Sighting[]): string {
  return JSON.stringify(sightings);
}

export function outage(message = 'GET /x: GitHub answered 502'): GitHubFailure {
  return new GitHubFailure(message, {});
}

export function refusal(message = 'GET /x: GitHub answered 403'): GitHubFailure {
  return new GitHubFailure(message, { permanent: true });
}

export function aGitHub(clock: Clock): AGitHub {
  const desk = openDesk(clock);
  const shows: Shown = {
    maintainers: [],
    policyFile: undefined,
    organisationFile: undefined,
    releasedTags: [],
    pulls: new Map(),
    publicPulls: new Map(),
    issuesOfOurs: new Map(),
    proposals: new Map(),
    checks: new Map(),
    installations: [],
    advisories: new Map(),
    comments: new Map(),
    inPublic: { onTheirLine: [], released: [], pulls: [], traces: [] },
    published: false,
    time: undefined,
    collaborators: [],
    teams: undefined,
    unguarded: [],
    missed: [],
  };
  const standing: Effect[] = [];
  const bringsBack = new Map<EffectKind, CaseEvent>();
  return {
    ...{ shows, standing, bringsBack, calls: desk.calls, fail: desk.fail, delay: desk.delay },
    asked: (what) => desk.calls.filter((call) => call.what === what).map((call) => call.about),
    askedAt: (what) => desk.calls.filter((call) => call.what === what).map((call) => call.at),
    readDelivery: (_name, body) => JSON.parse(body) as ReturnType<GitHub['readDelivery']>,
    facts: factsOf(desk, shows, clock),
    openPullRequest: () => desk.serve('openPullRequest', '', () => 7),
    performers: performersOf(desk, standing, bringsBack),
    notices: { send: () => desk.serve('notices', '', () => ({ result: 'issue' })) },
    watch: watchOf(desk, shows),
  } satisfies AGitHub;
}

type Desk = {
  readonly calls: Call[];
  fail: AGitHub['fail'];
  delay: AGitHub['delay'];
  /** Writes the call down, then does it or fails, as it was told. */
  serve<Answer>(what: string, about: string, answer: () => Answer): Promise<Answer>;
};

function openDesk(clock: Clock): Desk {
  const calls: Call[] = [];
  const failings: (Failing & { readonly what: string; left: number })[] = [];
  const delays = new Map<string, Promise<void>>();
  return {
    calls,
    fail: (what, how = {}) => void failings.push({ ...how, what, left: how.times ?? Infinity }),
    delay: (what) => {
      let release = (): void => undefined;
      delays.set(what, new Promise((resolve) => (release = resolve)));
      return { release };
    },
    async serve(what, about, answer) {
      calls.push({ what, about, at: clock.now() });
      await (delays.get(what) ?? delays.get(`${what} ${about}`));
      const failing = failings.find((one) => one.left > 0 && one.what === what && (one.about ?? about) === about);
      if (failing === undefined) return answer();
      failing.left -= 1;
      if (failing.afterDoing === true) answer();
      throw failing.error ?? outage();
    },
  };
}

function factsOf(desk: Desk, shows: Shown, clock: Clock): GitHubFacts {
  return {
    policyFiles: (_installationId, repository) =>
      desk.serve('policyFiles', repository, () => ({
        repository: fileSeen(shows.policyFile),
        organisation: fileSeen(shows.organisationFile),
      })),
    changesPolicyFile: (_installationId, place) => desk.serve('changesPolicyFile', nameOf(place), () => shows.proposals.has(nameOf(place))),
    policyFileAt: (_installationId, _repository, sha) =>
      desk.serve('policyFileAt', sha, () => [...shows.proposals.values()].find((file) => file?.sha === sha)),
    releasedTags: (_installationId, repository) => desk.serve('releasedTags', repository, () => shows.releasedTags),
    isMaintainer: (_installationId, _repository, _policy, login) =>
      desk.serve('isMaintainer', login, () => shows.maintainers.includes(login)),
    time: () => desk.serve('time', '', () => shows.time ?? clock.now()),
    isPublished: (_installationId, _repository, caseId) => desk.serve('isPublished', caseId, () => shows.published),
    checks: (_installationId, _repository, sha) => desk.serve('checks', sha, () => shows.checks.get(sha) ?? []),
    pullRequest: (_installationId, place) => desk.serve('pullRequest', nameOf(place), () => shows.pulls.get(nameOf(place))),
    issueOpener: (_installationId, place, effectKeys) =>
      desk.serve('issueOpener', nameOf(place), () => {
        const opener = shows.issuesOfOurs.get(nameOf(place));
        return opener === undefined ? { ours: false } : { ours: true, of: effectKeys.find((key) => key === opener) };
      }),
    publicPull: (_installationId, place) => desk.serve('publicPull', nameOf(place), () => shows.publicPulls.get(nameOf(place))),
  };
}

function fileSeen(file: FileShown | undefined): PolicyFileSeen | undefined {
  return file && { ...file, sha: createHash('sha1').update(file.text).digest('hex') };
}

export function nameOf(place: Place): string {
  return `${place.repository}#${place.number}`;
}

function performersOf(desk: Desk, standing: Effect[], bringsBack: ReadonlyMap<EffectKind, CaseEvent>): Performers {
  const found = (effect: Effect) => {
    const event = bringsBack.get(effect.kind);
    return { result: `${effect.kind} stands`, ...(event !== undefined && { event }) };
  };
  const performer = <Kind extends EffectKind>(kind: Kind): Performer<Kind> => ({
    look: (_context, effect: EffectOf<Kind>) =>
      desk.serve(`look ${kind}`, effect.key, () =>
        standing.some((one) => JSON.stringify(one) === JSON.stringify(effect)) ? found(effect) : undefined,
      ),
    perform: (_context, effect: EffectOf<Kind>) =>
      desk.serve(`perform ${kind}`, effect.key, () => {
        standing.push(effect);
        return found(effect);
      }),
  });
  return {
    OpenCaseIssue: performer('OpenCaseIssue'),
    OpenProjectIssue: performer('OpenProjectIssue'),
    MakeFixRepository: performer('MakeFixRepository'),
    SetAccess: performer('SetAccess'),
    RequireCheck: performer('RequireCheck'),
    ShowBoard: performer('ShowBoard'),
    ShowStatus: performer('ShowStatus'),
    SayOnAdvisory: performer('SayOnAdvisory'),
    SayInFixRepository: performer('SayInFixRepository'),
    AnswerOnDashboard: performer('AnswerOnDashboard'),
    KeepStatusPage: performer('KeepStatusPage'),
    SetAdvisoryState: performer('SetAdvisoryState'),
    SetSeverity: performer('SetSeverity'),
    AskForCve: performer('AskForCve'),
    SetCve: performer('SetCve'),
    CreditFixLead: performer('CreditFixLead'),
    CreditFinder: performer('CreditFinder'),
    ShowCheck: performer('ShowCheck'),
    ShowPolicyCheck: performer('ShowPolicyCheck'),
    ShowPublicCheck: performer('ShowPublicCheck'),
    PushFix: performer('PushFix'),
    ProposeFix: performer('ProposeFix'),
    SetPatchedVersions: performer('SetPatchedVersions'),
    OpenPublicIssue: performer('OpenPublicIssue'),
    MirrorLine: performer('MirrorLine'),
    MakeBackport: performer('MakeBackport'),
    OpenFixPullRequest: performer('OpenFixPullRequest'),
    SendNotice: performer('SendNotice'),
    WriteRecords: performer('WriteRecords'),
    MailDistributor: performer('MailDistributor'),
    MailMemberLink: performer('MailMemberLink'),
    PublishAdvisory: performer('PublishAdvisory'),
  };
}

function watchOf(desk: Desk, shows: Shown): GitHubWatch {
  return {
    installations: () => desk.serve('installations', '', () => shows.installations),
    advisories: (_installationId, repository, known) =>
      desk.serve('advisories', repository, () => {
        const sightings = shows.advisories.get(repository) ?? [];
        const cursor = JSON.stringify(sightings);
        return cursor === known ? undefined : { sightings, cursor };
      }),
    comments: (_installationId, _repository, caseId, known) =>
      desk.serve('comments', caseId, () => {
        const comments = shows.comments.get(caseId) ?? [];
        if (comments === 'absent') return comments;
        const cursor = JSON.stringify(comments);
        return cursor === known ? undefined : { comments, cursor };
      }),
    publicRepository: (_installationId, repository) => desk.serve('publicRepository', repository, () => shows.inPublic),
    collaborators: (_installationId, repository) => desk.serve('collaborators', repository, () => shows.collaborators),
    teams: (_installationId, repository) => desk.serve('teams', repository, () => shows.teams),
    unguarded: (_installationId, repository, lines) =>
      desk.serve('unguarded', repository, () => lines.filter((line) => shows.unguarded.includes(line))),
    missedDeliveries: (since) => desk.serve('missedDeliveries', String(since), () => shows.missed),
    askForRedelivery: (deliveryId) => desk.serve('askForRedelivery', deliveryId, () => undefined),
  };
}
