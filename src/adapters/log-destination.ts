/** Where the log goes. Nobody waits for it, and whatever becomes of it the app goes on. */
import { pino, type DestinationStream } from 'pino';

/** What may wait to be written; what comes on top of it is lost. Unit: bytes. */
const mostWaiting = 4 * 1024 * 1024;

/** A reader that has gone, one that does not read, and a full disk behind it cost lines of the log, and nothing else. */
export function logDestination(fd: number): DestinationStream {
  const to = pino.destination({ fd, sync: false, maxLength: mostWaiting });
  const flushSync = to.flushSync.bind(to);
  let isFailing = false;
  let lost = 0;
  // Unheard, the event would end the process; and at its end the last lines would be tried for ever.
  to.on('error', () => (isFailing = true));
  to.flushSync = () => {
    if (!isFailing) flushSync();
  };
  to.on('drop', () => {
    lost += 1;
    // What is dropped does not try what waits; nothing does, and there may be room again.
    to.write('');
  });
  to.on('drain', () => {
    isFailing = false;
    if (lost === 0) return;
    to.write(`${JSON.stringify({ level: pino.levels.values.warn, time: new Date(), lines: lost, msg: 'lines of the log were lost' })}\n`);
    lost = 0;
  });
  return to;
}
