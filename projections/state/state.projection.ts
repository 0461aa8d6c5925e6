import type pg from 'pg';
import { sqlFile } from '../../src/database/sql-file.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import type { KeyOf } from '../../src/ledger/history.js';
import type { BulkLoad, Projection } from '../runner/projection.js';
import { applyBatch } from './state-batch.js';
import { StateBulkLoad } from './state-bulk-load.js';

/**
 * The one bitemporal read model: for every key, which text answers over which reported days and which sizes of the
 * ledger. Values keep their commitments; readers put the held values in, so that an erasure changes nothing here.
 */
export class StateProjection implements Projection {
  readonly name = 'state';
  readonly version = 3;
  readonly answersFrom = 2; // its tables have the same rows, and are searched more slowly
  readonly tables = {
    create: sqlFile('projections/state/create-tables.sql'),
    complete: sqlFile('projections/state/complete-tables.sql'),
    views: ['state_key', 'statement', 'statement_void', 'state_rect'],
  };

  /** @param keyOf the key of an ordinary event, `null` for an administrative one */
  constructor(private readonly keyOf: KeyOf) {}

  async apply(events: readonly RecordedEvent[], client: pg.ClientBase): Promise<void> {
    await applyBatch(events, this.keyOf, client);
  }

  async bulkLoad(client: pg.ClientBase): Promise<BulkLoad> {
    return StateBulkLoad.begin(this.keyOf, client);
  }
}
