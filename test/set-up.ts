// nock replaces Node's HTTP client for the whole process; without this, one test file's fakes would live on in the next.
import { afterAll, beforeAll } from '@jest/globals';
import nock from 'nock';
import { keepThreadsAwake } from '../src/adapters/awake-threads.ts';

// A test that waits for a file would wait for ever where its thread missed the signal.
let rest = (): void => undefined;
beforeAll(() => {
  rest = keepThreadsAwake();
  if (!nock.isActive()) nock.activate();
});

afterAll(() => {
  rest();
  nock.cleanAll();
  nock.enableNetConnect();
  nock.restore();
});
