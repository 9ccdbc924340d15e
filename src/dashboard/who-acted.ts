/**
 * Whose session an act on the dashboard came from, so that what it leads to may be done by that person's own hand while the session lasts. An act of
 * which nothing is written here was never done.
 */
import type { Store } from '../engine/ports/store.ts';
import type { ActorOf } from '../engine/performers/act-as-person.ts';
import { findVisitor, type SessionTools } from './visitor.ts';

/** Written before the act is in the inbox: what follows from it may be carried out at once. */
export async function rememberWho(store: Pick<Store, 'writeCursor'>, act: string, sessionId: string): Promise<void> {
  await store.writeCursor(cursorOf(act), JSON.stringify(sessionId));
}

export async function isDone(store: Pick<Store, 'readCursor'>, act: string): Promise<boolean> {
  return (await store.readCursor(cursorOf(act))) !== undefined;
}

export function whoActed(tools: SessionTools): ActorOf {
  return async (act) => {
    const written = await tools.store.readCursor(cursorOf(act));
    return written === undefined ? undefined : findVisitor(tools, JSON.parse(written) as string);
  };
}

function cursorOf(act: string): string {
  return `dashboard-act:${act}`;
}
