const secondMs = 1_000;

/** Rounded, in the largest unit of which there are at least two: `119 seconds`, `2 minutes`. Unit: ms, at least 0. */
export function sayDuration(ms: number): string {
  const seconds = Math.round(ms / secondMs);
  if (seconds < 120) return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
