/** How the world fails the engine. */

/** The failure of a channel that is not GitHub: it makes nobody else wait. `message` holds no secret and no text of a notice. */
export class ChannelFailure extends Error {
  override readonly name = 'ChannelFailure';
  readonly retryAfterMs: number | undefined;
  /** Trying again cannot help: the channel is not set up, or refuses it as it stands. */
  readonly permanent: boolean;
  constructor(message: string, options: { cause?: unknown; retryAfterMs?: number | undefined; permanent?: boolean } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
    this.permanent = options.permanent ?? false;
  }
}

/** The store cannot work for now: its disk is full, its server is away. Nothing was done, or it is not known whether it was. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
}

/** What may not happen yet: it waits, and is never given up for that. */
export class TooEarly extends Error {
  override readonly name = 'TooEarly';
  /** When to ask again. Unit: ms from now. */
  readonly waitMs: number;
  constructor(message: string, { waitMs }: { readonly waitMs: number }) {
    super(message);
    this.waitMs = waitMs;
  }
}

/** The world's failure, with what a retry needs to know. */
export class GitHubFailure extends Error {
  override readonly name = 'GitHubFailure';
  readonly retryAfterMs: number | undefined;
  /** Trying again cannot help: a permission is missing, the thing is gone, the request is refused as it stands. */
  readonly permanent: boolean;
  constructor(message: string, options: { cause?: unknown; retryAfterMs?: number | undefined; permanent?: boolean }) {
    super(message, { cause: options.cause });
    this.retryAfterMs = options.retryAfterMs;
    this.permanent = options.permanent ?? false;
  }
}
