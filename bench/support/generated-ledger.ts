import { createHash } from 'node:crypto';
import { canonicalJson, type JsonObject } from '../../src/integrity/canonical-json.js';
import { addDays, type Day } from '../../src/ledger/dates.js';
import type { Disclosure } from '../../src/ledger/erasable/conceal.js';
import type { EventMetadata, RecordedEvent } from '../../src/ledger/event.js';
import { uuidV5, uuidV7At } from '../../src/ledger/ids.js';
import { seeded } from './random.js';

const NAMESPACE = '018f8a10-0000-7000-8000-000000000000';
const RECORDED_FROM = Date.parse('2026-07-01T09:00:00Z');
const FIRST_PAPER: Day = '2010-01-29';
const DAYS_BETWEEN_PAPERS = 28;

/** Every tenth paper comes after the next one. */
const LATE_PAPER = 10;
const VOIDED = 0.01;
const RESTATED = 0.03;

/** What opens the commitment of `by`, and the person whom it names. */
export type ByDisclosure = Disclosure & { subject: string };

/** Twenty people write; who did it is a commitment in every entry. */
const PEOPLE = Array.from({ length: 20 }, (_, n): { disclosure: ByDisclosure; $c: string } => {
  const subject = uuidV5(NAMESPACE, `person ${n}`);
  const salt = Buffer.from(subject.replaceAll('-', ''), 'hex').toString('base64url');
  const bytes = canonicalJson([salt, '/by', { subject, name: `Officer number ${n} of the team` }]);
  const $c = createHash('sha256').update(bytes, 'utf8').digest('base64url');
  return { disclosure: { pointer: '/by', bytes, subject }, $c };
});

const AREAS = ['Bolton', 'Bury', 'Manchester', 'Oldham', 'Rochdale', 'Salford'];

/**
 * A ledger as a plan's reports make it, the same for the same seed: `LedgerOpened`, then one paper after another, each
 * with one statement about every object. A paper restates some of the figures before it, and some turn out to have been
 * entered by mistake. What is stated is a target, the one kind of statement that needs no narrative; a value of the read
 * model has about 580 bytes.
 */
export class GeneratedLedger {
  private readonly random: () => number;
  private readonly revisions: bigint[];
  /** Id of each object's newest statement, where something may act on it. */
  private readonly targets: (string | undefined)[];
  private readonly source: Generator<RecordedEvent, never>;

  constructor(
    /** Number of objects, each with a stream of its own and one key. */
    readonly objects: number,
    seed = 20_261_122,
  ) {
    this.random = seeded(seed);
    this.revisions = new Array<bigint>(objects).fill(0n);
    this.targets = new Array<string | undefined>(objects).fill(undefined);
    this.source = this.generate();
  }

  /** The next events, in pages. */
  *take(count: number, page = 1_000): Generator<RecordedEvent[]> {
    for (let left = count; left > 0; ) {
      const events: RecordedEvent[] = [];
      while (events.length < Math.min(page, left)) events.push(this.source.next().value);
      left -= events.length;
      yield events;
    }
  }

  private *generate(): Generator<RecordedEvent, never> {
    yield this.opening();
    for (let sequence = 1, nth = 0; ; nth++) {
      const paper = paperAt(nth);
      for (let object = 0; object < this.objects; object++, sequence++) yield this.event(sequence, object, paper);
    }
  }

  private opening(): RecordedEvent {
    const id = uuidV5(NAMESPACE, 'ledger');
    return {
      ...placeOf(0, `ledger-${id}`, 0n),
      type: 'LedgerOpened',
      data: {
        name: 'A generated ledger',
        origin: 'ledger.example/generated',
        timeZone: 'Europe/London',
        languages: ['en-GB'],
        ownerBodyId: uuidV5(NAMESPACE, 'body'),
        reportedOnConvention: 'The date of the meeting that a paper was made for.',
      },
      metadata: { by: { $c: PEOPLE[0]!.$c } },
    };
  }

  private event(sequence: number, object: number, paper: number): RecordedEvent {
    const chance = this.random();
    const target = this.targets[object];
    const place = placeOf(sequence, streamOfObject(object), this.revisions[object]!++);
    const by = { $c: byOf(sequence).$c };
    if (target && chance < VOIDED) {
      this.targets[object] = undefined;
      const data = { reason: { $c: by.$c } };
      return { ...place, type: 'EntryVoided', data, metadata: { ...about(paper), entry: 'correction', target, by } };
    }
    // The first paper's statements stand, so that every view from its day on has an answer for every object.
    const isNewest = sequence > this.objects && paper % LATE_PAPER !== LATE_PAPER - 1;
    this.targets[object] = isNewest ? place.id : undefined;
    const reported = { ...about(paper), reportedOn: dayOfPaper(paper), entry: 'backfill' as const };
    const statement = this.statement(paper);
    if (target && isNewest && chance < VOIDED + RESTATED)
      return {
        ...place,
        type: 'Restated',
        data: { statement, reason: 'method', approvedBy: 'approver' },
        metadata: { ...reported, target, by },
      };
    return { ...place, type: 'TargetSet', data: statement, metadata: { ...reported, by } };
  }

  /** Two years' figures for an area. */
  private statement(paper: number): JsonObject {
    const area = AREAS[Math.floor(this.random() * AREAS.length)]!;
    const year = 2010 + (paper % 15);
    const point = (from: number) => ({
      period: { from: `${from}-04-01`, to: `${from + 1}-04-01` },
      areas: [{ name: area }],
      value: (this.random() * 10_000).toFixed(2),
    });
    return { unit: 'incidents', points: [point(year), point(year + 1)], actingAs: 'data-owner' };
  }
}

/** What opens the commitment in an event's `by`. */
export function byDisclosureOf(event: Pick<RecordedEvent, 'sequence'>): ByDisclosure {
  return byOf(event.sequence).disclosure;
}

/** The reported day of a paper, counted from 0. */
export function dayOfPaper(paper: number): Day {
  return addDays(FIRST_PAPER, paper * DAYS_BETWEEN_PAPERS);
}

/** Which paper is loaded as the n-th. */
function paperAt(nth: number): number {
  if (nth % LATE_PAPER === LATE_PAPER - 1) return nth + 1;
  return nth > 0 && nth % LATE_PAPER === 0 ? nth - 1 : nth;
}

function placeOf(sequence: number, stream: string, revision: bigint) {
  const milliseconds = RECORDED_FROM + sequence * 5;
  const id = uuidV7At(milliseconds, `event ${sequence}`);
  return { sequence, stream, revision, id, recordedAt: new Date(milliseconds).toISOString() };
}

const streams: string[] = [];

function streamOfObject(object: number): string {
  streams[object] ??= `metric-${uuidV5(NAMESPACE, `object ${object}`)}`;
  return streams[object];
}

export function byOf(sequence: number) {
  return PEOPLE[sequence % PEOPLE.length]!;
}

const PLAN = uuidV5(NAMESPACE, 'plan');

function about(paper: number): Omit<EventMetadata, 'by'> {
  const doc = uuidV5(NAMESPACE, `paper ${paper}`);
  const sha256 = doc.replaceAll('-', '').repeat(2);
  return { plan: PLAN, source: { doc, sha256 } };
}
