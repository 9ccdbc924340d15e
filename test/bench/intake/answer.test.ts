import { describe, expect, it } from '@jest/globals';
import { statusOf } from './answer.ts';

describe('the status of an answer', () => {
  it.each([
    ['HTTP/1.1 202 Accepted\r\nContent-Le', undefined],
    ['HTTP/1.1 202 Accepted\r\nContent-Length: 7\r\n\r\nstore', undefined],
    ['HTTP/1.1 202 Accepted\r\nContent-Length: 7\r\n\r\nstored\n', 202],
    ['HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n', 202],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nok\n\r\n', undefined],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nok\n\r\n0\r\n\r\n', 200],
    ['HTTP/1.1 503 Service Unavailable\r\ncontent-length: 2\r\nx: y\r\n\r\nno', 503],
  ])('of %j is %p', (answer, status) => expect(statusOf(Buffer.from(answer))).toBe(status));
});
