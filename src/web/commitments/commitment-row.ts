import type {
  CommitmentSummary,
  StatusAnswer,
} from '../../../projections/state/queries/commitment/commitment.answers.js';
import { pageOf } from '../links.js';
import { officerStatus } from '../plans/status-table.js';

/** A commitment as a row of a list. */
export interface CommitmentRow {
  /** An external id such as C22-14, else the number printed. */
  identifier: string;
  path: string;
  words: string | undefined;
  /** Titles of the parts that it sits in, from the top down. */
  within: string[];
  /** The officers', of the whole. */
  status: StatusAnswer | undefined;
  /** The officers', of the area that the list is narrowed to. */
  inArea?: StatusAnswer;
  labels: string[];
  /** Day of the last update that says something about it. */
  updated?: string;
  /** Where none does: day of the last that names it all the same. */
  namedOn?: string;
}

export function commitmentRow(commitment: CommitmentSummary, within: string[] = []): CommitmentRow {
  const { id, externalIds, printedNumber, wording, labels, latestUpdate, silences } = commitment;
  const silent = latestUpdate ? undefined : silences?.find(({ update }) => update !== undefined);
  return {
    identifier: externalIds[0] ?? printedNumber.display,
    path: pageOf('commitment', { id, externalIds })!,
    words: wording?.text,
    ...{ within, labels, status: officerStatus(commitment) },
    ...(latestUpdate ? { updated: latestUpdate.from.reportedOn } : {}),
    ...(silent ? { namedOn: silent.reportedOn } : {}),
  };
}
