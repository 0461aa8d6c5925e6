import { opaqueCatalogue, recorded } from '../support/opaque-ledger.js';
import type { Step } from '../support/plain-evaluation.js';
import { ReadModels } from '../support/read-models.js';

const KEY = 'a/status';
const LOG: Step[] = [
  { does: 'report', key: KEY, reportedOn: '2020-01-01', value: 'first' },
  { does: 'report', key: KEY, reportedOn: '2022-01-01', value: 'second' },
  { does: 'report', key: KEY, reportedOn: '2021-01-01', value: 'between, loaded later' },
];

describe('the table of rectangles', () => {
  let models: ReadModels;
  beforeEach(async () => {
    models = await ReadModels.open();
    await models.feed(models.state, await recorded(LOG), 1);
  });
  afterEach(() => models.close());

  it('keeps what each answer was, over reported days and sizes', async () => {
    const { rows } = await models.pool.query(
      'SELECT src::int, reported::text, recorded::text FROM read.state_rect ORDER BY lower(recorded), lower(reported)',
    );
    expect(rows).toEqual([
      { src: 0, reported: '[2020-01-01,)', recorded: '[0,1)' },
      { src: 0, reported: '[2020-01-01,2022-01-01)', recorded: '[1,2)' },
      { src: 1, reported: '[2022-01-01,)', recorded: '[1,)' },
      { src: 0, reported: '[2020-01-01,2021-01-01)', recorded: '[2,)' },
      { src: 2, reported: '[2021-01-01,2022-01-01)', recorded: '[2,)' },
    ]);
  });

  it('cannot hold two answers for one key, day and size', async () => {
    const second = `INSERT INTO read.state_rect
      SELECT key_id, src, slot, daterange('2021-06-01', '2021-06-02'), recorded, value FROM read.state_rect
       WHERE upper_inf(recorded) LIMIT 1`;
    await expect(models.pool.query(second)).rejects.toMatchObject({ code: '23P01' });
  });

  it.each([
    ['other days', `reported = daterange('2019-01-01', '2019-02-01') WHERE upper_inf(recorded)`],
    ['another text', 'src = 7 WHERE upper_inf(recorded)'],
    ['another beginning', 'recorded = int8range(0, 5) WHERE upper_inf(recorded)'],
    ['another end', 'recorded = int8range(lower(recorded), 9) WHERE NOT upper_inf(recorded)'],
    ['no end', 'recorded = int8range(lower(recorded), NULL) WHERE NOT upper_inf(recorded)'],
  ])('lets a rectangle be closed and nothing else: not given %s', async (_, change) => {
    await expect(models.pool.query(`UPDATE read.state_rect SET ${change}`)).rejects.toMatchObject({ code: '23001' });
  });

  it('stops the projection when its rows were changed by another hand', async () => {
    const schema = (await models.pool.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'state_v%'`)).rows[0];
    await models.pool.query(
      `DELETE FROM ${schema.nspname}.state_rect WHERE upper_inf(reported) AND upper_inf(recorded)`,
    );
    const log: Step[] = [...LOG, { does: 'correct', target: 1, value: 'corrected' }];
    await expect(models.feed(models.state, (await recorded(log)).slice(3))).rejects.toThrow(
      '1 answers end, but 0 of them are stored: the tables were changed',
    );
  });

  it('needs the types of all events', async () => {
    expect(() => opaqueCatalogue.keyOf({ type: 'Unknown', data: {}, metadata: { by: { $c: '' } } })).toThrow(/Unknown/);
    const [event] = (await recorded([...LOG, LOG[0]!])).slice(3);
    await expect(models.feed(models.state, [{ ...event!, type: 'Unknown' }])).rejects.toThrow(
      /Event 3 \(Unknown\): .*does not know the event type/,
    );
  });
});
