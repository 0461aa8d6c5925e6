import { createHash } from 'node:crypto';

/** Gathers commands as the lines of an import file. The same commands under the same labels give the same bytes. */
export class CommandFile {
  #lines = [];
  #labels = new Set();
  #time;
  #batch;

  /** @param time instant that all ids of commands carry, in milliseconds since 1970 */
  constructor(time) {
    this.#time = time;
  }

  /**
   * Adds a command. Its label tells it apart from every other, for ever: the id is made of it.
   *
   * @returns the command's id
   */
  add(command, label, fields) {
    const name = `${command} ${label}`;
    if (this.#labels.has(name)) throw new Error(`Two lines are labelled ${name}`);
    this.#labels.add(name);
    const id = uuidV7(this.#time, `standing-together ${name}`);
    const source = fields.source && this.#batch ? { ...fields.source, batch: this.#batch } : fields.source;
    this.#lines.push(JSON.stringify({ command, id, ...fields, source }));
    return id;
  }

  /** Opens a backfill; every line after it that names a source belongs to it. */
  openBackfill(label, fields) {
    this.#batch = this.add('open-backfill', label, fields);
  }

  /** JSON Lines, each ended by a line feed. */
  text() {
    return this.#lines.map((line) => `${line}\n`).join('');
  }
}

/** UUID version 7 with SHA-256 of a seed in place of random bits. */
function uuidV7(milliseconds, seed) {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(milliseconds, 0, 6);
  createHash('sha256').update(seed).digest().copy(bytes, 6, 0, 10);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
