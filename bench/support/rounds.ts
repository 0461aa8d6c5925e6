/** One round: what was measured of ours, and of what it is compared with. */
export interface Round {
  ours: number;
  peer: number;
}

/**
 * Measures two things in turns, so that whatever disturbs the machine meanwhile disturbs both. Who begins changes from
 * round to round.
 *
 * @param options.warmUp whether a round before the first is run and not counted
 */
export async function inTurns(
  rounds: number,
  ours: () => Promise<number>,
  peer: () => Promise<number>,
  { warmUp } = { warmUp: true },
): Promise<Round[]> {
  const measured: Round[] = [];
  for (let round = warmUp ? -1 : 0; round < rounds; round++) {
    const first = await undisturbed(round % 2 === 0 ? ours : peer);
    const second = await undisturbed(round % 2 === 0 ? peer : ours);
    if (round >= 0) measured.push(round % 2 === 0 ? { ours: first, peer: second } : { ours: second, peer: first });
  }
  return measured;
}

/** Runs a measurement after the garbage of the one before has been collected. */
export async function undisturbed<T>(measure: () => Promise<T>): Promise<T> {
  globalThis.gc?.(); // there with node --expose-gc
  return measure();
}

/** Milliseconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** How many things a second some work gets done. */
export async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  return (count * 1_000) / (await timed(work));
}

/** The middle value; of an even number the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('Nothing has been measured');
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
