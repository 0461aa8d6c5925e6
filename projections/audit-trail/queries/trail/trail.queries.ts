import { Query } from '@nestjs/cqrs';
import type { Day } from '../../../../src/ledger/dates.js';
import type { View } from '../../../state/statement.js';
import type { TrailFilter } from '../../audit-trail.reader.js';
import type { ReplayDay, ReplayPlace, ReplayStep } from './replay.answers.js';
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

/** Which entries of a plan are gone through. */
export interface ReplayScope {
  /** UUID. */
  plan: string;
  /** Size of the ledger, for what lies ahead. */
  atSize: number;
  /** Only what had been reported by the end of this day, where that is told. */
  knownBy?: Day;
}

/** The ledger after the last entry of a plan in a view, on the way through those of the plan; `null` for none. */
export class GetReplayStep extends Query<ReplayStep | null> {
  constructor(
    readonly view: View,
    readonly scope: ReplayScope,
  ) {
    super();
  }
}

/** The last entry of a plan that had been reported by a day; `null` where there is none. */
export class FindReplayPlace extends Query<ReplayPlace | null> {
  constructor(
    readonly scope: ReplayScope,
    readonly by: Day,
  ) {
    super();
  }
}

/** The days on which something of a plan was reported, the earliest first. */
export class GetReplayDays extends Query<ReplayDay[]> {
  constructor(readonly scope: ReplayScope) {
    super();
  }
}
