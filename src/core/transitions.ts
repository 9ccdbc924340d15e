/** The one place that knows the phases: what may happen in which, and where it leads. `docs/states.md` is printed from this table. */
import type { Phase } from './case.ts';
import type { CaseEvent } from './events.ts';

/** What moves a case, or needs it to stand where it is. Sightings and outcomes are split by what they say. */
export type Transition =
  | Exclude<CaseEvent['kind'], 'ReportReceived' | 'AdvisorySeen'>
  | 'PublicationBegun'
  | 'PublicationGivenUp'
  | 'PublicationCalledOff'
  | 'SeenAsDraft'
  | 'SeenClosed'
  | 'SeenPublished';

const anywhere = {
  reported: 'reported',
  accepted: 'accepted',
  publishing: 'publishing',
  published: 'published',
  rejected: 'rejected',
} as const;
const whileOpen = { reported: 'reported', accepted: 'accepted', publishing: 'publishing' } as const;
const beforePublication = { reported: 'reported', accepted: 'accepted' } as const;
/** Once it was closed as no vulnerability. */
const afterwards = { rejected: 'rejected' } as const;
const onceAccepted = { accepted: 'accepted', publishing: 'publishing', published: 'published' } as const;
const duringTheFix = { accepted: 'accepted' } as const;

export const transitions: { readonly [Name in Transition]: Readonly<Partial<Record<Phase, Phase>>> } = {
  HelpAsked: anywhere,
  StatusAsked: anywhere,
  WhyAsked: anywhere,
  PolicyAsked: anywhere,
  PolicyAdoptionAsked: beforePublication,
  CommandNotUnderstood: anywhere,
  ReportAcknowledged: beforePublication,
  ReportAccepted: { reported: 'accepted' },
  ReportRejected: { reported: 'rejected', accepted: 'rejected' },
  DuplicateNamed: { reported: 'rejected', accepted: 'rejected' },
  ClosedInternally: { accepted: 'rejected' },
  CaseReopened: { rejected: 'accepted' },
  DowngradeDrafted: beforePublication,
  DowngradeConfirmed: { reported: 'rejected', accepted: 'rejected' },
  HardeningDrafted: afterwards,
  HardeningConfirmed: afterwards,
  FixLeadNamed: beforePublication,
  AwaySaid: anywhere,
  RegisterAsked: anywhere,
  VectorGiven: beforePublication,
  ScoreFinalised: beforePublication,
  ScoreAsked: anywhere,
  AffectedLinesNamed: beforePublication,
  ExceptionMade: beforePublication,
  InformationAsked: beforePublication,
  PublicKnowledgeReported: beforePublication,
  PublicKnowledgeConfirmed: beforePublication,
  LeakReported: whileOpen,
  SlowdownDecided: beforePublication,
  UpstreamNamed: beforePublication,
  DueMoved: beforePublication,
  MitigationGiven: beforePublication,
  LgtmGiven: duringTheFix,
  LgtmWithdrawn: duringTheFix,
  LgtmDeclared: duringTheFix,
  DeclaredLgtmWithdrawn: duringTheFix,
  TestDeclared: duringTheFix,
  GateOverridden: duringTheFix,
  LineLeftWithout: duringTheFix,
  LineTakenBack: duringTheFix,
  FixSaidReady: duringTheFix,
  ExportConfirmed: duringTheFix,
  // A hold while the publication is being tried pulls it back.
  HoldPlaced: { reported: 'reported', accepted: 'accepted', publishing: 'accepted' },
  HoldLifted: beforePublication,
  TargetNamed: duringTheFix,
  BackportAsked: duringTheFix,
  BackportMade: anywhere,
  BackportOpened: anywhere,
  ReleaseDateGiven: duringTheFix,
  ReleaseDateProposed: duringTheFix,
  ReleaseDateAgreed: duringTheFix,
  ReleaseDateObjectedTo: duringTheFix,
  DateObjectionWithdrawn: duringTheFix,
  DistributorSpokeOfDate: duringTheFix,
  ObjectionOverruled: duringTheFix,
  ReleaseDateImposed: duringTheFix,
  ReleaseDateAsked: duringTheFix,
  CommunicationPlanGiven: duringTheFix,
  NoticePreviewed: anywhere,
  NoticeApproved: onceAccepted,
  NoticePosted: onceAccepted,
  EarlyAsked: onceAccepted,
  EarlyConfirmed: duringTheFix,
  NoticeRetried: onceAccepted,
  CveWanted: onceAccepted,
  CreditDecided: anywhere,
  StatusPageChanged: anywhere,
  RetryAsked: anywhere,
  PublicationAsked: { accepted: 'publishing' },
  PublicationForced: { accepted: 'publishing', publishing: 'publishing' },
  LatePublicationExcused: { accepted: 'accepted', publishing: 'publishing' },
  PublicationBegun: { accepted: 'publishing' },
  PublicationGivenUp: { publishing: 'accepted' },
  SeenAsDraft: { reported: 'accepted', accepted: 'accepted', publishing: 'publishing' },
  SeenClosed: { reported: 'rejected', accepted: 'rejected', publishing: 'rejected', rejected: 'rejected' },
  // GitHub is the truth: whoever published it, it is public now.
  SeenPublished: { reported: 'published', accepted: 'published', publishing: 'published', published: 'published', rejected: 'published' },
  AdvisoryPublished: {
    reported: 'published',
    accepted: 'published',
    publishing: 'published',
    published: 'published',
    rejected: 'published',
  },
  SeverityWritten: anywhere,
  LeakSeen: beforePublication,
  FixShownInPull: beforePublication,
  FixBecamePublic: whileOpen,
  FixProposed: whileOpen,
  ProposalEnded: whileOpen,
  ReleaseSeen: whileOpen,
  PatchedVersionsSet: whileOpen,
  PushRefused: { publishing: 'accepted' },
  PublicationCalledOff: { publishing: 'accepted' },
  PullRequestSeen: whileOpen,
  ReviewSubmitted: whileOpen,
  LineSeen: whileOpen,
  FixRepositoryExposed: whileOpen,
  LineMirrored: anywhere,
  GiversAsked: whileOpen,
  EvidenceGiven: whileOpen,
  EnforcementFound: whileOpen,
  EnforcementLost: whileOpen,
  CheckAskedAgain: whileOpen,
  ReporterSpoke: whileOpen,
  MemberSpoke: anywhere,
  MaintainerSpoke: whileOpen,
  AdvisoryRead: { accepted: 'accepted', publishing: 'publishing', published: 'published' },
  FixLeadLeft: whileOpen,
  AwayHeard: whileOpen,
  AdvisoryCommentSeen: anywhere,
  AdvisoryCommentEdited: anywhere,
  AdvisoryCommentGone: anywhere,
  InstallationChanged: anywhere,
  AdvisoryCommentsFound: anywhere,
  WakeUpRang: anywhere,
  CaseIssueOpened: anywhere,
  DuplicateClosed: anywhere,
  PublicIssueOpened: anywhere,
  FixRepositoryMade: anywhere,
  AccessSet: anywhere,
  NoticeSent: anywhere,
  DistributorMailed: anywhere,
  EffectGivenUp: anywhere,
};

/** The phase this leads to, or undefined when it may not happen in `phase`. */
export function nextPhase(phase: Phase, transition: Transition): Phase | undefined {
  return transitions[transition][phase];
}

/** The phases in which this may happen, for the refusal that says so. */
export function phasesFor(transition: Transition): readonly Phase[] {
  return Object.keys(transitions[transition]) as Phase[];
}
