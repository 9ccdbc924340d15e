/** What goes wrong between an app and GitHub, on purpose: rules that strike chosen requests or deliveries, by count or by chance. */
import { createChance, type Chance } from './chance.ts';
import { matchPath } from './paths.ts';

export type RequestMisbehaviour =
  | {
      readonly kind:
        '502-before-doing' | '502-after-doing' | 'reset-before-doing' | 'reset-after-doing' | 'absent' | 'rate-limit-exhausted';
    }
  /** Says nothing until the caller gives up: it never does what it was asked, or has done it, or stops in the middle of its answer. */
  | { readonly kind: 'hangs-before-doing' | 'hangs-after-doing' | 'hangs-in-answer' }
  /** Answers this many real milliseconds later. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** The secondary rate limit. */
  | { readonly kind: '403-retry-after'; readonly retryAfterSeconds: number };

export type DeliveryMisbehaviour = { readonly kind: 'duplicate' | 'reordered' | 'lost' };

/** Which requests: all, unless named by method or by path: `/repos/{owner}/{repo}/issues`, or a pattern searched for in the path. */
export type WhichRequests = { readonly method?: string; readonly path?: string | RegExp };
export type WhichDeliveries = { readonly event?: string; readonly action?: string };
/** How often: always, unless it is said how many times or how probable (0 to 1) a strike is. */
export type HowOften = { readonly times?: number; readonly probability?: number };

export type Misbehaviour = HowOften & ((RequestMisbehaviour & WhichRequests) | (DeliveryMisbehaviour & WhichDeliveries));

export type Misbehaving = {
  add(rule: Misbehaviour): () => void;
  strikesOnRequest(method: string, path: string): readonly RequestMisbehaviour[];
  strikesOnDelivery(event: string, action: string | undefined): readonly DeliveryMisbehaviour[];
};

/** Each rule has chances of its own, so that one does not change when another strikes. */
export function createMisbehaving(seed: number): Misbehaving {
  const active: { rule: Misbehaviour; left: number; chance: Chance }[] = [];
  const strikes = (matches: (rule: Misbehaviour) => boolean) =>
    active
      .filter(
        (entry) =>
          entry.left > 0 && matches(entry.rule) && (entry.rule.probability === undefined || entry.chance.next() < entry.rule.probability),
      )
      .map((entry) => {
        entry.left -= 1;
        return entry.rule;
      });
  return {
    add(rule) {
      const entry = { rule, left: rule.times ?? Infinity, chance: createChance(seed + active.length) };
      active.push(entry);
      return () => void (entry.left = 0);
    },
    strikesOnRequest: (method, path) =>
      strikes((rule) => !isAboutDeliveries(rule) && matchesRequest(rule, method, path)).filter((rule) => !isAboutDeliveries(rule)),
    strikesOnDelivery: (event, action) =>
      strikes((rule) => isAboutDeliveries(rule) && (rule.event ?? event) === event && (rule.action ?? action) === action).filter(
        isAboutDeliveries,
      ),
  };
}

const isAboutDeliveries = (rule: Misbehaviour): rule is HowOften & DeliveryMisbehaviour & WhichDeliveries =>
  rule.kind === 'duplicate' || rule.kind === 'reordered' || rule.kind === 'lost';

function matchesRequest(which: WhichRequests, method: string, path: string): boolean {
  if (which.method !== undefined && which.method !== method) return false;
  if (which.path === undefined) return true;
  return which.path instanceof RegExp ? which.path.test(path) : matchPath(which.path, path) !== undefined;
}
