/**
 * Starts to count the time of the processor that this thread takes, unit ms, and returns what tells it. What other programs do meanwhile, and
 * a machine that stands still, do not count: a bound held against a clock on the wall fails for them.
 */
export function processorTime(): () => number {
  const before = process.threadCpuUsage();
  return () => {
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1_000;
  };
}
