import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandDto, commandFor, commandType } from '../ledger/catalogue/define.js';
import { eventId, streamOf } from '../ledger/ids.js';
import { BackfillClosed, BackfillClosedData, BackfillOpened, LedgerOpened, StateCommitted } from './ledger.events.js';

const OpenLedger = commandFor(
  'OpenLedger',
  'Open the ledger: its name, time zone and conventions',
  LedgerOpened,
  ['administrator'],
  { creates: true, existsAlready: 'This ledger is already open' },
);

const CloseBackfill = commandType({
  name: 'CloseBackfill',
  summary: 'Close a backfill that someone else opened, stating what it loaded',
  dto: commandDto('CloseBackfill', BackfillClosedData),
  category: 'ledger',
  roles: ['approver'],
  makes: [BackfillClosed],
  events: ({ batch, counts, refused }, { history, ledger }) => {
    const opened = eventId(streamOf('ledger', ledger.id), batch, 0);
    return [{ type: BackfillClosed, data: { batch: history.event(opened) ? opened : batch, counts, refused } }];
  },
});

export const administration: Feature = {
  events: [LedgerOpened, BackfillOpened, BackfillClosed, StateCommitted],
  commands: [
    OpenLedger,
    commandFor('OpenBackfill', 'Open a load of papers older than the ledger', BackfillOpened, ['policy-officer']),
    CloseBackfill,
  ],
};
