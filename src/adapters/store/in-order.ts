import { sql } from 'kysely';

/**
 * `due_at` for whoever takes the first few of what is due, in its order. With the plus, neither database goes by the index over `due_at`:
 * it would read and sort all that waits, with bodies of megabytes, in order to take sixteen.
 * Source: SQLite, "The SQLite Query Optimizer Overview", §5; to PostgreSQL it is an expression that no index has.
 */
export const dueAt = sql<number>`+ due_at`;
