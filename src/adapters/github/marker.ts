/** The hidden mark at the end of what we post, by which a retry finds what an earlier try has done. */
import { createHash } from 'node:crypto';
import type { Login } from '../../core/ids.ts';

/** GitHub's bound for the bodies of issues and comments. Unit: characters. */
export const maxBodyLength = 65_536;

const cutHere = '\n\n… (cut: GitHub takes no more)';

/** 16 hexadecimal digits that stand for an effect's key, so that the mark tells a reader nothing. */
export function digestOf(effectKey: string): string {
  return createHash('sha256').update(effectKey).digest('hex').slice(0, 16);
}

/** The mark of one effect. */
export function markerFor(effectKey: string): string {
  return `<!-- fixlead:${digestOf(effectKey)} -->`;
}

/** The body as it is posted: the mark is its last line. Edges: what GitHub would refuse as too long is cut, and says so. */
export function withMarker(body: string, effectKey: string): string {
  return withEnd(body, markerFor(effectKey));
}

/** The same body again under another text, so that the mark of who opened the issue survives an edit. */
export function keepMarkerOf(posted: string, body: string): string {
  const marker = markerOf(posted);
  return marker === undefined ? cut(body, maxBodyLength) : withEnd(body, marker);
}

/**
 * Whether this is what we posted for that effect. Only the last line counts, and only under our own login:
 * a report quoted in a comment of ours may hold a forged mark, and so may anybody's own comment.
 */
export function isOurs(posted: { readonly text: string; readonly author: Login }, effectKey: string, ownLogin: Login): boolean {
  return posted.author === ownLogin && markerOf(posted.text) === markerFor(effectKey);
}

/** Whether the text ends as what we post does; anybody may write that, so it proves nothing yet. */
export function hasMark(posted: string): boolean {
  return markerOf(posted) !== undefined;
}

/** GitHub may change line ends and trims; a text that differs in nothing else reads the same. */
export function readsTheSame(left: string, right: string): boolean {
  return normal(left) === normal(right);
}

/** Cuts a text to `maxLength` characters, visibly, and never through a surrogate pair. */
export function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return text.slice(0, maxLength - cutHere.length).toWellFormed() + cutHere;
}

function withEnd(body: string, marker: string): string {
  return `${cut(body, maxBodyLength - marker.length - 2)}\n\n${marker}`;
}

function markerOf(posted: string): string | undefined {
  return /(?:^|\n)(<!-- fixlead:[0-9a-f]{16} -->)\s*$/.exec(posted)?.[1];
}

function normal(text: string): string {
  return text.replace(/\r\n/g, '\n').trimEnd();
}
