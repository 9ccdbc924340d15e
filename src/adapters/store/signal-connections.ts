/**
 * The connections of pg-boss: few that ask, and one that listens. Those that pg-boss makes itself are let go of before they have ended, and
 * what one hears then of a server that cuts it off, while it connects or stops, ends the whole process.
 */
import pg from 'pg';
import type { Db as Asked } from 'pg-boss';

/** How the database is reached. */
export type Connection = {
  readonly connectionString: string;
  readonly application_name: string;
  readonly connectionTimeoutMillis: number;
  readonly keepAlive: boolean;
};

type Lost = (error: Error) => void;
type Listening = Parameters<NonNullable<Asked['listen']>>;

export type SignalConnections = { readonly db: Asked; readonly end: () => Promise<void> };

const mostThatAsk = 2;
/** A wire that died in silence is noticed within this time; and a new one is tried so often. Unit: ms. */
const heartbeatMs = 15_000;
const answerWithinMs = 5_000;
const reconnectMs = 1_000;

/** `onLost` hears of each connection that broke, and of each that could not be had. */
export function signalConnections(connection: Connection, onLost: Lost): SignalConnections {
  const pool = new pg.Pool({ ...connection, max: mostThatAsk });
  pool.on('error', onLost);
  pool.on('connect', (client) => client.on('error', onLost));
  return {
    db: {
      executeSql: (text, values) => pool.query(text, values),
      listen: (...listening) => listenOn(connection, onLost, listening),
    },
    end: () => pool.end(),
  };
}

/** Listens until it is closed; while it cannot, polling goes on, and each new beginning is told, for what was called meanwhile. */
async function listenOn(connection: Connection, onLost: Lost, [channel, hear, onBegin]: Listening) {
  let current: pg.Client | undefined;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  const next = (ms: number, act: () => Promise<void>): void => {
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(() => void act(), ms).unref();
  };
  const lose = (client: pg.Client): void => {
    if (current !== client) return;
    current = undefined;
    next(reconnectMs, begin);
  };
  const begin = async (): Promise<void> => {
    const client = new pg.Client({ ...connection, query_timeout: answerWithinMs });
    // Heard until it has ended, whoever ends it.
    client.on('error', onLost);
    client.on('end', () => lose(client));
    client.on('notification', ({ payload }) => void (payload !== undefined && hear(payload)));
    current = client;
    const ask = async (question: string): Promise<boolean> => {
      try {
        await client.query(question);
        return true;
      } catch (error) {
        onLost(asError(error));
        lose(client);
        void client.end().catch(() => undefined);
        return false;
      }
    };
    const beat = async (): Promise<void> => void ((await ask('select 1')) && next(heartbeatMs, beat));
    await client.connect().catch(onLost);
    if (isClosed) return client.end();
    if (!(await ask(`listen ${pg.escapeIdentifier(channel)}`))) return;
    next(heartbeatMs, beat);
    onBegin();
  };
  await begin();
  const close = async (): Promise<void> => {
    isClosed = true;
    clearTimeout(timer);
    await current?.end().catch(() => undefined);
  };
  return { close };
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
