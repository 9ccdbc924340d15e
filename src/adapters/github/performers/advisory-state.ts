/** Acts on the advisory itself. GitHub is read first: the same act by a person, or by an earlier try, is the wanted end too. */
import type { EffectOf } from '../../../core/effects.ts';
import { showsVector } from '../../../core/score/shown-vector.ts';
import type { CaseEvent } from '../../../core/events.ts';
import { GitHubFailure } from '../../../engine/ports/failures.ts';
import type { Found, PerformContext, Performer } from '../../../engine/ports/github.ts';
import { changeAdvisory, getAdvisory } from '../advisories.ts';
import { wasRefusedWith } from '../failures.ts';
import type { Advisory } from '../advisory-answer.ts';
import type { Tools } from './performer.ts';
import { advisoryOf, editInPlace } from './performer.ts';

export function setAdvisoryState(tools: Tools): Performer<'SetAdvisoryState'> {
  return editInPlace(
    async (context, effect) => {
      const advisory = await readAdvisory(tools, context);
      if (isPublic(advisory)) return published(tools, advisory);
      return advisory.state === effect.state ? { result: advisory.state } : undefined;
    },
    async (context, effect) => {
      const asker = tools.connection.asInstallation(context.installationId);
      const advisory = await changeAdvisory(asker, advisoryOf(context), { state: effect.state });
      return isPublic(advisory) ? published(tools, advisory) : { result: advisory.state };
    },
  );
}

/** The one act whose audience is everybody; it cannot be undone. */
export function publishAdvisory(tools: Tools): Performer<'PublishAdvisory'> {
  const look = async (context: PerformContext) => {
    const advisory = await readAdvisory(tools, context);
    return isPublic(advisory) ? published(tools, advisory) : undefined;
  };
  return editInPlace(look, async (context) => {
    try {
      const asker = tools.connection.asInstallation(context.installationId);
      return published(tools, await changeAdvisory(asker, advisoryOf(context), { state: 'published' }));
    } catch (error) {
      if (!wasRefusedWith(error, 422)) throw error;
      // Somebody may have been quicker by a moment.
      const found = await look(context);
      if (found !== undefined) return found;
      throw new GitHubFailure(`GitHub refused to publish ${context.about}: ${error.reason}`, { permanent: true });
    }
  });
}

/** Only `cvss_vector_string` is sent: GitHub refuses it together with `severity`, which follows from it. */
export function setSeverity(tools: Tools): Performer<'SetSeverity'> {
  return editInPlace(
    async (context, effect) => {
      const advisory = await readAdvisory(tools, context);
      return showsVector(advisory, effect.vector) ? written(tools, effect) : undefined;
    },
    async (context, effect) => {
      const { vector } = effect;
      const asker = tools.connection.asInstallation(context.installationId);
      const advisory = await changeAdvisory(asker, advisoryOf(context), { cvss_vector_string: vector }).catch((error: unknown) => {
        if (wasRefusedWith(error, 422)) throw new GitHubFailure(vectorRefused(vector, error.reason), { permanent: true });
        throw error;
      });
      if (!showsVector(advisory, vector))
        throw new GitHubFailure(vectorRefused(vector, 'it took the request but does not show it'), { permanent: true });
      return written(tools, effect);
    },
  );
}

/** GitHub replaces the whole list, so the other credits are sent along as they are. */
export function creditFixLead(tools: Tools): Performer<'CreditFixLead'> {
  const coordinators = (advisory: Advisory) => advisory.credits.filter(({ type }) => type === 'coordinator');
  return editInPlace(
    async (context, effect) => {
      const [only, ...others] = coordinators(await readAdvisory(tools, context));
      return only?.login.toLowerCase() === effect.login && others.length === 0 ? { result: effect.login } : undefined;
    },
    async (context, effect) => {
      const { credits } = await readAdvisory(tools, context);
      const kept = credits.filter(({ type }) => type !== 'coordinator');
      const asker = tools.connection.asInstallation(context.installationId);
      await changeAdvisory(asker, advisoryOf(context), { credits: [...kept, { login: effect.login, type: 'coordinator' }] });
      return { result: effect.login };
    },
  );
}

/** Whoever is credited already, as whatever, stays credited as that: GitHub shows one credit for each person. */
export function creditFinder(tools: Tools): Performer<'CreditFinder'> {
  return editInPlace(
    async (context, { login }) => {
      const { credits } = await readAdvisory(tools, context);
      return credits.some((credit) => credit.login.toLowerCase() === login) ? { result: login } : undefined;
    },
    async (context, { login }) => {
      const { credits } = await readAdvisory(tools, context);
      const asker = tools.connection.asInstallation(context.installationId);
      await changeAdvisory(asker, advisoryOf(context), { credits: [...credits, { login, type: 'finder' }] });
      return { result: login };
    },
  );
}

async function readAdvisory({ connection }: Tools, context: PerformContext): Promise<Advisory> {
  return getAdvisory(connection.asInstallation(context.installationId), advisoryOf(context));
}

function isPublic({ state }: Advisory): boolean {
  return state === 'published' || state === 'withdrawn';
}

function published({ now }: Tools, advisory: Advisory): Found {
  const event: CaseEvent = { kind: 'AdvisoryPublished', at: now(), publishedAt: advisory.publishedAt ?? now() };
  return { result: advisory.state, event };
}

function written({ now }: Tools, { vector, askedAt }: EffectOf<'SetSeverity'>): Found {
  return { result: vector, event: { kind: 'SeverityWritten', vector, askedAt, at: now() } };
}

function vectorRefused(vector: string, reason: string): string {
  const version = vector.startsWith('CVSS:4') ? 'a CVSS 4.0 vector' : 'this CVSS vector';
  return `GitHub did not accept ${version} for the advisory (${reason}); set the severity there by hand`;
}
