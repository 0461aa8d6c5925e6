import type { EngineStatus } from '../../ledger/event-store.js';
import { Instruments } from '../instruments.js';
import { Metrics } from './metrics.js';
import { metricsInstrument } from './metrics-instrument.js';
import { type Looks, Scrape } from './scrape.js';

const up: EngineStatus = { engine: 'memory', connected: true };
const all: Looks = {
  engine: async () => up,
  places: async () => [{ name: 'state', status: 'running', runBy: 'here' }],
  lags: async () => [{ name: 'state', lag: { events: 7, seconds: 1.5 } }],
  signing: async () => ({ size: 12, witnesses: [] }),
};
const never = () => new Promise<never>(() => undefined);
const lost = () => Promise.reject(new Error('postgres://owner:secret@db refused'));

const scrape = (looks: Partial<Looks>, metrics = new Metrics()) => new Scrape(metrics, { ...all, ...looks }, 50).text();

describe('a scrape', () => {
  it('gives what it sees', async () => {
    const text = await scrape({});
    expect(text).toContain('\nprogress_ledger_event_store_up 1\n');
    expect(text).toContain('\nprogress_ledger_projections_up 1\n');
    expect(text).toContain('\nprogress_ledger_projection_lag_events{projection="state"} 7\n');
    expect(text).toContain('\nprogress_ledger_projection_lag_seconds{projection="state"} 1.5\n');
    expect(text).toContain('\nprogress_ledger_projection_runners{projection="state"} 1\n');
  });

  it('counts what the engine goes through by itself', async () => {
    const metrics = new Metrics();
    const { observer } = new Instruments([metricsInstrument(metrics)]);
    observer.retried();
    observer.retried();
    observer.reconnected();
    const text = await scrape({}, metrics);
    expect(text).toContain('\nprogress_ledger_event_store_retries_total 2\n');
    expect(text).toContain('\nprogress_ledger_event_store_reconnects_total 1\n');
  });

  it('says that nobody runs a projection', async () => {
    const text = await scrape({ places: async () => [{ name: 'state', status: 'running' }] });
    expect(text).toContain('\nprogress_ledger_projection_runners{projection="state"} 0\n');
  });

  it.each([
    ['never answers', never],
    ['is lost', lost],
  ])('still knows the places when the event store %s, and claims no lag', async (_, look) => {
    const text = await scrape({ engine: look, lags: look });
    expect(text).toContain('\nprogress_ledger_event_store_up 0\n');
    expect(text).toContain('\nprogress_ledger_projections_up 1\n');
    expect(text).toContain('\nprogress_ledger_projection_status{projection="state",status="running"} 1\n');
    expect(text).not.toMatch(/^progress_ledger_projection_lag_\w+\{/m);
    expect(text).not.toContain('secret');
  });

  it('tells an event store that takes no appends from one that does', async () => {
    const text = await scrape({ engine: async () => ({ ...up, problem: 'The events were moved' }) });
    expect(text).toContain('\nprogress_ledger_event_store_up 0\n');
  });

  it('says how far the log is signed, and that something keeps it from being signed', async () => {
    const signed = await scrape({});
    expect(signed).toContain('\nprogress_ledger_log_signed_entries 12\n');
    expect(signed).toContain('\nprogress_ledger_log_signing_stopped 0\n');
    const stopped = await scrape({ signing: async () => ({ size: null, problem: 'anchor-ahead', witnesses: [] }) });
    expect(stopped).toContain('\nprogress_ledger_log_signing_stopped 1\n');
    expect(stopped).not.toMatch(/^progress_ledger_log_signed_entries \d/m);
  });

  it('says which witnesses have cosigned how much, and which do not', async () => {
    const witnesses = [
      { name: 'a.example', size: 12 },
      { name: 'b.example', size: 7, problem: 'unreachable' },
      { name: 'c.example', size: null },
    ];
    const metrics = new Metrics();
    const text = await scrape({ signing: async () => ({ size: 12, witnesses }) }, metrics);
    expect(text.match(/^progress_ledger_log_witness_\w+\{.*/gm)).toEqual([
      'progress_ledger_log_witness_up{witness="a.example"} 1',
      'progress_ledger_log_witness_up{witness="b.example"} 0',
      'progress_ledger_log_witness_up{witness="c.example"} 1',
      'progress_ledger_log_witness_entries{witness="a.example"} 12',
      'progress_ledger_log_witness_entries{witness="b.example"} 7',
    ]);
    expect(await scrape({}, metrics)).not.toMatch(/^progress_ledger_log_witness_\w+\{/m);
  });

  it('claims nothing of the log while the database is away', async () => {
    const text = await scrape({ signing: lost });
    expect(text).not.toMatch(/^progress_ledger_log_\w+ /m);
  });

  it('forgets what it saw before', async () => {
    const metrics = new Metrics();
    await scrape({}, metrics);
    const text = await scrape({ places: lost, lags: lost }, metrics);
    expect(text).toContain('\nprogress_ledger_projections_up 0\n');
    expect(text).not.toMatch(/^progress_ledger_projection_\w+\{/m);
  });

  it('asks nothing twice at a time, however long an answer takes', async () => {
    let asked = 0;
    const places = () => {
      asked++;
      return never();
    };
    const scrapes = new Scrape(new Metrics(), { ...all, places }, 20);
    await Promise.all([scrapes.text(), scrapes.text()]);
    await scrapes.text();
    expect(asked).toBe(1);
  });
});
