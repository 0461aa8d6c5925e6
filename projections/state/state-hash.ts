import { createHash } from 'node:crypto';
import type pg from 'pg';
import { type Answer, stateText } from '../../src/integrity/replay.js';
import { statementData } from '../../src/ledger/history.js';
import type { ProjectionSizes } from '../runner/projection-sizes.js';
import { viewQuery } from './reader-queries.js';
import type { View } from './statement.js';
import type { StoredValue } from './stored-value.js';

/** A state, told by its hash. */
export interface HashedState {
  /** SHA-256 of the canonical JSON of the list of `[key, src, value]`, in hexadecimal digits. */
  sha256: string;
  /** Keys that have an answer. */
  answers: number;
}

interface ViewRow {
  stream: string;
  facet: string;
  src: string;
  value: StoredValue;
}

/** Hashes what the read model answers in a view. Commitments stay sealed, so that no erasure changes it. */
export class StateHasher {
  constructor(
    private readonly pool: pg.Pool,
    private readonly sizes: ProjectionSizes,
  ) {}

  /** @throws ProjectionBehindError the read model has not come to `atSize` within five seconds */
  async hash(view: View): Promise<HashedState> {
    await this.sizes.reached('state', view.atSize);
    const { rows } = await this.pool.query<ViewRow>(viewQuery(view, {}));
    const answers = rows.map(answerOf).sort((a, b) => (a.key < b.key ? -1 : 1));
    const hash = createHash('sha256');
    for (const part of stateText(answers)) hash.update(part);
    return { sha256: hash.digest('hex'), answers: answers.length };
  }
}

function answerOf({ stream, facet, src, value }: ViewRow): Answer {
  const takenBack = (value.originalType ?? value.type) === 'Withdrawn';
  return { key: `${stream}/${facet}`, src: Number(src), value: takenBack ? null : statementData(value) };
}
