/** What a command is: a row of the table, and what reading its arguments gives. */
import type { EarlyAsk } from '../core/distributors/early-asks.ts';
import type { CommandEvent } from '../core/command-events.ts';
import type { CaseId, Login } from '../core/ids.ts';
import type { CivilDate } from '../core/time/time.ts';

export type CommandRow = {
  readonly name: string;
  /** As shown in help: `[REASON]` may be left out, `…` stands for several words. */
  readonly arguments: string;
  readonly help: string;
  readonly examples: readonly string[];
  /** The events this command can make; permissions and phases are looked up by them. */
  readonly makes: readonly [CommandEvent['kind'], ...CommandEvent['kind'][]];
} & Reading;

/** What follows the name: words, which may be quoted, or a sentence as it stands on the page, where a quote is an apostrophe. */
type Reading =
  | { readonly takes: 'words'; readonly read: (words: readonly string[]) => Asked | BadArguments }
  | { readonly takes: 'text'; readonly read: (text: string) => Asked | BadArguments };

/**
 * What was asked, before it is known who asked it and what GitHub says of the people named in it. Most commands say all there is to their
 * event; those in `Lacking` are completed by the engine.
 */
export type Asked =
  | Exclude<WithoutTyped<CommandEvent>, { kind: keyof Lacking | 'CommandNotUnderstood' }>
  | { [Kind in keyof Lacking]: { readonly kind: Kind } & Lacking[Kind] }[keyof Lacking];

/** What is known of a command whose event needs facts as well. */
type Lacking = {
  HelpAsked: object;
  PolicyAsked: object;
  EarlyAsked: { readonly ask: EarlyAsk };
  EarlyConfirmed: object;
  PolicyAdoptionAsked: object;
  DuplicateNamed: { readonly of: CaseId };
  RetryAsked: { readonly key: string };
  /** Undefined: whoever typed it. */
  AwaySaid: { readonly login: Login | undefined; readonly until: CivilDate | undefined };
  FixLeadNamed: { readonly login: Login | undefined; readonly handsOver?: true };
};

export type WithoutTyped<Event> = Event extends CommandEvent ? Omit<Event, 'by' | 'from' | 'line'> : never;

export type BadArguments = { readonly kind: 'BadArguments'; readonly message: string };

/** What is said in a sentence reaches people; a longer one belongs in a comment. Unit: characters. */
export const longestReason = 2_000;

export function noWords(name: string, asked: Asked): Extract<Reading, { takes: 'words' }> {
  return {
    takes: 'words',
    read: (words) => (words.length === 0 ? asked : bad(`\`/${name}\` takes nothing after it. Please say \`/${name}\` alone on its line.`)),
  };
}

/** `what` begins the sentence that says that the text is too long, such as "The reason after `/hold`"; `missing` says that there is none. */
export function sentence(
  text: string,
  { what, missing }: { readonly what: string; readonly missing: string },
  make: (text: string) => Asked,
): Asked | BadArguments {
  if (text === '') return bad(missing);
  return text.length > longestReason ? bad(tooLong(what, text)) : make(text);
}

export function tooLong(what: string, text: string): string {
  return `${what} has ${text.length} characters; at most ${longestReason} are allowed. Please say it shorter.`;
}

export function bad(message: string): BadArguments {
  return { kind: 'BadArguments', message };
}
