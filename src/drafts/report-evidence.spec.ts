import type { QueryBus } from '@nestjs/cqrs';
import { GetCoveringNote, ProveEntries, StreamSealed } from '../../projections/seal/queries/evidence.queries.js';
import { GetCheckpoint } from '../../projections/seal/queries/log.queries.js';
import { evidenceOf } from './report-evidence.js';

const SIZE = 100_000;
const entry = Buffer.from('{"id":"an entry"}');

/** A log that counts what is asked of it. */
class CountedLog {
  pages = 0;
  proven: number[] = [];

  async execute(query: unknown): Promise<unknown> {
    if (query instanceof GetCoveringNote) return { size: SIZE, note: `ledger.example/log\n${SIZE}\nroot\n\n— x y\n` };
    if (query instanceof GetCheckpoint) return query.size === SIZE + 1 ? 'ledger.example/log\nkept\n' : null;
    if (query instanceof ProveEntries) {
      this.proven.push(query.eventIds.length);
      return query.eventIds.map((id, index) => ({ id, index, entry, proof: [Buffer.alloc(32)] }));
    }
    if (query instanceof StreamSealed) return this.read(query.size);
    throw new Error('Nothing else is asked');
  }

  private async *read(size: number) {
    for (let at = 0; at < size; at += 200) {
      this.pages++;
      yield Array.from({ length: 200 }, () => entry);
    }
  }
}

const shown = (figures: number) => ({
  ...{ version: 1, publication: 'published', index: SIZE - 1, title: 'A report' },
  pinned: { asReportedOn: '2022-08-04', atSize: 90_000 },
  content: Buffer.from(
    JSON.stringify({ entries: Array.from({ length: figures }, (_, at) => ({ key: `k/${at}`, entry: `e${at}` })) }),
  ),
});

const evidence = async (log: CountedLog, grade: 'cited' | 'complete', figures = 250) =>
  evidenceOf({ reportId: 'r', shown: shown(figures), grade }, log as unknown as QueryBus);

describe('the evidence of a report', () => {
  it('is read no faster than it is taken, however long the log is', async () => {
    const log = new CountedLog();
    const { text } = await evidence(log, 'complete');
    let taken = 0;
    for await (const _ of text) if (log.pages > 0 && ++taken === 10) break;
    expect(log.pages).toBe(10);
    expect(log.proven).toEqual([1, 100, 100, 50]);
  });

  it('is one JSON text with every entry in it', async () => {
    const chunks: string[] = [];
    for await (const chunk of (await evidence(new CountedLog(), 'complete')).text) chunks.push(chunk);
    const { entries, figures, ...rest } = JSON.parse(chunks.join(''));
    expect([entries.length, new Set(entries).size, figures.length]).toEqual([SIZE, 1, 250]);
    expect(figures.at(-1)).toMatchObject({ pointer: '/entries/249', key: 'k/249' });
    expect(rest).toMatchObject({ origin: 'ledger.example/log', grade: 'complete', view: { atSize: 90_000 } });
  });

  it('rests on the published checkpoint that is asked for, if it covers the report', async () => {
    const of = (size: number) =>
      evidenceOf({ reportId: 'r', shown: shown(0), grade: 'cited', size }, new CountedLog() as unknown as QueryBus);
    const chunks: string[] = [];
    const { size, text } = await of(SIZE + 1);
    for await (const chunk of text) chunks.push(chunk);
    expect([size, JSON.parse(chunks.join('')).checkpoint]).toEqual([SIZE + 1, 'ledger.example/log\nkept\n']);
    await expect(of(SIZE)).rejects.toMatchObject({ status: 404, code: 'unknown-checkpoint' });
    await expect(of(SIZE - 1)).rejects.toMatchObject({ status: 400, code: 'checkpoint-too-small' });
  });

  it('of a report that shows nothing has no figures', async () => {
    const chunks: string[] = [];
    for await (const chunk of (await evidence(new CountedLog(), 'cited', 0)).text) chunks.push(chunk);
    expect(JSON.parse(chunks.join(''))).toMatchObject({ figures: [], entries: null });
  });
});
