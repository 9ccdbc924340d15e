/** A list in parts. What follows is named by the last one shown, so that what comes in meanwhile moves nothing. */

const usual = 50;
const most = 100;

/** `after`: the name of the last one that was shown before. */
export type Page = { readonly limit: number; readonly after: string | undefined };

/** Undefined for a limit that is not 1 to 100. */
export function readPage(query: URLSearchParams): Page | undefined {
  const text = query.get('limit') ?? String(usual);
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= most ? { limit, after: query.get('after') ?? undefined } : undefined;
}

/** Undefined when nothing in the list has the name that it is to go on after. `next` is undefined on the last page. */
export function pageOf<One>(
  all: readonly One[],
  { limit, after }: Page,
  nameOf: (one: One) => string,
): { readonly shown: readonly One[]; readonly next: string | undefined } | undefined {
  const last = after === undefined ? -1 : all.findIndex((one) => nameOf(one) === after);
  if (after !== undefined && last === -1) return undefined;
  const shown = all.slice(last + 1, last + 1 + limit);
  const end = shown.at(-1);
  return { shown, next: end === undefined || last + 1 + limit >= all.length ? undefined : nameOf(end) };
}
