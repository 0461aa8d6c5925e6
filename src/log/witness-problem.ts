/** What keeps a witness from cosigning, in words for everybody. */
export const WITNESS_PROBLEMS = {
  unreachable: 'It does not answer',
  'unknown-log': 'It does not know this log',
  'unknown-key': 'It does not know the key that signs this log',
  refused: 'It refuses what it is sent',
  contradicts: 'It finds that the log does not go on from what it has seen',
  ahead: 'It says that it has seen more entries than the log has',
  'bad-cosignature': 'Its answer is not signed with the key that the policy has for it',
  clock: 'Its clock and that of this service are more than an hour apart',
} as const;

export type WitnessProblem = keyof typeof WITNESS_PROBLEMS;

/** A witness has not cosigned. */
export class WitnessError extends Error {
  constructor(
    readonly problem: WitnessProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'WitnessError';
  }
}
