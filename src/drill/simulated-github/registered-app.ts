/** What GitHub knows of the App itself besides its name: what it asks for, and the secrets that are handed out once. */
import type { Permissions, World } from './world.ts';

export type Asked = {
  readonly permissions: Permissions;
  readonly events: readonly string[];
  /** Where whoever installed the App goes next. */
  readonly setupUrl?: string | undefined;
};

type Registration = {
  /** Undefined where nobody makes the App anew. */
  readonly privateKeyPem: string | undefined;
  readonly webhookSecret: string;
  /** Undefined until it was made from a manifest. */
  asked: Asked | undefined;
  /** What was made and not fetched yet, by the code that opens it. */
  readonly waiting: Map<string, { readonly hookUrl: string; readonly asked: Asked; readonly expiresAt: number }>;
};

const registrations = new WeakMap<World, Registration>();

export function register(world: World, { privateKeyPem, webhookSecret }: { privateKeyPem?: string; webhookSecret: string }): void {
  registrations.set(world, { privateKeyPem, webhookSecret, asked: undefined, waiting: new Map() });
}

/** Errors: throws for a world that nobody registered an App in. */
export function registrationOf(world: World): Registration {
  const registration = registrations.get(world);
  if (registration === undefined) throw new Error('The simulated GitHub has no App.');
  return registration;
}

export const askedOf = (world: World): Asked | undefined => registrations.get(world)?.asked;
