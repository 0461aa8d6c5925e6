import { uuidV7 } from './ids.js';

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
    const id = this.idOf(command, label);
    const source = fields.source && this.#batch ? { ...fields.source, batch: this.#batch } : fields.source;
    this.#lines.push(JSON.stringify({ command, id, ...fields, source }));
    return id;
  }

  /** The id of the command with this label, added or not. */
  idOf(command, label) {
    return uuidV7(this.#time, `standing-together ${command} ${label}`);
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
