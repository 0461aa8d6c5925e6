import type { QueryBus } from '@nestjs/cqrs';
import type pg from 'pg';
import { GetSealing } from '../../projections/extent/extent.queries.js';
import { StreamEntries } from '../../projections/seal/queries/entries.queries.js';
import {
  type CommittedState,
  GetCommittedStates,
  GetPinnedViews,
  GetStateHash,
} from '../../projections/state/queries/state-hash/state-hash.queries.js';
import type { View } from '../../projections/state/statement.js';
import { onOneConnection } from '../database/one-connection.js';
import type { JsonObject } from '../integrity/canonical-json.js';
import { nodePrimitives } from '../integrity/node-primitives.js';
import { Replay, stateHash } from '../integrity/replay.js';
import { Refused } from '../ledger/commands/refused.js';
import { conceal } from '../ledger/erasable/conceal.js';
import type { ErasableStore } from '../ledger/erasable/erasable-store.js';
import type { EventMetadata } from '../ledger/event.js';
import type { EventStore } from '../ledger/event-store.js';
import { eventId, streamOf, timeIn, uuidV7At } from '../ledger/ids.js';
import type { LedgerIdentityReader } from '../ledger/ledger-identity.js';
import type { PublishedSize } from '../ledger/published-size.js';

/** Any fixed number: processes that would commit states at once meet at it. */
const LOCK = 7_265_321;

export interface StateParts {
  pool: pg.Pool;
  store: Pick<EventStore, 'append'>;
  erasable: Pick<ErasableStore, 'seal'>;
  identity: LedgerIdentityReader;
  queries: QueryBus;
  size: PublishedSize;
}

/** A committed state that is not what the entries give. */
export interface WrongState extends CommittedState {
  /** What the read model answers in that view, and what a replay of the sealed entries gives. */
  readModel: string;
  replayed: string;
}

/**
 * Fixes among the entries what the ledger's code has made of them: the hash of the state of a view. An auditor who
 * replays the entries must come to the same, so a change of that code cannot pass unseen.
 */
export class StateCommitments {
  constructor(private readonly parts: StateParts) {}

  /**
   * Commits the view of a day, with all that is recorded by now. The same view again is recorded once.
   *
   * @throws Refused 409: there is no entry yet
   */
  async commit(asReportedOn: string): Promise<Omit<CommittedState, 'index'>> {
    const { queries } = this.parts;
    const size = await this.parts.size.coveringAll();
    if (size === 0) throw Refused.one(409, 'ledger-not-open', '', 'This ledger is not open yet: there is no state');
    const { recordedUpTo } = await queries.execute(new GetSealing(size));
    return this.append({ asReportedOn, atSize: size }, `${asReportedOn} ${size}`, Date.parse(recordedUpTo!));
  }

  /**
   * Commits the views of published reports that are not committed yet. Their ids follow from the reports', so that
   * several at once, or again after an interruption, commit each once.
   *
   * @returns how many
   */
  async commitReports(signal?: AbortSignal): Promise<number> {
    return onOneConnection(this.parts.pool, async (client) => {
      const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS mine', [LOCK]);
      if (!rows[0].mine) return 0; // another process is about to
      try {
        return await this.commitDue(signal);
      } finally {
        await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
      }
    });
  }

  /** Works out every committed state anew, from the read model and from the sealed entries, and gives those that differ. */
  async check(
    onProgress: (done: number, total: number) => void = () => undefined,
  ): Promise<{ checked: number; wrong: WrongState[] }> {
    await this.parts.size.coveringAll(); // the newest may be on its way to the log
    const states = await this.parts.queries.execute(new GetCommittedStates());
    const last = Math.max(0, ...states.map(({ size }) => size));
    const replayed = new Map<string, string>();
    const replay = new Replay(nodePrimitives);
    for await (const entry of this.entries(last)) {
      replay.take(entry);
      for (const { asReportedOn, size, eventId: id } of states)
        if (size === replay.size) replayed.set(id, stateHash(replay.view(asReportedOn), nodePrimitives));
      onProgress(replay.size, last);
    }
    const wrong: WrongState[] = [];
    for (const state of states) {
      const view = { asReportedOn: state.asReportedOn, atSize: state.size };
      const { sha256 } = await this.parts.queries.execute(new GetStateHash(view));
      const again = { readModel: sha256, replayed: replayed.get(state.eventId) ?? 'nothing' };
      if (Object.values(again).some((hash) => hash !== state.stateSha256)) wrong.push({ ...state, ...again });
    }
    return { checked: states.length, wrong };
  }

  private async commitDue(signal?: AbortSignal): Promise<number> {
    const { queries, identity } = this.parts;
    const pinned = await queries.execute(new GetPinnedViews());
    if (pinned.length === 0) return 0;
    const known = new Set((await queries.execute(new GetCommittedStates())).map(({ eventId: id }) => id));
    const stream = streamOf('ledger', (await identity.current())!.id);
    const due = pinned.filter(({ eventId: report }) => !known.has(idOf(stream, report, timeIn(report))));
    for (const { eventId: report, asReportedOn, size: atSize } of due) {
      if (signal?.aborted) break;
      await this.append({ asReportedOn, atSize }, report, timeIn(report));
    }
    return due.length;
  }

  /**
   * @param cause tells this commitment from all others
   * @param time of the cause, in milliseconds since 1970
   */
  private async append(view: View, cause: string, time: number): Promise<Omit<CommittedState, 'index'>> {
    const { store, erasable, identity, queries } = this.parts;
    const ledger = (await identity.current())!; // there are entries, so it is open
    const stream = streamOf('ledger', ledger.id);
    const { sha256: stateSha256 } = await queries.execute(new GetStateHash(view));
    const { asReportedOn, atSize: size } = view;
    const id = idOf(stream, cause, time);
    const { root, disclosures } = conceal(
      {
        data: { actingAs: 'service', asReportedOn, size, stateSha256 },
        by: { subject: ledger.id, name: 'progress-ledger' },
      },
      [{ pointer: '/by', subject: null }],
    );
    await store.append(stream, 'any', [
      {
        ...{ id, type: 'StateCommitted', data: root.data as JsonObject },
        metadata: { by: root.by as unknown as EventMetadata['by'] },
        disclosures: await erasable.seal(id, disclosures),
      },
    ]);
    return { eventId: id, asReportedOn, size, stateSha256 };
  }

  /** The sealed entries below a size. */
  private async *entries(size: number): AsyncGenerator<JsonObject> {
    let rest = '';
    for await (const chunk of await this.parts.queries.execute(
      new StreamEntries({ after: -1, limit: size, atSize: size }),
    )) {
      const lines = `${rest}${chunk.toString('utf8')}`.split('\n');
      rest = lines.pop()!;
      for (const line of lines) yield JSON.parse(line).entry;
    }
  }
}

function idOf(stream: string, cause: string, time: number): string {
  return eventId(stream, uuidV7At(time, `state\n${cause}`), 0);
}
