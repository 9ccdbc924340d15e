/** A gate in a wire: what goes through it stops the moment the gate falls, as when the process behind it dies. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type Gate = {
  /** `http://127.0.0.1:PORT`, which leads to the target. */
  readonly url: string;
  /** Cuts whatever goes through, and lets nothing in any more. */
  fall(): void;
};

/** `overhear` is told of each piece that goes to the target. */
export async function openGate(targetUrl: string, overhear?: (sent: string) => void): Promise<Gate> {
  const target = Number(new URL(targetUrl).port);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    if (overhear !== undefined) near.on('data', (chunk: Buffer) => overhear(chunk.toString('latin1')));
    keep(near)
      .on('close', () => far.destroy())
      .pipe(far);
    keep(far).on('close', () => near.destroy());
    far.on('data', (chunk: Buffer) => near.write(renamed(chunk, `127.0.0.1:${target}`, `127.0.0.1:${port}`)));
    far.on('end', () => near.end());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    fall() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Addresses of pages lead through the gate too. Both are of one length, so that no length told before is wrong. */
function renamed(chunk: Buffer, from: string, to: string): Buffer {
  if (from.length !== to.length || !chunk.includes(from)) return chunk;
  return Buffer.from(chunk.toString('latin1').replaceAll(from, to), 'latin1');
}
