// nock replaces Node's HTTP client for the whole process; without this, one test file's fakes would live on in the next.
import { afterAll, beforeAll } from '@jest/globals';
import nock from 'nock';

beforeAll(() => {
  if (!nock.isActive()) nock.activate();
});

afterAll(() => {
  nock.cleanAll();
  nock.enableNetConnect();
  nock.restore();
});
