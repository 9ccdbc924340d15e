// Who said what of which head, kept as a careful person would keep it by hand: from the events alone, in the plainest way.
import type { Evidence } from '../../../src/core/fix/test-evidence.ts';
import type { CaseEvent } from '../../../src/core/events.ts';
import type { Policy } from '../../../src/core/policy.ts';

type Head = { readonly sha: string; readonly patchId: string | undefined; readonly tree: string | undefined };
type Page = {
  head: Head;
  readonly authors: Set<string>;
  /** By whom, of which head as it was then. */
  readonly given: Map<string, Head & { readonly via: 'command' | 'review' }>;
  readonly doubted: Set<string>;
  readonly tests: Pick<Evidence, 'sha' | 'tree' | 'outcome'>[];
  overrides: { readonly by: string; readonly sha: string }[];
};

export type Notebook = {
  /** Notes what happened, whatever the app makes of it; `accepted` tells of a command that it was carried out. */
  note(event: CaseEvent, accepted: boolean): void;
  /** What this head of this pull request lacks, in words; undefined: nothing, or somebody put up with it. */
  lacks(number: number, sha: string): string | undefined;
};

export function aNotebook(policy: Policy): Notebook {
  const pages = new Map<number, Page>();
  const holdsSame = (one: Head, other: Head): boolean => {
    const [a, b] = policy.lgtmBoundTo === 'tree' ? [one.tree, other.tree] : [one.patchId, other.patchId];
    return a !== undefined && b !== undefined ? a === b : one.sha === other.sha;
  };
  const seePull = (event: Extract<CaseEvent, { kind: 'PullRequestSeen' }>): void => {
    const head = { sha: event.headSha, patchId: event.patchId, tree: event.tree };
    const page = pages.get(event.place.number) ?? newPage(head);
    pages.set(event.place.number, page);
    for (const author of event.authors) page.authors.add(author);
    page.head = head;
    for (const [by, of] of page.given) if (!holdsSame(of, head)) page.given.delete(by);
  };
  const leave = (left: readonly string[], { unknown, asked }: { unknown: readonly string[]; asked: readonly string[] }): void => {
    for (const page of pages.values()) {
      for (const by of left) page.given.delete(by);
      page.overrides = page.overrides.filter((one) => !left.includes(one.by) && !unknown.includes(one.by));
      for (const by of asked) page.doubted.delete(by);
      for (const by of unknown) page.doubted.add(by);
    }
  };
  return {
    note: (event, accepted) => {
      if (event.kind === 'PullRequestSeen') return seePull(event);
      if (event.kind === 'GiversAsked') return leave(event.left, event);
      const number = 'place' in event ? event.place.number : 'from' in event && event.from.kind === 'pull-request' ? event.from.number : 0;
      const page = pages.get(number);
      if (event.kind === 'EvidenceGiven')
        for (const one of pages.values())
          if (one.head.sha === event.evidence.sha) one.tests.push({ ...event.evidence, tree: one.head.tree });
      if (page === undefined) return;
      if (event.kind === 'ReviewSubmitted') review(page, event);
      if (!('from' in event) || !accepted || event.by.role !== 'maintainer') return;
      const by = event.by.login;
      if (event.kind === 'LgtmGiven') page.given.set(by, { ...page.head, via: 'command' });
      if (event.kind === 'LgtmGiven') page.doubted.delete(by);
      if (event.kind === 'LgtmWithdrawn') page.given.delete(by);
      if (event.kind === 'GateOverridden' && policy.lgtmOverride === 'maintainers') page.overrides = [{ by, sha: page.head.sha }];
    },
    lacks: (number, sha) => {
      const page = pages.get(number);
      if (page === undefined || page.head.sha !== sha) return `#${number} does not stand at ${sha.slice(0, 4)}`;
      if (page.overrides.some((one) => one.sha === sha)) return undefined;
      const good = [...page.given.keys()].filter((by) => !page.authors.has(by) && !page.doubted.has(by));
      if (good.length < policy.requiredLgtms) return `#${number} has only the LGTMs of ${good.join(', ') || 'nobody'}`;
      return (policy.requiredChecks ?? []).length === 0 ? undefined : testsLack(page);
    },
  };
}

function newPage(head: Head): Page {
  return { head, authors: new Set(), given: new Map(), doubted: new Set(), tests: [], overrides: [] };
}

function review(page: Page, { by, verdict, sha }: Extract<CaseEvent, { kind: 'ReviewSubmitted' }>): void {
  if (verdict === 'changes-requested' || (verdict === 'dismissed' && page.given.get(by.login)?.via === 'review'))
    page.given.delete(by.login);
  if (verdict !== 'approved' || by.role !== 'maintainer' || sha !== page.head.sha) return;
  page.given.set(by.login, { ...page.head, via: 'review' });
  page.doubted.delete(by.login);
}

function testsLack({ head, tests }: Page): string | undefined {
  const ofHead = tests.filter((one) => (one.tree !== undefined && head.tree !== undefined ? one.tree === head.tree : one.sha === head.sha));
  const last = ofHead.at(-1);
  return last?.outcome === 'passed' ? undefined : `its last test ${last?.outcome ?? 'is missing'}`;
}
