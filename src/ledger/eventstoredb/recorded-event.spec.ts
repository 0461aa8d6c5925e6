import type { EventMetadata } from '../event.js';
import { withMigration } from './migrated-event.js';
import { ForeignEventError, readEvent, type ServerEvent } from './recorded-event.js';

const PREFIX = 'ledger.';
const ID = '018f0000-0000-7000-8000-000000000001';
const metadata: EventMetadata = { plan: 'p', by: { $c: 'x' } };

function serverEvent(parts: Partial<ServerEvent> = {}): ServerEvent {
  return {
    streamId: 'ledger.commitment-1',
    revision: 3n,
    id: ID,
    type: 'StatusReported',
    isJson: true,
    data: { status: 'at-risk' },
    metadata,
    created: new Date('2022-08-04T09:00:00.123Z'),
    ...parts,
  };
}

describe('an event of the server', () => {
  it('becomes one of the ledger, without the prefix', () => {
    expect(readEvent(serverEvent(), PREFIX)).toEqual({
      event: {
        stream: 'commitment-1',
        revision: 3n,
        id: ID,
        type: 'StatusReported',
        data: { status: 'at-risk' },
        metadata,
        recordedAt: '2022-08-04T09:00:00.123Z',
      },
    });
  });

  it('keeps the first engine’s time when it was migrated, and nothing of that in its metadata', () => {
    const migration = { recordedAt: '2020-01-02T03:04:05.006Z', sequence: 7 };
    const read = readEvent(serverEvent({ metadata: withMigration(metadata, migration) }), PREFIX);
    expect(read.event).toMatchObject({ metadata, recordedAt: migration.recordedAt });
    expect(read.event.metadata).toStrictEqual(metadata);
    expect(read.migration).toEqual(migration);
  });

  const foreign: [string, Partial<ServerEvent>, RegExp][] = [
    ['in a stream without a name', { streamId: 'ledger.' }, /no name/],
    ['of the server itself', { type: '$streamDeleted' }, /type/],
    ['with an id in capitals', { id: ID.toUpperCase() }, /id/],
    ['that is not JSON', { isJson: false, data: Buffer.from('{}') }, /JSON/],
    ['of malformed JSON', { data: '{"status":' }, /not a JSON object/],
    ['whose data is a list', { data: [] }, /not a JSON object/],
    ['whose data is null', { data: null }, /not a JSON object/],
    ['without metadata', { metadata: undefined }, /no metadata/],
    ['with malformed metadata', { metadata: new Uint8Array([123]) }, /metadata is not a JSON object/],
    ['with metadata of its own', { metadata: { ...metadata, $causedBy: 'x' } }, /\$causedBy/],
    ['with a fraction', { data: { value: 0.5 } }, /no entry/],
    ['with a prototype key', { data: JSON.parse('{"__proto__": {"admin": true}}') }, /no entry/],
    ['without a time', { created: new Date(0) }, /when/],
    ['with a time that is none', { created: new Date(Number.NaN) }, /when/],
    ['with a time of its own', { metadata: { ...metadata, recordedAt: '2020-01-02T03:04:05.006Z' } }, /place/],
    ['with a place of its own', { metadata: { ...metadata, sequence: 1 } }, /recorded time/],
    [
      'with a time that no clock shows',
      { metadata: { ...metadata, recordedAt: '2020-13-02T03:04:05.006Z', sequence: 1 } },
      /time/,
    ],
    [
      'with a place before the first',
      { metadata: { ...metadata, recordedAt: '2020-01-02T03:04:05.006Z', sequence: -1 } },
      /place/,
    ],
  ];

  it.each(foreign)('is refused when it is one %s', (_, parts, why) => {
    const read = () => readEvent(serverEvent(parts), PREFIX);
    expect(read).toThrow(ForeignEventError);
    expect(read).toThrow(why);
    expect(read).toThrow(/revision 3 of ledger\..*Let nobody but the service write/);
  });
});
