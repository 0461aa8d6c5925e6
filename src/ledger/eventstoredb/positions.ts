/** Where an event stands in the server's log of everything. Sparse: says which event is later, not how many there are. */
export interface Position {
  commit: bigint;
  prepare: bigint;
}

/** A place in the log as the port's cursors keep it. */
export interface StoredPosition extends Position {
  /** All events of the ledger up to this one were copied from another engine. */
  migrated: boolean;
}

/** The server's word for the end of the log, in both numbers: never the place of an event. */
const END = 2n ** 64n - 1n;

const WRITTEN = /^(\d{1,20})\/(\d{1,20})(\/migrated)?$/;

/** `commit/prepare` in decimal digits, with `/migrated` behind it in the copied part of a ledger. */
export function writePosition({ commit, prepare, migrated }: StoredPosition): string {
  return `${commit}/${prepare}${migrated ? '/migrated' : ''}`;
}

/** @throws RangeError it is no position of an event */
export function readPosition(text: string): StoredPosition {
  const [, commit, prepare, migrated] = WRITTEN.exec(text) ?? [];
  if (commit !== undefined && prepare !== undefined) {
    const position = { commit: BigInt(commit), prepare: BigInt(prepare), migrated: migrated !== undefined };
    if (isOfAnEvent(position)) return position;
  }
  throw new RangeError(`${JSON.stringify(text)} is no position of an event in EventStoreDB`);
}

/** Whether an event can stand there. */
export function isOfAnEvent({ commit, prepare }: Position): boolean {
  return commit >= 0n && prepare >= 0n && commit < END && prepare < END;
}

/** Whether one position is behind another: by commit, then by prepare. */
export function isBehind(position: Position, other: Position): boolean {
  return position.commit === other.commit ? position.prepare > other.prepare : position.commit > other.commit;
}
