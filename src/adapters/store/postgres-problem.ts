import { StoreProblem } from './store-problem.ts';
import { oneLine, readThrown } from './thrown.ts';

/**
 * Whether a failed transaction is worth another run: it lost a race, or its connection broke.
 * Everything the store does is harmless to repeat, so this holds even when it is not known whether the commit still went through.
 * Source: PostgreSQL documentation, Appendix A "Error Codes".
 */
export function isWorthAnotherRun(error: unknown): boolean {
  const { code, message } = readThrown(error);
  return lostRaces.has(code ?? '') || brokenConnections.has(code ?? '') || code?.startsWith('08') === true || brokenInWords.test(message);
}

/** serialization_failure, deadlock_detected, and unique_violation: two steps created one case. */
const lostRaces = new Set(['40001', '40P01', '23505']);
/** admin_shutdown, crash_shutdown, cannot_connect_now, and what the network says. */
const brokenConnections = new Set(['57P01', '57P02', '57P03', 'ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT']);
/** The driver has no codes for these. */
const brokenInWords = /^Connection terminated|^Client has encountered a connection error|^timeout exceeded when trying to connect/;

/** One clear line for what PostgreSQL, the driver or the network says when a store is opened. */
export function postgresProblem(error: unknown, storeName: string): StoreProblem {
  if (error instanceof StoreProblem) return error;
  const { code, message } = readThrown(error);
  const options = { cause: error };
  if (code === undefinedTable) {
    return new StoreProblem('unreadable', `${storeName} holds no Fixlead store; \`fixlead start\` makes one.`, options);
  }
  if (code === insufficientPrivilege || code === readOnlyTransaction) {
    return new StoreProblem(
      'read-only',
      `${storeName} does not let this user create tables and write (${oneLine(message)}); grant it both.`,
      options,
    );
  }
  // A failed connection to several addresses says nothing itself.
  const said = oneLine(message) || code || 'no answer';
  return new StoreProblem(
    'unreachable',
    `${storeName} cannot be reached (${said}); check that the server runs, and the user and password.`,
    options,
  );
}

const undefinedTable = '42P01';
const insufficientPrivilege = '42501';
const readOnlyTransaction = '25006';
