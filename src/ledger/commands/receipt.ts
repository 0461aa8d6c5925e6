/** What a caller gets for a command that is in the ledger; the same again when the command is sent again. */
export interface Receipt {
  /** The command's id. */
  command: string;
  stream: string;
  /** Revision of the command's last event in its stream, counted from 1. */
  rev: number;
  eventIds: string[];
}
