/** How the ledger reaches EventStoreDB or KurrentDB. */
export interface EventStoreDbOptions {
  /** `esdb://` or `esdb+discover://`, with user and password where the server wants them: never print it. */
  url: string;
  /** Stands before every stream name of this ledger; no other ledger on the server may use it. */
  streamPrefix: string;
  /** `unary` sends each append as a call of its own; `batch` is for client certificates without a password. */
  appendMode: 'unary' | 'batch';
}
