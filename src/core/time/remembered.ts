/** Answers that never change, kept for whoever asks again: one step asks for the same few days dozens of times. */

/** Unit: answers kept for one function; then it begins anew. */
const mostKept = 5_000;

/** An error is not an answer, and is met again. */
export function remembered<Asked extends string | number, Answer>(
  find: (asked: Asked) => Answer,
  most: number = mostKept,
): (asked: Asked) => Answer {
  const kept = new Map<Asked, Answer>();
  return (asked) => {
    const known = kept.get(asked);
    if (known !== undefined) return known;
    const answer = find(asked);
    if (kept.size >= most) kept.clear();
    kept.set(asked, answer);
    return answer;
  };
}
