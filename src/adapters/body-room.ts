/** How much of all bodies together may be in memory before they are whole: until then nobody has shown who they are. */
export type BodyRoom = {
  /** Takes a body in, byte by byte. `letGo` is called when there is no room for it any more; it is out then. */
  enter(letGo: () => void): { grow(bytes: number): void; leave(): void };
};

type Held = { bytes: number; readonly letGo: () => void };

/** Where there is too much, the largest goes first: what GitHub sends is mostly small, and passes by whoever fills the room. */
export function bodyRoom(mostBytes: number): BodyRoom {
  const all = new Set<Held>();
  let total = 0;
  const leave = (held: Held): void => {
    if (all.delete(held)) total -= held.bytes;
  };
  return {
    enter(letGo) {
      const held = { bytes: 0, letGo };
      all.add(held);
      return {
        grow(bytes) {
          if (!all.has(held)) return;
          held.bytes += bytes;
          total += bytes;
          while (total > mostBytes) {
            const largest = [...all].reduce((one, other) => (other.bytes > one.bytes ? other : one));
            leave(largest);
            largest.letGo();
          }
        },
        leave: () => leave(held),
      };
    },
  };
}
