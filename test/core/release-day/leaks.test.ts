import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/core/decide.ts';
import { aPolicy } from '../../fixtures/a-case.ts';
import {
  aReadyCase,
  effectsOf,
  effectsOfKind,
  hourMs,
  nextOf,
  onAdvisory,
  releaseAt,
  rita,
  seen,
  sha,
  typed,
  wordsOf,
} from '../../fixtures/happenings.ts';

const policy = aPolicy();
const early = releaseAt - 24 * hourMs;
const trace = seen(
  { kind: 'LeakSeen', what: 'The commit aaaaaaaaaa of the fix for main', where: 'acme/widget or one of its forks' },
  early,
);

describe('/leak', () => {
  it('tells the maintainers exactly what leaked and to whom, with the sentence that asks for it (S66)', () => {
    const told = typed({ kind: 'LeakReported', what: 'the patch @everyone', to: 'our chat' }, { by: rita, from: onAdvisory });
    const decision = decide(aReadyCase(), told, policy, early);
    const [words] = effectsOfKind(decision, 'SayInFixRepository').map((effect) => effect.body);
    expect(words).toContain('- **What**: the patch @\u200Beveryone\n- **To whom**: our chat');
    expect(words).toContain('S66');
    expect(nextOf(decision).leaks).toMatchObject([{ what: 'the patch @everyone', to: 'our chat', by: rita.login }]);
  });

  it('calls the whole team by its name, whoever says it and wherever, and however late it is', () => {
    for (const where of [{ by: rita, from: onAdvisory }, {}]) {
      const told = typed({ kind: 'LeakReported', what: 'the patch', to: 'our chat' }, where);
      const bodies = effectsOfKind(decide(aReadyCase(), told, policy, early), 'SayInFixRepository').map(({ body }) => body);
      expect(bodies).toEqual([expect.stringMatching(/^@acme\/security: \*\*Something leaked\*\*/)]);
    }
  });

  it('calls nobody where the reporter would read the call', () => {
    const told = typed({ kind: 'LeakReported', what: 'the patch', to: 'our chat' }, { by: rita, from: onAdvisory });
    const without = decide(aReadyCase({ caseIssue: undefined }), told, policy, early);
    expect(wordsOf(without).join()).not.toContain('@acme');
  });

  it('tells no reporter what was said in private', () => {
    const decision = decide(aReadyCase(), typed({ kind: 'LeakReported', what: 'secret-words', to: 'secret-people' }), policy, early);
    expect(JSON.stringify(effectsOf(decision).filter((effect) => effect.audience === 'reporter'))).not.toContain('secret-');
  });
});

describe('what shows in public before the Release Date', () => {
  it('is told at once in the case issue, with what, where and what to do', () => {
    const [words] = wordsOf(decide(aReadyCase(), trace, policy, early));
    expect(words).toContain(
      '@acme/security: **A leak?** The commit aaaaaaaaaa of the fix for main is to be seen in public: acme/widget or one of its forks.',
    );
    expect(words).toContain('`/public confirm`');
  });

  it('is told once, however often it is seen', () => {
    const next = nextOf(decide(aReadyCase(), trace, policy, early));
    expect(decide(next, trace, policy, early)).toMatchObject({ outcome: 'ignored', because: 'that is known' });
  });

  it('is no leak any more from the minute on', () => {
    expect(decide(aReadyCase(), trace, policy, releaseAt).outcome).toBe('ignored');
  });

  it('is a leak also when somebody pushed the fix itself to its public line', () => {
    const pushed = seen({ kind: 'FixBecamePublic', line: 'main', sha: sha('a') }, early);
    const decision = decide(aReadyCase(), pushed, policy, early);
    expect(wordsOf(decision).join()).toContain(
      '**A leak?** The commit aaaaaaaaaa of the fix is to be seen in public: the public branch main.',
    );
    expect(nextOf(decision).leaks).toHaveLength(1);
    expect(decide(aReadyCase(), { ...pushed, at: releaseAt }, policy, releaseAt)).not.toMatchObject({
      next: { leaks: expect.anything() as object },
    });
  });
});

describe('/public confirm', () => {
  const confirm = typed({ kind: 'PublicKnowledgeConfirmed' }, { at: early });

  it('makes everything due at once after one confirmation, and tells the reporter too (S78, S85)', () => {
    const decision = decide(nextOf(decide(aReadyCase(), trace, policy, early)), confirm, policy, early);
    expect(nextOf(decision).knownPublicly).toMatchObject({ where: 'acme/widget or one of its forks' });
    expect(wordsOf(decision).join()).toContain('Everything that is open is due **now** (S85).');
    expect(effectsOfKind(decision, 'SayOnAdvisory')[0]?.body).toContain('became publicly known');
  });

  it('confirms nothing that only a person said', () => {
    const told = nextOf(decide(aReadyCase(), typed({ kind: 'LeakReported', what: 'it', to: 'them' }), policy, early));
    expect(decide(told, confirm, policy, early)).toMatchObject({ outcome: 'refused', refusal: { code: 'nothing-to-undo' } });
  });
});
