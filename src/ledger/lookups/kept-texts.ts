/** The texts of the documents that are kept with the ledger. */
export abstract class KeptTexts {
  /** Well-formed text, by the SHA-256 (hexadecimal digits) of the file it was made from; `null` where none is kept. */
  abstract textOf(sha256: string): Promise<string | null>;
}
