/** What is looked at for each open case, and by which rhythm: the table of all such looks. */
import type { RepositoryName } from '../../core/ids.ts';
import type { Bounds, Engine } from '../engine.ts';
import { lookAtAccess } from './look-at-access.ts';
import { lookAtLines } from './look-at-lines.ts';
import { lookAtRules } from './look-at-rules.ts';
import { lookElsewhere } from './look-elsewhere.ts';
import { lookInPublic } from './look-in-public.ts';
import { lookAtComments } from './looks.ts';
import type { OpenCase, StoredCase } from '../ports/store.ts';

export type CaseLook = {
  readonly kind: string;
  /** When it is quiet. Unit: ms. */
  readonly slowestMs: (bounds: Bounds) => number;
  /** Where something may happen that brings it forward. */
  readonly in: (one: OpenCase) => readonly RepositoryName[];
  /** Answers whether it found something new. */
  readonly look: (engine: Engine, stored: StoredCase) => Promise<boolean>;
  /** Costs git beside questions. */
  readonly isDear?: boolean;
  /** Missing: always. */
  readonly isPossible?: (engine: Engine) => boolean;
};

const nowhere = (): readonly RepositoryName[] => [];
const inPublic = ({ repository }: OpenCase): readonly RepositoryName[] => [repository];
/** The fix repository is where the case issue stands; before there is one, its own webhooks hurry nothing. */
const whereItIsFixed = ({ standsIn }: OpenCase): readonly RepositoryName[] => standsIn;
const everywhere = (one: OpenCase): readonly RepositoryName[] => [...inPublic(one), ...whereItIsFixed(one)];

export const caseLooks: readonly CaseLook[] = [
  {
    kind: 'comments',
    slowestMs: (bounds) => bounds.slowestCaseLookMs,
    in: nowhere,
    look: (engine, stored) => lookAtComments(engine, stored.case),
  },
  { kind: 'public', slowestMs: (bounds) => bounds.slowestPublicLookMs, in: inPublic, look: lookInPublic },
  { kind: 'lines', slowestMs: (bounds) => bounds.slowestLinesLookMs, in: everywhere, look: lookAtLines, isDear: true },
  { kind: 'access', slowestMs: (bounds) => bounds.slowestAccessLookMs, in: nowhere, look: lookAtAccess },
  { kind: 'rules', slowestMs: (bounds) => bounds.slowestRulesLookMs, in: whereItIsFixed, look: lookAtRules },
  {
    kind: 'elsewhere',
    slowestMs: (bounds) => bounds.slowestElsewhereLookMs,
    in: nowhere,
    look: lookElsewhere,
    isPossible: ({ publicSources }) => publicSources !== undefined,
  },
];
