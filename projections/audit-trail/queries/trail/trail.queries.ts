import { Query } from '@nestjs/cqrs';
import type { TrailFilter } from '../../audit-trail.reader.js';
import type { ReplayDay, ReplayStep } from './replay.answers.js';
import type { TrailDetail, TrailPage } from './trail.answers.js';

/** Where a stretch of the trail begins or ends, and how many entries it has at most. Without either, the newest. */
export interface TrailStretch {
  atSize: number;
  limit: number;
  /** Only entries with smaller sequences, the nearest to it. */
  before?: number;
  /** Only entries with greater sequences, the nearest to it. */
  after?: number;
}

/** A stretch of the audit trail in plain words. */
export class GetTrail extends Query<TrailPage> {
  constructor(
    readonly stretch: TrailStretch,
    readonly filter: TrailFilter = {},
  ) {
    super();
  }
}

/** One entry in plain words, with what it changed; `null` where it is not below `atSize`. */
export class GetTrailEntry extends Query<TrailDetail | null> {
  constructor(
    /** Sequence. */
    readonly index: number,
    /** Entries from this place on do not count, nor what they did to this one. */
    readonly atSize: number,
  ) {
    super();
  }
}

/** The ledger after one of its entries, on the way through those of a plan. */
export class GetReplayStep extends Query<ReplayStep | null> {
  constructor(
    /** UUID. */
    readonly plan: string,
    /** Entries that count: the last of them is the one that is looked at. 1 or more. */
    readonly size: number,
    /** Size of the ledger, for what lies ahead. */
    readonly atSize: number,
  ) {
    super();
  }
}

/** The days on which something of a plan was reported, the earliest first. */
export class GetReplayDays extends Query<ReplayDay[]> {
  constructor(
    /** UUID. */
    readonly plan: string,
    readonly atSize: number,
  ) {
    super();
  }
}
