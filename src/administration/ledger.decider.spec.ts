import { EVERYBODY, given, idOf, LEDGER_ID, type Sent } from '../../test/support/given.js';
import type { Situation } from '../ledger/catalogue/catalogue.js';
import type { RecordedEvent } from '../ledger/event.js';
import { eventId, streamOf, uuidV7At } from '../ledger/ids.js';
import { sources } from '../sources/source.commands.js';
import { administration } from './ledger.commands.js';
import { closingRules } from './ledger.decider.js';

const FEATURES = [administration, sources];
const ANNA = { ...EVERYBODY, subject: '8c7b1c0e-0000-4000-8000-00000000000a', name: 'Anna' };
const FILE = 'ab'.repeat(32);
const OPENING = uuidV7At(Date.parse('2022-08-30'), 'opening');
const BATCH = eventId(streamOf('ledger', LEDGER_ID), OPENING, 0);

const openLedger: Sent = {
  command: 'open-ledger',
  name: 'Example ledger',
  origin: 'ledger.example/plans',
  timeZone: 'Europe/London',
  languages: ['en'],
  ownerBodyId: 'owner',
  reportedOnConvention: 'The day of publication, else the day of the meeting.',
};
const openBackfill: Sent = {
  command: 'open-backfill',
  id: OPENING,
  title: 'The papers of August 2022',
  documents: [{ sourceId: 'paper', sha256: FILE }],
  method: 'Transcribed by hand, checked by a second person',
  loader: { name: 'ledger import', version: '0.1.0' },
};
const registerPaper: Sent = {
  command: 'register-source',
  sourceId: 'paper',
  title: 'Progress report, August 2022',
  kind: 'panelPaper',
  dated: { date: '2022-08-04', precision: 'day' },
  mediaType: 'application/pdf',
  size: 120_000,
  sha256: FILE,
  language: 'en',
};
const loadPaper: Sent = { ...registerPaper, reportedOn: '2022-06-07', source: { batch: OPENING } };
const closeBackfill: Sent = {
  command: 'close-backfill',
  batch: OPENING,
  counts: [{ type: 'SourceRegistered', count: 1 }],
  refused: 0,
  sentBy: ANNA,
};

describe('opening the ledger', () => {
  it('is the first entry and names the ledger by its origin', () =>
    given(FEATURES)
      .unopened()
      .when(openLedger)
      .gives({
        type: 'LedgerOpened',
        facet: null,
        data: { origin: openLedger.origin, ownerBodyId: idOf('owner'), actingAs: 'administrator' },
      }));

  it('happens once', () => given(FEATURES).when(openLedger).isRefused(422, { message: 'This ledger is already open' }));

  it('comes before everything else', () =>
    given(FEATURES).unopened().when(openBackfill).isRefused(409, { code: 'ledger-not-open' }));

  it.each(['Europe/Atlantis', '+01:00', 'GMT+25', '../etc'])('refuses %s for a time zone', (timeZone) =>
    given(FEATURES)
      .unopened()
      .when({ ...openLedger, timeZone })
      .isRefused(400, {
        field: 'timeZone',
        message: 'Time zone must be the name of an IANA time zone, for example Europe/London',
      }));

  it.each(['two words', 'a+b', 'straße'])('refuses %s for an origin', (origin) =>
    given(FEATURES)
      .unopened()
      .when({ ...openLedger, origin })
      .isRefused(400, { field: 'origin' }));

  it('has no reported date', () =>
    given(FEATURES)
      .unopened()
      .when({ ...openLedger, reportedOn: '2022-08-04' })
      .isRefused(422, { field: 'reportedOn' }));
});

describe('opening a backfill', () => {
  it('lists documents that need not be registered yet', () =>
    given(FEATURES)
      .when(openBackfill)
      .gives({ type: 'BackfillOpened', data: { documents: [{ sourceId: idOf('paper'), sha256: FILE }] } }));

  it.each([[undefined], [[]]])('needs documents, not %j', (documents) =>
    given(FEATURES)
      .when({ ...openBackfill, documents })
      .isRefused(400, { field: 'documents', message: 'List the documents to be loaded' }));

  it('asks for the file of a document by its title', () =>
    given(FEATURES, registerPaper)
      .when({ ...openBackfill, documents: [{ sourceId: 'paper' }] })
      .isRefused(422, { field: 'documents[0].sha256', message: 'Add the file of Progress report, August 2022' }));
});

describe('loading in a backfill', () => {
  it('takes the listed document itself, and entries name the batch by the entry that opened it', () =>
    given(FEATURES, openBackfill)
      .when(loadPaper)
      .gives({
        type: 'SourceRegistered',
        metadata: { source: { doc: idOf('paper'), sha256: FILE, batch: BATCH }, entry: 'backfill' },
      }));

  it('is for the listed files alone', () =>
    given(FEATURES, openBackfill)
      .when({ ...loadPaper, sha256: 'cd'.repeat(32) })
      .isRefused(422, { field: 'source.batch', message: 'Choose an open backfill that lists this document' }));

  it('ends when the backfill is closed', () =>
    given(FEATURES, openBackfill, { ...closeBackfill, counts: [] })
      .when(loadPaper)
      .isRefused(422, { field: 'source.batch', message: 'Choose an open backfill that lists this document' }));
});

describe('closing a backfill', () => {
  const loaded = () => given(FEATURES, openBackfill, loadPaper);

  it('is done by someone else, who states what was loaded', () =>
    loaded()
      .when(closeBackfill)
      .gives({ type: 'BackfillClosed', data: { batch: BATCH, refused: 0 } }));

  it('takes the event id of the opening as well', () =>
    loaded()
      .when({ ...closeBackfill, batch: BATCH })
      .gives({ type: 'BackfillClosed', data: { batch: BATCH } }));

  it('is not done by its opener', () =>
    loaded()
      .when({ ...closeBackfill, sentBy: EVERYBODY })
      .isRefused(422, { field: 'batch', message: 'Someone else must close this backfill' }));

  it('cannot be shown to be done by someone else once the opener is erased', () => {
    const opened = { type: 'BackfillOpened', metadata: { by: { $c: 'x'.repeat(43) } } } as unknown as RecordedEvent;
    const history = { events: [opened], event: () => opened };
    const situation = { history, gathered: new Map(), actor: ANNA } as unknown as Situation<
      ReadonlyMap<string, number>
    >;
    expect(closingRules({ batch: BATCH, counts: [], refused: 0 }, situation)).toContainEqual(
      expect.objectContaining({ message: 'Someone else must close this backfill' }),
    );
  });

  it('compares the counts, in all and by type', () =>
    loaded()
      .when({ ...closeBackfill, counts: [{ type: 'SourceRegistered', count: 3 }] })
      .isRefused(
        422,
        { field: 'counts', message: '1 entries were loaded, 3 stated' },
        { field: 'counts', message: '1 SourceRegistered entries were loaded, 3 stated' },
      ));

  it('finds counts that agree in all and differ by type', () =>
    loaded()
      .when({ ...closeBackfill, counts: [{ type: 'BodyNamed', count: 1 }] })
      .isRefused(
        422,
        { message: '0 BodyNamed entries were loaded, 1 stated' },
        { message: '1 SourceRegistered entries were loaded, 0 stated' },
      ));

  it('happens once', () =>
    loaded().and(closeBackfill).when(closeBackfill).isRefused(422, { message: 'This backfill is already closed' }));

  it('needs a backfill', () =>
    loaded()
      .when({ ...closeBackfill, batch: uuidV7At(0, 'none') })
      .isRefused(404, { field: 'batch', message: 'The ledger holds no such backfill' }));
});
