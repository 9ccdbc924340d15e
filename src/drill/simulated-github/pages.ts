/** Lists come in pages, by number or, for advisories, by a cursor; the Link header leads from one to the next. */
import type { Answer, Context } from './api.ts';

export function paged<T>(context: Context, items: readonly T[], show: (item: T) => unknown): Answer {
  const { slice, headers } = pageOf(context, items);
  return { status: 200, body: slice.map(show), headers };
}

/** For answers that wrap their list, such as `{ total_count, check_runs }`. */
export function pageOf<T>(context: Context, items: readonly T[]): { slice: readonly T[]; headers: Record<string, string> } {
  const size = pageSize(context);
  const page = Math.max(1, Number(context.request.query.get('page') ?? 1));
  const last = Math.max(1, Math.ceil(items.length / size));
  const targets = { prev: page > 1 ? page - 1 : undefined, next: page < last ? page + 1 : undefined, last: page < last ? last : undefined };
  const links = Object.entries(targets).flatMap(([rel, number]) =>
    number === undefined ? [] : [linkTo(context, { page: String(number) }, rel)],
  );
  return { slice: items.slice((page - 1) * size, page * size), headers: linkHeader(links) };
}

/** Pages with `before` and `after`, which may have another name; a cursor is the `key` of the last item shown. */
export function pagedByCursor<T>(
  context: Context,
  items: readonly T[],
  how: { key: (item: T) => string; show: (item: T) => unknown; after?: string },
): Answer {
  const size = pageSize(context);
  const { query } = context.request;
  const cursors = items.map((item) => Buffer.from(how.key(item)).toString('base64url'));
  const next = how.after ?? 'after';
  const before = query.get('before');
  const end = before === null ? items.length : Math.max(0, cursors.indexOf(before));
  const start = before === null ? cursors.indexOf(query.get(next) ?? '') + 1 : Math.max(0, end - size);
  const slice = items.slice(start, Math.min(end, start + size));
  const links = [];
  if (start + slice.length < items.length) links.push(linkTo(context, { [next]: cursors[start + slice.length - 1] ?? '' }, 'next'));
  if (start > 0) links.push(linkTo(context, { before: cursors[start] ?? '' }, 'prev'));
  return { status: 200, body: slice.map(how.show), headers: linkHeader(links) };
}

function pageSize(context: Context): number {
  const asked = Number(context.request.query.get('per_page') ?? 30);
  return Number.isFinite(asked) && asked >= 1 ? Math.min(100, Math.floor(asked)) : 30;
}

function linkTo(context: Context, change: Record<string, string>, rel: string): string {
  const query = new URLSearchParams(context.request.query);
  for (const name of ['page', 'before', 'after', 'cursor']) query.delete(name);
  for (const [name, value] of Object.entries(change)) query.set(name, value);
  return `<${context.world.apiUrl}${context.request.path}?${query.toString()}>; rel="${rel}"`;
}

const linkHeader = (links: readonly string[]): Record<string, string> => (links.length === 0 ? {} : { link: links.join(', ') });

/** Items changed at or after `?since=`. */
export function since<T extends { readonly updatedAt: number }>(context: Context, items: readonly T[]): readonly T[] {
  const asked = context.request.query.get('since');
  if (asked === null) return items;
  const at = Date.parse(asked);
  return items.filter((item) => Math.floor(item.updatedAt / 1000) * 1000 >= at);
}

/** Sorted as `?sort=` and `?direction=` ask; GitHub shows the newest first unless asked otherwise. */
export function sorted<T>(
  context: Context,
  items: readonly T[],
  keys: Readonly<Record<string, (item: T) => number>>,
  direction = 'desc',
): readonly T[] {
  const key = keys[context.request.query.get('sort') ?? 'created'] ?? keys['created'] ?? (() => 0);
  const sign = (context.request.query.get('direction') ?? direction) === 'asc' ? 1 : -1;
  return items
    .map((item, position) => ({ item, position }))
    .sort((a, b) => sign * (key(a.item) - key(b.item) || a.position - b.position))
    .map(({ item }) => item);
}
