import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { AuditTrailReader } from '../../../audit-trail/audit-trail.reader.js';
import { SealedLog } from '../../../seal/sealed-log.js';
import { StateHasher } from '../../state-hash.js';
import {
  type CommittedState,
  GetCommittedStates,
  GetPinnedViews,
  GetStateHash,
  type PinnedView,
} from './state-hash.queries.js';

/** Entries of one page: of each the bytes are read. */
const PAGE = 500;

@QueryHandler(GetStateHash)
export class StateHashHandler implements IQueryHandler<GetStateHash> {
  constructor(private readonly hasher: StateHasher) {}

  execute({ view }: GetStateHash) {
    return this.hasher.hash(view);
  }
}

@QueryHandler(GetPinnedViews)
export class PinnedViewsHandler implements IQueryHandler<GetPinnedViews> {
  constructor(
    private readonly trail: AuditTrailReader,
    private readonly log: SealedLog,
  ) {}

  async execute(): Promise<PinnedView[]> {
    const found = await entriesOfType(this.trail, this.log, ['ReportPublished', 'ReportAmended']);
    return found.map(({ eventId, data: { asReportedOn, atSize } }) => ({
      ...{ eventId, asReportedOn: String(asReportedOn), size: Number(atSize) },
    }));
  }
}

@QueryHandler(GetCommittedStates)
export class CommittedStatesHandler implements IQueryHandler<GetCommittedStates> {
  constructor(
    private readonly trail: AuditTrailReader,
    private readonly log: SealedLog,
  ) {}

  async execute(): Promise<CommittedState[]> {
    const found = await entriesOfType(this.trail, this.log, ['StateCommitted']);
    return found.map(({ index, eventId, data: { asReportedOn, size, stateSha256 } }) => ({
      ...{ index, eventId, asReportedOn: String(asReportedOn), size: Number(size), stateSha256: String(stateSha256) },
    }));
  }
}

interface Found {
  index: number;
  eventId: string;
  data: Record<string, unknown>;
}

/** The sealed entries of some types, as far as trail and log have come. */
async function entriesOfType(trail: AuditTrailReader, log: SealedLog, types: readonly string[]): Promise<Found[]> {
  const atSize = await log.size();
  const entries: Found[] = [];
  for (let after = -1; ; ) {
    const page = await trail.page({ after, limit: PAGE, atSize }, { types });
    const sealed = await log.bytesAt(page.map(({ sequence }) => sequence));
    for (const { index, eventId, entry } of sealed)
      entries.push({ index, eventId, data: JSON.parse(entry.toString('utf8')).data });
    if (page.length < PAGE) return entries;
    after = page.at(-1)!.sequence;
  }
}

export const stateHashHandlers = [StateHashHandler, PinnedViewsHandler, CommittedStatesHandler];
