/** Why a ledger's events cannot be moved as things are. */
export class MigrationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MigrationError';
  }
}

/** The store that events are to go to holds something else than the beginning of what would be copied. */
export class TargetNotEmptyError extends MigrationError {
  constructor(readonly why: string) {
    super(`The target is not empty: ${why}`);
    this.name = 'TargetNotEmptyError';
  }
}
