import type { CustomTypesConfig } from 'pg';
import { liveCursor } from '../projections/runner/cursors.js';
import { ProjectionSizes } from '../projections/runner/projection-sizes.js';
import { rebuild } from '../projections/runner/rebuild.js';
import { PostgresStateReader } from '../projections/state/postgres-state-reader.js';
import type { View } from '../projections/state/statement.js';
import { figuresBySize, mean } from './support/by-size.js';
import { settle } from './support/database.js';
import type { Figure } from './support/figure.js';
import { dayOfPaper } from './support/generated-ledger.js';
import { type LoadedLedger, stateProjection } from './support/ledgers.js';
import { type Round, timed, undisturbed } from './support/rounds.js';
import type { Bench } from './support/suite.js';

const TODAY = '2026-06-30';
const FLAT = 1.5;
const NEAR_PLAIN = 2;

/** The views of a ledger of a size, each with an answer for every object. */
type ViewsOf = (ledger: LoadedLedger) => View;

const VIEWS: Record<string, ViewsOf> = {
  today: ({ size }) => ({ asReportedOn: TODAY, atSize: size }),
  'middle of history': ({ size, generated }) => ({
    asReportedOn: dayOfPaper(Math.floor((size - 1) / generated.objects / 2)),
    atSize: size,
  }),
  // When only the first paper was there: nearly all that has been recorded must not count.
  'before the backfill': ({ generated }) => ({ asReportedOn: TODAY, atSize: generated.objects + 1 }),
};

/** One ledger, with what was measured of it. */
interface Measured {
  statements: number;
  read(view: View): Promise<number>;
  readPlain(): Promise<number>;
  ledger: LoadedLedger;
  /** Milliseconds a query, by view. */
  rounds: Map<string, Round[]>;
}

/** The whole plan as of a day and a size, at ledgers of several sizes: the answers are as many in all of them. */
export async function viewsSuite({ sizes, ledgers, say }: Bench): Promise<Figure[]> {
  const all: Measured[] = [];
  for (const statements of sizes.view.statements) {
    say(`views: preparing ${statements.toLocaleString('en-GB')} statements`);
    all.push(await prepare(statements, await ledgers.of(statements)));
  }
  say(`views: ${sizes.view.rounds} rounds`);
  for (let round = -1; round < sizes.view.rounds; round++)
    for (const [name, viewOf] of Object.entries(VIEWS))
      for (const { read, readPlain, ledger, rounds } of round % 2 === 0 ? all : [...all].reverse()) {
        const view = viewOf(ledger);
        const ours = await undisturbed(() => mean(sizes.view.queriesARound, () => read(view)));
        const peer = await undisturbed(() => mean(sizes.view.queriesARound, readPlain));
        if (round >= 0) rounds.get(name)!.push({ ours, peer });
      }
  return Object.keys(VIEWS).flatMap((name) =>
    figuresBySize(
      `plan ${name}`,
      'same rows of a current-state table',
      { flat: FLAT, plain: NEAR_PLAIN },
      all.map(({ statements, rounds }) => ({ statements, rounds: rounds.get(name)! })),
    ),
  );
}

async function prepare(statements: number, ledger: LoadedLedger): Promise<Measured> {
  const { database, generated } = ledger;
  const { app, owner, erasable } = database;
  if (!(await liveCursor(app, stateProjection.name))) await rebuild(database.store, app, stateProjection);
  await owner.query(`
    CREATE TABLE peer.current_state (
      stream text COLLATE "C", facet text COLLATE "C", category text, src bigint, slot bigint, value jsonb NOT NULL,
      PRIMARY KEY (stream, facet));
    INSERT INTO peer.current_state
      SELECT k.stream, k.facet, k.category, r.src, r.slot, r.value
        FROM read.state_rect r JOIN read.state_key k USING (key_id)
       WHERE upper_inf(r.recorded) AND upper_inf(r.reported)`);
  await settle(database);
  const reader = new PostgresStateReader(app, erasable, new ProjectionSizes(app));
  const whole = async (rows: Promise<unknown[]>) => {
    const { length } = await rows;
    if (length !== generated.objects) throw new Error(`${length} answers instead of ${generated.objects}`);
  };
  return {
    statements,
    ledger,
    read: (view) => timed(() => whole(reader.statements(view))),
    readPlain: () => timed(() => whole(owner.query(PLAIN).then(({ rows }) => rows))),
    rounds: new Map(Object.keys(VIEWS).map((name) => [name, []])),
  };
}

const JSONB = 3802;

/** Values are parsed as any reader must; numbers may stay text. */
const PLAIN: { text: string; types: CustomTypesConfig } = {
  text: 'SELECT stream, facet, category, src, slot, value FROM peer.current_state',
  types: { getTypeParser: (oid: number) => (oid === JSONB ? JSON.parse : (text: string) => text) },
};
