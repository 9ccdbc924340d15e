/** Answers that never change, kept for whoever asks again: one step asks for the same few days dozens of times. */

/** Unit: answers kept for one function; then it begins anew. */
const mostKept = 5_000;

export function remembered<Asked extends string | number, Answer>(
  find: (asked: Asked, timeZone: string) => Answer,
): (asked: Asked, timeZone: string) => Answer {
  const kept = new Map<string, Map<Asked, Answer>>();
  let count = 0;
  return (asked, timeZone) => {
    const known = kept.get(timeZone)?.get(asked);
    if (known !== undefined) return known;
    const answer = find(asked, timeZone);
    if (count >= mostKept) {
      kept.clear();
      count = 0;
    }
    count += 1;
    const ofZone = kept.get(timeZone) ?? new Map<Asked, Answer>();
    kept.set(timeZone, ofZone.set(asked, answer));
    return answer;
  };
}

/** The same for what is found without a time zone. */
export function rememberedAnywhere<Asked extends string | number, Answer>(find: (asked: Asked) => Answer): (asked: Asked) => Answer {
  const kept = new Map<Asked, Answer>();
  return (asked) => {
    const known = kept.get(asked);
    if (known !== undefined) return known;
    const answer = find(asked);
    if (kept.size >= mostKept) kept.clear();
    kept.set(asked, answer);
    return answer;
  };
}
