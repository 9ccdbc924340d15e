/** One life of the app as a real process, which dies by `kill -9`; what is left is what the operating system kept of it. */
import { AppDied, startApp } from '../../src/drill/app-under-drill.ts';
import type { Birth, Life } from './life.ts';

export type ProcessBirth = Pick<Birth, 'env' | 'at' | 'truly' | 'onLog' | 'pace'> & {
  /** Resolves when whoever held the store before is gone. */
  readonly after: Promise<unknown>;
  /** Told that it died by itself. */
  readonly onCrash: () => void;
};

export function beginProcess({ env, at, truly, onLog, pace, after, onCrash }: ProcessBirth): Life {
  const { looks, gitHubTimeoutMs } = pace;
  const timeout = gitHubTimeoutMs === undefined ? {} : { FIXLEAD_DRILL_GITHUB_TIMEOUT_MS: String(gitHubTimeoutMs) };
  const drilled = { ...env, ...timeout, FIXLEAD_DRILL_LOOKS: looks, FIXLEAD_DRILL_TRULY: String(truly) };
  const app = after.then(() => startApp(drilled, at, onLog));
  let dead = false;
  let gone: Promise<void> = Promise.resolve();
  const url = app.then((one) => one.url);
  url.catch(() => undefined);
  const whileAlive = async <Answer>(ask: Promise<Answer>): Promise<Answer> => {
    try {
      return await ask;
    } catch (error) {
      if (!dead && error instanceof AppDied) onCrash();
      dead = true;
      throw error;
    }
  };
  return {
    url,
    isDead: () => dead,
    setNow: (shown, now) => whileAlive(app.then((one) => one.setNow(shown, now))),
    settle: () => whileAlive(app.then((one) => one.settle())),
    kill: () => {
      dead = true;
      gone = app.then((one) => one.kill());
    },
    stop: async () => (await app).stop(),
    bury: () => gone,
  };
}
