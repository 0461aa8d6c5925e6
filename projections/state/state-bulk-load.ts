import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { RecordedEvent } from '../../src/ledger/event.js';
import type { KeyOf } from '../../src/ledger/history.js';
import type { BulkLoad } from '../runner/projection.js';
import { Reading } from './reading.js';
import { change } from './state-batch.js';
import { storedValue } from './stored-value.js';
import { type ClosedRectangle, type OpenRectangle, Timeline } from './timeline.js';

const LINES_A_CHUNK = 1_000;

/**
 * Fills empty tables from the first event on: statements go straight into their table by COPY while the timelines of all
 * keys grow in memory; then the rectangles, without values, and the values beside them on the server.
 *
 * Rectangles are written open ones first and then by first reported day, so that the rows of a view lie together.
 */
export class StateBulkLoad implements BulkLoad {
  private readonly reading: Reading;
  private readonly timelines = new Map<number, Timeline>();
  private readonly closed = new Lines();
  private readonly voids: { event: string; target: number; sequence: number; keyId: number; value: string }[] = [];

  private constructor(
    keyOf: KeyOf,
    private readonly client: pg.ClientBase,
    private readonly statements: CopyIn,
  ) {
    this.reading = new Reading(keyOf);
  }

  static async begin(keyOf: KeyOf, client: pg.ClientBase): Promise<StateBulkLoad> {
    const columns = 'sequence, key_id, slot, edition, reported_on, event_id, value';
    return new StateBulkLoad(keyOf, client, new CopyIn(client, `statement (${columns})`));
  }

  async add(events: readonly RecordedEvent[]): Promise<void> {
    const lines: string[] = [];
    for (const event of events) {
      const meaning = this.reading.meaningOf(event);
      if (!meaning) continue;
      if (meaning.is === 'void') {
        const { sequence: target, key, kind } = meaning.target;
        this.voids.push({
          event: event.id,
          target,
          sequence: event.sequence,
          keyId: key.id,
          value: storedValue(event, { kind }),
        });
      } else {
        const { sequence, key, slot, edition, reportedOn } = meaning.stated;
        const value = escaped(storedValue(event, meaning.stated));
        lines.push(`${sequence}\t${key.id}\t${slot}\t${edition}\t${reportedOn}\t${event.id}\t${value}\n`);
        if (meaning.is === 'statement' && meaning.newKey)
          this.timelines.set(key.id, new Timeline(key.id, (rectangle) => this.closed.add(rectangleLine(rectangle))));
      }
      change(this.timelines, event.sequence, meaning);
    }
    await this.statements.write(lines.join(''));
  }

  async finish(): Promise<void> {
    await this.statements.end();
    await this.writeKeys();
    await this.writeVoids();
    await this.writeRectangles();
  }

  abandon(error: Error): void {
    this.statements.abandon(error);
  }

  private async writeKeys(): Promise<void> {
    const copy = new CopyIn(this.client, 'state_key (key_id, stream, facet, category, plan)');
    const lines = new Lines();
    for (const { id, stream, facet, category, plan } of this.reading.keys.values())
      lines.add(
        `${id}\t${escaped(stream)}\t${escaped(facet)}\t${escaped(category)}\t${plan === undefined ? '\\N' : escaped(plan)}\n`,
      );
    for (const chunk of lines.chunks()) await copy.write(chunk);
    await copy.end();
  }

  private async writeVoids(): Promise<void> {
    const copy = new CopyIn(this.client, 'statement_void (sequence, key_id, event_id, value)');
    const lines = new Lines();
    for (const { sequence, keyId, event, value } of this.voids)
      lines.add(`${sequence}\t${keyId}\t${event}\t${escaped(value)}\n`);
    for (const chunk of lines.chunks()) await copy.write(chunk);
    await copy.end();
    await this.client.query(
      `UPDATE statement s SET voided_at = v.sequence
         FROM (SELECT target, min(sequence) AS sequence
                 FROM unnest($1::bigint[], $2::bigint[]) AS v (sequence, target) GROUP BY target) AS v
        WHERE s.sequence = v.target`,
      [this.voids.map(({ sequence }) => sequence), this.voids.map(({ target }) => target)],
    );
  }

  private async writeRectangles(): Promise<void> {
    await this.client.query(
      `CREATE TEMPORARY TABLE rectangle (
         key_id bigint, src bigint, slot bigint, reported daterange, recorded int8range) ON COMMIT DROP`,
    );
    const copy = new CopyIn(this.client, 'rectangle');
    for (const chunk of this.closed.chunks()) await copy.write(chunk);
    for (const timeline of this.timelines.values()) {
      const lines: string[] = [];
      for (const rectangle of timeline.open()) lines.push(rectangleLine(rectangle));
      await copy.write(lines.join(''));
    }
    await copy.end();
    await this.client.query(`SET LOCAL work_mem = '128MB'`);
    await this.client.query('ANALYZE rectangle; ANALYZE statement');
    await this.client.query(
      `INSERT INTO state_rect (key_id, src, slot, reported, recorded, value)
       SELECT o.key_id, o.src, o.slot, o.reported, o.recorded, s.value
         FROM (SELECT * FROM rectangle ORDER BY NOT upper_inf(recorded), lower(reported), src) AS o
         JOIN statement s ON s.sequence = o.src`,
    );
  }
}

/** A COPY into a table, at the pace of the server. */
class CopyIn {
  private readonly stream: Writable;
  private failure: Error | undefined;

  constructor(client: pg.ClientBase, table: string) {
    this.stream = client.query(copyFrom(`COPY ${table} FROM STDIN`));
    this.stream.on('error', (error) => {
      this.failure = error;
    });
  }

  async write(lines: string): Promise<void> {
    if (this.failure) throw this.failure;
    if (lines !== '' && !this.stream.write(lines)) await once(this.stream, 'drain');
  }

  async end(): Promise<void> {
    if (this.failure) throw this.failure;
    const finished = once(this.stream, 'finish');
    this.stream.end();
    await finished;
  }

  abandon(error: Error): void {
    if (!this.stream.writableFinished) this.stream.destroy(error);
  }
}

/** Many lines, kept as few texts. */
class Lines {
  private readonly full: Buffer[] = [];
  private lines: string[] = [];

  add(line: string): void {
    if (this.lines.push(line) < LINES_A_CHUNK) return;
    this.full.push(Buffer.from(this.lines.join('')));
    this.lines = [];
  }

  *chunks(): Generator<string> {
    for (const chunk of this.full) yield chunk.toString();
    yield this.lines.join('');
  }
}

function rectangleLine(rectangle: ClosedRectangle | OpenRectangle): string {
  const { keyId, src, slot, from, to, since } = rectangle;
  const until = 'until' in rectangle ? rectangle.until : '';
  return `${keyId}\t${src}\t${slot}\t[${from},${to ?? ''})\t[${since},${until})\n`;
}

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A text as COPY's text format has it. */
function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (character) => ESCAPES[character]!) : text;
}
