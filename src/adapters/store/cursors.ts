import type { Store } from '../../engine/ports/store.ts';
import type { Context } from './dialect.ts';

/** Small facts to remember between polls; the last one written stays. */
export function cursors(context: Context): Pick<Store, 'readCursor' | 'writeCursor'> {
  return {
    async readCursor(key) {
      const row = await context.access.look((db) => db.selectFrom('cursors').select('value').where('key', '=', key).executeTakeFirst());
      return row?.value;
    },
    async writeCursor(key, value) {
      await context.access.transact((trx) =>
        trx
          .insertInto('cursors')
          .values({ key, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
          .execute(),
      );
    },
  };
}
