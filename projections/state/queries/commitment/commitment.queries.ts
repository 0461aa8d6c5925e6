import type { View } from '../../statement.js';
import { OfObject, OfView } from '../view-query.js';
import type { CommitmentAnswer, CommitmentLine } from './commitment.answers.js';
import type { StatusBefore } from './statuses.js';

/** All given conditions hold together. */
export interface CommitmentFilter {
  plan?: string;
  /** A plan or one of its parts: what sits in it, at any depth. */
  under?: string;
  /** Id of a status as in its scheme, or `notStated`. */
  status?: string;
  /** Whose assessment the status is; the officers' unless told. */
  assessment?: 'officer' | 'panel';
  /** Code or name of an area that a status is said for. With a status, that one. */
  area?: string;
  /** A body that leads on it, promised it or delivers it. */
  body?: string;
  tag?: string;
  /** No update says anything about it, though one may name it; or one does. */
  noUpdate?: boolean;
  overdue?: boolean;
  /** All of these stand in the words in force. */
  words?: readonly string[];
}

export class GetCommitments extends OfView<CommitmentLine[]> {
  constructor(
    view: View,
    readonly filter: CommitmentFilter = {},
  ) {
    super(view);
  }
}

export class GetCommitment extends OfObject<CommitmentAnswer> {}

/** What the statuses of one commitment were before, where they had been stated before. */
export class GetStatusesBefore extends OfObject<StatusBefore[]> {}
