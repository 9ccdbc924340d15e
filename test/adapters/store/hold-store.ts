// A process of its own that opens a store, says so, and takes in one arrival after the other, saying which are durable, until it is ended.
import { openStore } from '../../../src/adapters/store/open-store.ts';
import { anArrival } from '../../fixtures/a-case.ts';

const [url = '', prefix = ''] = process.argv.slice(2);
const store = await openStore(url);
process.stdout.write('open\n');

for (let number = 1; prefix !== ''; number += 1) {
  const key = `${prefix}:${number}`;
  await store.receive([anArrival({ key, about: undefined })]);
  process.stdout.write(`${key}\n`);
}
// Without work to do, stays until it is ended.
setInterval(() => undefined, 60_000);
