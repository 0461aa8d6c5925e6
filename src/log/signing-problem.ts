/**
 * Why a log is not signed any further, in words for everybody. Paths and sizes are for the operator's log alone.
 */
export const SIGNING_PROBLEMS = {
  'key-missing': 'The key of the log is missing',
  'key-unusable': 'The key of the log cannot be used',
  'other-key': 'The key is not the one that the log was signed with before',
  'other-origin': 'The name that is configured for the log is not the one that it was signed under',
  'anchor-missing': 'What was signed last is not remembered outside the database',
  'anchor-unusable': 'What is remembered outside the database cannot be read',
  'anchor-unwritable': 'What is signed cannot be remembered outside the database',
  'anchor-ahead': 'The database holds fewer entries than have been signed: an older copy of it was restored',
  'anchor-differs': 'The database holds other entries than those that have been signed',
  'witness-ahead': 'A witness has seen more entries than the database holds: an older copy of it was restored',
  'witness-differs': 'A witness has seen other entries than those that the database holds',
  'checkpoint-differs': 'The log does not fit what was signed of it before',
} as const;

export type SigningProblem = keyof typeof SIGNING_PROBLEMS;

/** The log must not be signed. The message is for the operator, and says what to do. */
export class SigningStoppedError extends Error {
  constructor(
    readonly problem: SigningProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'SigningStoppedError';
  }
}
