// Whatever comes in by the door is read, or named unreadable by its field: never thrown, never slow, never repeated.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventsRead, readDelivery } from '../../../src/adapters/github/read-delivery.ts';
import type { Sighting } from '../../../src/engine/sighting.ts';
import { processorTime } from '../../processor-time.ts';

const folder = join(import.meta.dirname, '../../fixtures/webhooks');
const bodies = readdirSync(folder).map((name) => ({ event: name.split('.')[0] ?? '', body: readFileSync(join(folder, name), 'utf8') }));
const receivedAt = Date.parse('2026-03-02T09:30:00Z');
const canary = 'the-report-itself';

/** A door that takes longer for one delivery lets others wait. Unit: ms of the processor. */
const longestMs = 1_000;

type Path = readonly (string | number)[];

function pathsIn(value: unknown, here: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [here];
  return [here, ...Object.entries(value).flatMap(([key, held]) => pathsIn(held, [...here, key]))];
}

/** A copy in which something else stands at `path`, or nothing. */
function mutated(value: unknown, [key, ...rest]: Path, instead: unknown): unknown {
  if (key === undefined) return instead;
  const copy = structuredClone(value) as Record<string | number, unknown>;
  copy[key] = mutated(copy[key], rest, instead);
  return copy;
}

const hostile = fc.oneof(
  fc.constant(undefined),
  fc.constant(null),
  fc.constantFrom<unknown>('', '\u0000', '../../etc/passwd', '__proto__', '𝕏'.repeat(70), -1, 0, 1e308, true, [], {}, [[]], {
    toString: 1,
  }),
  fc.constantFrom('9999-99-99T99:99:99Z', '-271821-04-20T00:00:00Z', 'GHSA-xxxx-xxxx-xxxx', 'refs/heads/-x', canary),
  fc.jsonValue({ maxDepth: 3 }),
);

function readTimed(event: string, body: string): ReturnType<typeof readDelivery> {
  const took = processorTime();
  const read = readDelivery(event, body, receivedAt);
  expect(took()).toBeLessThan(longestMs);
  return read;
}

/** Found at random once: names are refused by functions whose messages quote them. */
const placesOfNames = [[['repository', 'full_name']], [['repository_advisory', 'ghsa_id']], [['action']]];

describe('a delivery in which the report itself stands for a name', () => {
  it.each(placesOfNames)('does not repeat it: %p', (path) => {
    for (const { event, body } of bodies) {
      const read = readTimed(event, JSON.stringify(tryMutated(JSON.parse(body), path, canary)));
      expect('unreadable' in read ? read.unreadable : wordsForTheLog(read)).not.toContain(canary);
    }
  });
});

function wordsForTheLog(sightings: readonly Sighting[]): string {
  return sightings.map((sighting) => (sighting.kind === 'SurroundingsChanged' ? sighting.what : sighting.kind)).join();
}

describe('a delivery in which anything stands where something else should', () => {
  it('is read, or is unreadable in words that repeat nothing of it', () => {
    const places = bodies.flatMap(({ event, body }) => pathsIn(JSON.parse(body)).map((path) => ({ event, body, path })));
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        hostile,
        fc.array(fc.tuple(fc.constantFrom(...places), hostile), { maxLength: 2 }),
        (place, first, more) => {
          const { event, body, path } = place;
          const others = more.filter(([other]) => other.body === body);
          const payload = others.reduce(
            (all, [other, instead]) => tryMutated(all, other.path, instead),
            mutated(JSON.parse(body), path, first),
          );
          const read = readTimed(event, JSON.stringify(payload) ?? '');
          if ('unreadable' in read) expect(read.unreadable).not.toContain(canary);
          else {
            for (const { at } of read) expect(at).toBeLessThanOrEqual(receivedAt);
            expect(wordsForTheLog(read)).not.toContain(canary);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is unreadable when it was cut off, and when it is any text at all', () => {
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.nat(), ({ event, body }, cut) => {
        expect(readTimed(event, body.slice(0, cut % (body.length - 2)))).toHaveProperty('unreadable');
      }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...eventsRead, '__proto__', 'constructor'),
        fc.string({ unit: 'binary' }),
        (event, text) => void readTimed(event, text),
      ),
    );
  });

  it('is answered in time when it is as large and as deep as the door lets in', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const event of eventsRead) {
      readTimed(event, deep);
      readTimed(event, JSON.stringify({ installation: { id: 1 }, action: 'created', comment: { body: 'x'.repeat(1_000_000) } }));
    }
  });
});

function tryMutated(payload: unknown, path: Path, instead: unknown): unknown {
  try {
    return mutated(payload, path, instead);
  } catch {
    // What stood there has been replaced by something that has no fields.
    return payload;
  }
}
