import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { BackfillClosedData, BackfillOpenedData, TypeCount } from '../../../src/administration/ledger.events.js';
import { SealedLog } from '../../seal/sealed-log.js';
import { present } from '../../state/queries/facts.js';
import { LAST_DAY, StateReader } from '../../state/statement.js';
import { AuditTrailReader, type BatchCount, type TrailEntry } from '../audit-trail.reader.js';
import { type BackfillAnswer, type BackfillDetail, GetBackfill, GetBackfills } from './backfill.queries.js';

const ACTS = ['BackfillOpened', 'BackfillClosed'];

/** What the ledger holds of all backfills below a size. */
class Backfills {
  private constructor(
    private readonly opened: readonly Act<BackfillOpenedData>[],
    private readonly closed: ReadonlyMap<string, Act<BackfillClosedData>>,
    private readonly counts: readonly BatchCount[],
    private readonly documents: ReadonlyMap<string, { externalIds?: string[]; title?: string }>,
  ) {}

  static async read(trail: AuditTrailReader, log: SealedLog, state: StateReader, atSize: number): Promise<Backfills> {
    const [acts, described] = await Promise.all([
      trail.page({ after: -1, limit: atSize, atSize }, { types: ACTS }),
      state.statements({ asReportedOn: LAST_DAY, atSize }, { categories: ['source'], facets: ['description'] }),
    ]);
    const opened = acts.filter(({ type }) => type === 'BackfillOpened');
    const [counts, openings, closings] = await Promise.all([
      trail.countsOfBatches(
        opened.map(({ eventId }) => eventId),
        atSize,
      ),
      Promise.all(opened.map((one) => actOf<BackfillOpenedData>(one, log))),
      Promise.all(
        acts.filter(({ type }) => type !== 'BackfillOpened').map((one) => actOf<BackfillClosedData>(one, log)),
      ),
    ]);
    return new Backfills(
      openings,
      new Map(closings.map((one) => [one.data.batch, one])),
      counts,
      new Map(described.filter(({ withdrawn }) => !withdrawn).map(({ objectId, data }) => [objectId, data])),
    );
  }

  all(): BackfillDetail[] {
    return this.opened.map(({ entry, data }) => {
      const closing = this.closed.get(entry.eventId);
      const counts = this.counts.filter(({ batch }) => batch === entry.eventId);
      const days = counts
        .flatMap(({ reportedFrom, reportedTo }) => [reportedFrom, reportedTo])
        .filter((day) => day !== null);
      return present<BackfillDetail>({
        ...{ id: entry.eventId, index: entry.sequence, title: data.title },
        state: closing ? 'closed' : 'unfinished',
        papers: data.documents.map(({ sourceId, sha256 = '' }) => {
          const { externalIds = [], title } = this.documents.get(sourceId) ?? {};
          return present({ id: sourceId, externalIds, title, sha256 });
        }),
        method: data.method,
        loader: `${data.loader.name} ${data.loader.version}`,
        ...{ openedAt: entry.recordedAt, openedBy: entry.actingAs },
        ...{ closedAt: closing?.entry.recordedAt, closedBy: closing?.entry.actingAs },
        entries: counts.reduce((sum, { count }) => sum + count, 0),
        first: counts.length === 0 ? undefined : Math.min(...counts.map(({ first }) => first)),
        last: counts.length === 0 ? undefined : Math.max(...counts.map(({ last }) => last)),
        reportedFrom: days.sort()[0],
        reportedTo: days.at(-1),
        refused: closing?.data.refused,
        counts: counts.map(({ type, count }) => ({ type, count })),
        expected: data.expected?.map(typeAndCount),
        stated: closing?.data.counts.map(typeAndCount),
      });
    });
  }
}

interface Act<D> {
  entry: TrailEntry;
  data: D;
}

/** Administrative entries hold nothing that could be erased but who made them. */
async function actOf<D>(entry: TrailEntry, log: SealedLog): Promise<Act<D>> {
  const sealed = await log.at(entry.sequence);
  return { entry, data: JSON.parse(sealed!.entry.toString('utf8')).data };
}

function typeAndCount({ type, count }: TypeCount): TypeCount {
  return { type, count };
}

@QueryHandler(GetBackfills)
export class BackfillsHandler implements IQueryHandler<GetBackfills> {
  constructor(
    private readonly trail: AuditTrailReader,
    private readonly log: SealedLog,
    private readonly state: StateReader,
  ) {}

  async execute({ atSize }: GetBackfills): Promise<BackfillAnswer[]> {
    const backfills = await Backfills.read(this.trail, this.log, this.state, atSize);
    return backfills.all().map(({ counts: _, expected: __, stated: ___, ...answer }) => answer);
  }
}

@QueryHandler(GetBackfill)
export class BackfillHandler implements IQueryHandler<GetBackfill> {
  constructor(
    private readonly trail: AuditTrailReader,
    private readonly log: SealedLog,
    private readonly state: StateReader,
  ) {}

  async execute({ atSize, id }: GetBackfill): Promise<BackfillDetail | undefined> {
    const backfills = await Backfills.read(this.trail, this.log, this.state, atSize);
    return backfills.all().find((one) => one.id === id);
  }
}

export const backfillHandlers = [BackfillsHandler, BackfillHandler];
