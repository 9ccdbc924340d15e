/** What is put between fences in a comment: an application or a key, in which no command is ever read. */
import { blockTokens } from './block-rules.ts';

/** The first fenced block that stands by itself; undefined when there is none, or the text is too intricate. */
export function attachedBlock(text: string): string | undefined {
  return blockTokens(text)?.tokens.find((token) => token.type === 'fence' && token.level === 0)?.content;
}
