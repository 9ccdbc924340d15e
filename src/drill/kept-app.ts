/** The app under drill, kept alive: started when somebody first needs it, and again on the same store once it has died. */
import { AppDied, type AppUnderDrill } from './app-under-drill.ts';

export type KeptApp = {
  /** Asks the app; one that died under the question is started again and asked anew. Errors: throws once it is closed. */
  ask<Answer>(question: (one: AppUnderDrill) => Promise<Answer>): Promise<Answer>;
  /** Kills its process at once. Answers whether there was one. */
  kill(): Promise<boolean>;
  /** Ends it in good order, until somebody needs it again. */
  stop(): Promise<void>;
  /** Ends it for good. */
  close(): Promise<void>;
};

export type Keeping = {
  readonly start: () => AppUnderDrill;
  /** Told that a process was started and is not up yet. */
  readonly onStart: () => void;
  /** Told where it answers, before each question. */
  readonly onUp: (url: string) => void;
  /** Told that it died by itself and will be started again. */
  readonly onDeath: () => void;
};

export function keepApp({ start, onStart, onUp, onDeath }: Keeping): KeptApp {
  let app: AppUnderDrill | undefined;
  let closed = false;
  const begin = (): AppUnderDrill => {
    // Kept before it is told of: whoever is told may kill it.
    const begun = (app = start());
    onStart();
    return begun;
  };
  return {
    ask: async (question) => {
      for (;;) {
        if (closed) throw new Error('The stage is closed');
        const asked = app ?? begin();
        try {
          onUp(await asked.url);
          return await question(asked);
        } catch (error) {
          if (!(error instanceof AppDied)) throw error;
          if (app !== asked) continue;
          app = undefined;
          onDeath();
        }
      }
    },
    kill: async () => {
      const dying = app;
      app = undefined;
      await dying?.kill();
      return dying !== undefined;
    },
    stop: async () => {
      const stopping = app;
      app = undefined;
      await stopping?.stop();
    },
    close: async () => {
      closed = true;
      await app?.stop();
    },
  };
}
