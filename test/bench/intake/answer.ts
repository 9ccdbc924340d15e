/** What is read of an answer: no more than is needed to know that it is whole, and its status. Source: RFC 9112, §4, §6 and §7. */

/** Undefined while more is to come. `answer` is what came so far on a connection on which one request waits. */
export function statusOf(answer: Buffer): number | undefined {
  const headEnd = answer.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const head = answer.toString('latin1', 0, headEnd);
  const isWhole = /\r\ntransfer-encoding: chunked/i.test(head)
    ? answer.subarray(headEnd + 2).includes('\r\n0\r\n\r\n')
    : answer.length >= headEnd + 4 + Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  return isWhole ? Number(head.slice('HTTP/1.1 '.length).slice(0, 3)) : undefined;
}
