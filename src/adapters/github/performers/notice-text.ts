import type { EffectOf } from '../../../core/effects.ts';
import { readsTheSame, withMarker } from '../marker.ts';

type Notice = EffectOf<'SendNotice'>;

/** No mention of anybody and no HTML: the texts of notices are plain. */
export function callsNobody(text: string): string {
  return text.replace(/(?<![\w.+-])@(?=\w)/g, '@\u200B').replaceAll('<', '&lt;');
}

export function bodyOf({ body, key }: Notice): string {
  return withMarker(callsNobody(body), key);
}

/** Of what carries the mark of this notice: one that somebody had tried again may be written anew, and then only its own words are it. */
export function mayBe(notice: Notice, posted: string): boolean {
  return notice.retries === 0 || readsTheSame(posted, bodyOf(notice));
}
