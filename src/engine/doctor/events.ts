/** What the App wants to hear of, and what it misses where GitHub does not send it. */
export type AskedEvents = {
  /** GitHub's names. Source: GitHub Docs, "Webhook events and payloads". */
  readonly names: readonly string[];
  readonly why: string;
  /** Whether the check-up calls it an error when the App does not hear of them. */
  readonly needed: boolean;
};

/** `installation`, `installation_repositories` and `ping` come to every App without being asked for. */
export const askedEvents: readonly AskedEvents[] = [
  {
    names: ['repository_advisory'],
    why: 'A private report was filed, an advisory was published. GitHub sends nothing else about advisories, so the app also looks by itself.',
    needed: true,
  },
  {
    names: ['issue_comment', 'issues', 'pull_request', 'pull_request_review'],
    why: "Commands and reviews in the private fix repository and the case's issue.",
    needed: true,
  },
  {
    names: ['push', 'check_run', 'check_suite'],
    why: 'What happened to the branches under review, and who has a check run again.',
    needed: true,
  },
  { names: ['workflow_run'], why: 'How the workflows of a fix went; it needs `actions: read`.', needed: false },
  {
    names: ['repository', 'release', 'create', 'fork'],
    why: 'A repository that turns public, or a branch, release or fork that would give an embargoed fix away.',
    needed: true,
  },
  {
    names: ['member', 'membership', 'team', 'organization'],
    why: 'Who may see the private fix repository, and who may say LGTM.',
    needed: true,
  },
];

export const eventNames: readonly string[] = askedEvents.flatMap(({ names }) => names);
