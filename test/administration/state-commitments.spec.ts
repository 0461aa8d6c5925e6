import { createHash } from 'node:crypto';
import { StateHasher } from '../../projections/state/state-hash.js';
import { StateCommitments } from '../../src/administration/state-commitments.js';
import { catalogue } from '../../src/catalogue.js';
import { canonicalJson, type JsonObject } from '../../src/integrity/canonical-json.js';
import type { StreamEvent } from '../../src/ledger/event.js';
import { PublishedSize } from '../../src/ledger/published-size.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';
import { evaluate, keysOf, type Step } from '../support/plain-evaluation.js';
import { until } from '../support/until.js';

interface Line {
  index: number;
  entry: JsonObject & { id: string; type: string; stream: string; data: JsonObject };
}

const DOES: Record<string, Step['does']> = {
  EntryVoided: 'void',
  EntryCorrected: 'correct',
  Withdrawn: 'withdraw',
  Revised: 'change',
  Restated: 'change',
};

describe('committed states', () => {
  let ledger: SmallLedger;
  let states: StateCommitments;

  beforeAll(async () => {
    ledger = await smallLedger();
    states = ledger.service.app.get(StateCommitments);
  });
  afterAll(() => ledger?.close());

  /** What `ledger export` writes, once everything recorded is in it. */
  async function exported(): Promise<Line[]> {
    await ledger.service.app.get(PublishedSize).coveringAll();
    const response = await fetch(`${ledger.service.url}/api/entries`, { headers: { Accept: 'application/jsonl' } });
    const lines = (await response.text()).trim().split('\n');
    return lines.map((line) => JSON.parse(line));
  }

  const committed = async () => (await exported()).filter(({ entry }) => entry.type === 'StateCommitted');

  /** The hash by the plainest reading of an export, which shares no code with the ledger but for the keys. */
  function plainHash(lines: readonly Line[], asReportedOn: string, size: number): string {
    const places = new Map(lines.map(({ index, entry }) => [entry.id, index]));
    const log = lines.map(({ entry }): Step => {
      const { type, stream } = entry;
      const { reportedOn, edition, target } = entry as Pick<Step, 'reportedOn' | 'edition'> & { target?: string };
      if (DOES[type]) return { does: DOES[type], target: places.get(target!)!, reportedOn, edition };
      const facet = type === 'PersonalDataErased' ? null : catalogue.keyOf(asEvent(entry));
      // What is about nothing answers for no key: as a void of nothing.
      return facet === null
        ? { does: 'void', target: -1 }
        : { does: 'report', key: `${stream}/${facet}`, reportedOn, edition };
    });
    const rows = keysOf(log)
      .sort()
      .flatMap((key) => {
        const answer = evaluate(log, key, asReportedOn, size);
        if (!answer) return [];
        const { data } = lines[answer.src]!.entry;
        const value = answer.says === 'withdrawn' ? null : (data.statement ?? data);
        return [`[${canonicalJson(key)},${answer.src},${canonicalJson(value)}]`];
      });
    return createHash('sha256')
      .update(`[${rows.join(',')}]`)
      .digest('hex');
  }

  function asEvent({ type, data, effective }: Line['entry']): StreamEvent {
    return { type, data, metadata: effective ? { effective } : {} } as unknown as StreamEvent;
  }

  it('follow each published report, once, and are what the plainest reading of an export gives', async () => {
    const reports = (await exported()).filter(({ entry }) => /^Report(Published|Amended)$/.test(entry.type));
    expect(reports.length).toBeGreaterThan(0);
    await Promise.all([states.commitReports(), states.commitReports(), states.commitReports()]);
    await until('the commitments', async () => (await committed()).length >= reports.length);
    expect(await states.commitReports()).toBe(0);

    const lines = await exported();
    const found = lines.filter(({ entry }) => entry.type === 'StateCommitted');
    expect(found.map(({ entry: { data } }) => [data.asReportedOn, data.size])).toEqual(
      reports.map(({ entry: { data } }) => [data.asReportedOn, data.atSize]),
    );
    for (const { entry } of found) {
      const { asReportedOn, size, stateSha256, actingAs } = entry.data;
      expect(actingAs).toBe('service');
      expect(entry).not.toHaveProperty('reportedOn');
      expect(stateSha256).toBe(plainHash(lines, String(asReportedOn), Number(size)));
    }
  });

  it.each([
    '2022-06-07',
    '2022-08-04',
    '2026-07-01',
    '2021-01-01',
  ])('can be made for %s, and are the same again', async (day) => {
    const size = await ledger.service.app.get(PublishedSize).coveringAll();
    const first = await states.commit(day);
    expect(first).toMatchObject({ asReportedOn: day, size });
    expect(first.stateSha256).toBe(plainHash((await exported()).slice(0, size), day, size));
    await until('the commitment', async () => (await committed()).some(({ entry }) => entry.id === first.eventId));
  });

  it('are worked out again whatever is said, corrected or erased later', async () => {
    const { body } = await ledger.send({
      ...{ command: 'note-source-gap', sourceId: 'S-1', reportedOn: '2022-06-07', gapId: 'GAP-LATER' },
      ...{ what: 'A page more is missing.', source: { doc: 'S-1', sha256: 'a'.repeat(64) } },
    });
    await ledger.service.database.ownerPool.query(
      "DELETE FROM erasable.disclosure WHERE pointer <> '/by' AND event_id <> $1",
      [body.eventIds[0]],
    );
    const { checked, wrong } = await states.check();
    expect([checked, wrong]).toEqual([(await committed()).length, []]);
    expect(checked).toBeGreaterThan(4);
  });

  it('show that a read model answers otherwise', async () => {
    const [{ entry }] = (await committed()) as [Line];
    const { asReportedOn, size: atSize } = entry.data as { asReportedOn: string; size: number };
    const { ownerPool } = ledger.service.database;
    const { rows } = await ownerPool.query(
      "SELECT table_schema AS schema FROM information_schema.tables WHERE table_name = 'state_rect' AND table_schema <> 'read'",
    );
    // A trigger keeps answers as they are.
    const change = (to: string) =>
      ownerPool.query(
        `SET session_replication_role = replica;
         UPDATE ${rows[0].schema}.state_rect SET value = jsonb_set(value, '{data,title}', '"${to}"')
          WHERE value ->> 'type' = 'PlanDescribed';
         RESET session_replication_role`,
      );
    await change('Another plan');
    const { sha256 } = await ledger.service.app.get(StateHasher).hash({ asReportedOn, atSize });
    expect((await states.check()).wrong).toContainEqual(
      expect.objectContaining({
        ...{ eventId: entry.id, asReportedOn, size: atSize },
        ...{ stateSha256: entry.data.stateSha256, replayed: entry.data.stateSha256, readModel: sha256 },
      }),
    );
    await change('A plan');
    expect((await states.check()).wrong).toEqual([]);
  });
});
