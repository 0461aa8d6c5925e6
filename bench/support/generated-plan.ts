import { createHash } from 'node:crypto';
import { catalogue } from '../../src/catalogue.js';
import type { JsonObject } from '../../src/integrity/canonical-json.js';
import { leaves } from '../../src/ledger/catalogue/walk.js';
import { addDays, type Day } from '../../src/ledger/dates.js';
import { conceal, type Disclosure } from '../../src/ledger/erasable/conceal.js';
import type { Effective, RecordedEvent } from '../../src/ledger/event.js';
import { isAct } from '../../src/ledger/history.js';
import { streamOf, uuidV5, uuidV7At } from '../../src/ledger/ids.js';
import { STANDARD_SCHEME } from '../../src/settings/standard-scheme.js';
import { byDisclosureOf, byOf } from './generated-ledger.js';

const NAMESPACE = '018f8a10-0000-7000-8000-000000000001';
const RECORDED_FROM = Date.parse('2026-07-01T09:00:00Z');
const FIRST_PAPER: Day = '2008-01-30';
const DAYS_BETWEEN_PAPERS = 28;
/** Of the figures; a paper tells of a month that is past. */
const FIRST_YEAR = 2005;
const PRIORITIES = 3;
const METRICS_OF_AN_INDICATOR = 4;
const WORDINGS_RESTATED = 4;
/** Every twentieth metric was once announced for a day, and no further day was ever announced. */
const NOT_ANNOUNCED_AGAIN = 20;
const BLOCKS = 3;
const WORDS_OF_A_BLOCK = 60;
const STATUSES = ['not-started', 'on-track', 'at-risk', 'off-track'];

/** How many objects of each kind a plan has, whatever its history. */
export interface PlanSize {
  themes: number;
  commitments: number;
  metrics: number;
  milestones: number;
}

/** An event with all that opens its commitments. */
export interface OpenEvent {
  event: RecordedEvent;
  disclosures: (Disclosure & { subject: string | null })[];
}

/** What is said, before it has a place in the ledger. */
interface Said {
  stream: string;
  type: string;
  data: JsonObject;
  effective?: Effective;
  /** Of acts: the entry and the type of the statement that they change. */
  on?: { id: string; type: string };
}

/** The word of one update alone. */
export const RARE_WORD = 'heron';
/** A word of every update. */
export const COMMON_WORD = 'partnership';
/** Two words that stand together in every tenth update. */
export const PHRASE = '"night bus"';

/**
 * One plan that is reported on at length, the same in every run: its parts, its scorecard and the first paper, then one
 * paper after another. Every paper reports a status of each commitment, says what each update is about, moves every
 * milestone and announces when figures come next; it restates the updates and some of the wordings, and adds a figure of another month to each metric. So the
 * history grows, and a view holds as many statements as ever but for the figures and the papers themselves. All are
 * facts of the catalogue, narrative behind commitments.
 */
export class GeneratedPlan {
  readonly plan = uuidV5(NAMESPACE, 'plan');
  private readonly revisions = new Map<string, bigint>();
  /** Newest entry of what is restated, by stream. */
  private readonly restated = new Map<string, { id: string; type: string }>();
  private sequence = 0;
  private readonly source: Generator<OpenEvent, never>;

  constructor(readonly size: PlanSize) {
    this.source = this.generate();
  }

  /** The papers from where the last call ended, in pages of events. */
  *take(papers: number, page = 1_000): Generator<OpenEvent[]> {
    let events: OpenEvent[] = [];
    for (let left = papers; left > 0; ) {
      const next = this.source.next().value;
      events.push(next);
      if (next.event.type === 'ReportPublished') left--;
      if (events.length < page && left > 0) continue;
      yield events;
      events = [];
    }
  }

  /** The day of a paper, counted from 0, which is also the day of its report. */
  dayOf(paper: number): Day {
    return addDays(FIRST_PAPER, paper * DAYS_BETWEEN_PAPERS);
  }

  reportOf(paper: number): string {
    return id(`report ${paper}`);
  }

  /** Key of the figure that a paper adds to each metric. */
  figureOf(paper: number): string {
    const { from, to } = monthOf(paper);
    return `value/${from}..${to}/${FORCE.code}/-`;
  }

  metrics(): string[] {
    return numbered('metric', this.size.metrics);
  }

  private *generate(): Generator<OpenEvent, never> {
    yield this.open({
      stream: streamOf('ledger', id('ledger')),
      type: 'LedgerOpened',
      data: {
        name: 'A generated plan',
        origin: 'ledger.example/generated-plan',
        timeZone: 'Europe/London',
        languages: ['en-GB'],
        ownerBodyId: id('body'),
        reportedOnConvention: 'The date of the meeting that a paper was made for.',
      },
    });
    for (let paper = 0; ; paper++) {
      if (paper === 0) for (const said of this.beginning()) yield this.open(said, paper);
      for (const said of this.paper(paper)) yield this.open(said, paper);
      for (const said of this.restatements(paper)) {
        const open = this.open(said, paper);
        this.restated.set(said.stream, { id: open.event.id, type: said.on?.type ?? said.type });
        yield open;
      }
      yield this.open(this.publication(paper), paper);
    }
  }

  /** Settings and all that the plan consists of. */
  private *beginning(): Generator<Said> {
    const { themes, commitments, metrics, milestones } = this.size;
    const stream = streamOf('plan', this.plan);
    const settings = streamOf('settings', id('ledger'));
    yield { stream: settings, type: 'StatusSchemePublished', data: STANDARD_SCHEME as unknown as JsonObject };
    yield {
      stream: settings,
      type: 'AreaListPublished',
      data: { version: 1, areas: [{ ...FORCE, level: 'police force area' }] },
    };
    yield {
      stream,
      type: 'PlanRegistered',
      data: { ownerBodyId: id('body'), levels: LEVELS, externalIds: ['PLAN'] },
    };
    yield { stream, type: 'PlanDescribed', data: { title: 'A plan that is reported on at length' } };
    const priorities = numbered('priority', PRIORITIES);
    const themesOf = numbered('theme', themes);
    yield* this.nodes('PriorityAdded', 'priority', priorities, () => this.plan);
    yield* this.nodes('ThemeAdded', 'theme', themesOf, (n) => priorities[n % PRIORITIES]!);
    yield { stream, type: 'ChildrenOrdered', data: { parentId: this.plan, order: priorities } };
    for (let n = 0; n * METRICS_OF_AN_INDICATOR < metrics; n++) {
      const indicatorId = id(`indicator ${n}`);
      const metricIds = this.metrics().slice(n * METRICS_OF_AN_INDICATOR, (n + 1) * METRICS_OF_AN_INDICATOR);
      const priorityId = priorities[n % PRIORITIES]!;
      yield {
        stream,
        type: 'ScorecardIndicatorSet',
        data: { indicatorId, priorityId, label: `Indicator ${n}`, standing: 'agreed', order: n },
      };
      yield { stream, type: 'IndicatorMetricsLinked', data: { indicatorId, metricIds, basis: 'judgement' } };
    }
    for (const [n, metric] of this.metrics().entries())
      yield { stream: streamOf('metric', metric), type: 'MetricDefined', data: definition(n) };
    for (let n = 0; n < commitments; n++) yield* this.commitment(n, themesOf[n % themes]!);
    for (let n = 0; n < milestones; n++) {
      const milestone = streamOf('milestone', id(`milestone ${n}`));
      const promisedBy = { basis: 'notStated' };
      yield {
        stream: milestone,
        type: 'MilestonePromised',
        data: { kind: 'promise', what: words(`promise ${n}`, 20), promisedBy },
      };
      yield {
        stream: milestone,
        type: 'MilestoneAttached',
        data: { kind: 'commitment', targetId: id(`commitment ${n % commitments}`) },
      };
    }
  }

  private *nodes(
    type: string,
    level: string,
    ids: readonly string[],
    parentOf: (n: number) => string,
  ): Generator<Said> {
    const stream = streamOf('plan', this.plan);
    for (const [n, nodeId] of ids.entries()) {
      const printedNumber = { value: String(n + 1), basis: 'printed' };
      yield { stream, type, data: { nodeId, level, printedNumber } };
      yield { stream, type: 'NodeTitled', data: { nodeId, title: words(nodeId, 6), class: 'first' } };
      yield { stream, type: 'NodePlaced', data: { nodeId, parentId: parentOf(n) } };
    }
  }

  private *commitment(n: number, homeId: string): Generator<Said> {
    const stream = streamOf('commitment', id(`commitment ${n}`));
    yield { stream, type: 'CommitmentMade', data: { promisedBy: { basis: 'notStated' }, externalIds: [`C-${n}`] } };
    yield { stream, type: 'CommitmentPlaced', data: { homeId } };
    if (n >= WORDINGS_RESTATED) yield { stream, type: 'WordingVersionRecorded', data: wording(n, 0) };
  }

  /** What a paper reports, but for the words that it restates. */
  private *paper(paper: number): Generator<Said> {
    yield { stream: streamOf('source', sourceOf(paper)), type: 'SourceRegistered', data: this.document(paper) };
    const { themes, commitments, milestones } = this.size;
    for (let n = 0; n < commitments; n++)
      yield {
        stream: streamOf('commitment', id(`commitment ${n}`)),
        type: 'StatusReported',
        data: {
          assessment: 'officer',
          scheme: STANDARD_SCHEME.scheme,
          schemeVersion: STANDARD_SCHEME.version,
          status: STATUSES[(n + paper) % STATUSES.length]!,
          reason: words(`status ${n} ${paper}`, 25),
          noEvidence: true,
        },
      };
    for (let n = 0; n < themes; n++) {
      // About all commitments of its theme but one, so that a coverage check has something to find.
      const own = numbered('commitment', commitments).filter((_, commitment) => commitment % themes === n);
      const targets = [id(`theme ${n}`), ...own.slice(1)];
      yield { stream: streamOf('update', id(`update ${n}`)), type: 'ProgressTargeted', data: { targets } };
    }
    for (const [n, metric] of this.metrics().entries()) {
      const stream = streamOf('metric', metric);
      const value = ((digest(`value ${n} ${paper}`)[0]! * 100) / 7).toFixed(1);
      yield {
        stream,
        type: 'MetricSubmitted',
        data: { areas: [FORCE], value, qualifier: 'exact', definitionVersion: 1 },
        effective: monthOf(paper),
      };
      if (paper > 0 && n % NOT_ANNOUNCED_AGAIN === 0) continue;
      const nextDue = this.dayOf(paper + 1);
      yield { stream, type: 'ReleaseScheduleSet', data: { frequency: 'monthly', nextDue } };
    }
    for (let n = 0; n < milestones; n++) {
      const stream = streamOf('milestone', id(`milestone ${n}`));
      if (paper === 0) yield { stream, type: 'MilestoneDated', data: { due: this.due(n, paper) } };
      else
        yield {
          stream,
          type: 'MilestoneMoved',
          data: { due: this.due(n, paper), from: this.due(n, paper - 1), effect: 'move', notGiven: true },
        };
    }
  }

  /** Updates and some wordings: of the first paper as they are, of each later one in place of those before. */
  private *restatements(paper: number): Generator<Said> {
    for (let n = 0; n < this.size.themes; n++)
      yield this.stated(streamOf('update', id(`update ${n}`)), 'ProgressReported', {
        planId: this.plan,
        blocks: blocks(n, paper),
        reportId: this.reportOf(paper),
      });
    for (let n = 0; n < WORDINGS_RESTATED; n++)
      yield this.stated(streamOf('commitment', id(`commitment ${n}`)), 'WordingVersionRecorded', wording(n, paper));
  }

  private stated(stream: string, type: string, statement: JsonObject): Said {
    const on = this.restated.get(stream);
    return on
      ? { stream, type: 'Restated', data: { statement, reason: 'policy', approvedBy: 'approver' }, on }
      : { stream, type, data: statement };
  }

  private publication(paper: number): Said {
    const day = this.dayOf(paper);
    return {
      stream: streamOf('report', this.reportOf(paper)),
      type: 'ReportPublished',
      data: {
        planId: this.plan,
        version: 1,
        title: `Report ${paper}`,
        reportDate: day,
        sourceId: sourceOf(paper),
        asReportedOn: day,
        atSize: this.sequence,
      },
    };
  }

  private document(paper: number): JsonObject {
    return {
      externalIds: [`S-${paper}`],
      title: `Paper ${paper}`,
      kind: 'panelPaper',
      dated: { date: this.dayOf(paper), precision: 'day' },
      mediaType: 'application/pdf',
      size: 100_000,
      sha256: hashOf(paper),
      language: 'en-GB',
    };
  }

  /** Every third promise falls due with the paper after; the others lie further ahead. */
  private due(n: number, paper: number): JsonObject {
    const from = this.dayOf(paper + (n % 3));
    return { from, to: addDays(from, 14), precision: 'day', basis: 'printed' };
  }

  /** Gives what is said its place, and hides narrative as recording does. */
  private open({ stream, type, data, effective, on }: Said, paper?: number): OpenEvent {
    const sequence = this.sequence++;
    const revision = this.revisions.get(stream) ?? 0n;
    this.revisions.set(stream, revision + 1n);
    const milliseconds = RECORDED_FROM + sequence * 5;
    const payload = paper === undefined ? data : { actingAs: 'reporting-officer', ...data };
    const hidden = narrativeIn(type, payload, on?.type);
    const { root, disclosures } = conceal({ data: payload }, hidden, () => digest(`${sequence}`).subarray(0, 16));
    const event: RecordedEvent = {
      ...{ sequence, stream, revision, type },
      id: uuidV7At(milliseconds, `event ${sequence} of a plan`),
      recordedAt: new Date(milliseconds).toISOString(),
      data: root.data as JsonObject,
      metadata: {
        ...(paper === undefined ? {} : this.about(stream, paper)),
        ...(effective ? { effective } : {}),
        ...(on ? { target: on.id } : {}),
        by: { $c: byOf(sequence).$c },
      },
    };
    return { event, disclosures: [...disclosures, byDisclosureOf(event)] };
  }

  private about(stream: string, paper: number) {
    const ofPlan = ['plan', 'commitment', 'update', 'milestone', 'report'].some((one) => stream.startsWith(`${one}-`));
    return {
      ...(ofPlan ? { plan: this.plan } : {}),
      reportedOn: this.dayOf(paper),
      entry: 'backfill' as const,
      source: { doc: sourceOf(paper), sha256: hashOf(paper) },
    };
  }
}

const FORCE = { code: 'E23000005', name: 'Greater Manchester Police force area' };

const LEVELS = ['Priority', 'Theme', 'Commitment'].map((one) => ({
  ...{ key: one.toLowerCase(), one, many: `${one}s`, printedAs: one },
}));

function id(name: string): string {
  return uuidV5(NAMESPACE, name);
}

function numbered(name: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => id(`${name} ${n}`));
}

function sourceOf(paper: number): string {
  return id(`paper ${paper}`);
}

function hashOf(paper: number): string {
  return digest(`paper ${paper}`).toString('hex');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

function monthOf(paper: number): { from: Day; to: Day } {
  const first = (month: number) =>
    `${FIRST_YEAR + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
  return { from: first(paper), to: first(paper + 1) };
}

function definition(n: number): JsonObject {
  return {
    definitionVersion: 1,
    name: `Metric ${n}: ${words(`metric ${n}`, 4)}`,
    use: 'performance',
    kind: 'rate',
    unit: 'per 1,000 residents',
    decimals: 1,
    periodType: 'month',
    goodDirection: { value: 'lower', basis: 'judgement' },
    comparators: ['previousPeriod', 'samePeriodLastYear'],
  };
}

function wording(n: number, paper: number): JsonObject {
  return {
    wordingId: id(`wording ${n}`),
    text: words(`wording ${n} ${paper}`, 30),
    lang: 'en-GB',
    printedNumber: { value: String(n + 1), basis: 'printed' },
    standing: 'authoritative',
    class: 'first',
  };
}

function blocks(update: number, paper: number): JsonObject[] {
  return Array.from({ length: BLOCKS }, (_, block) => {
    const about = [COMMON_WORD];
    if (update === 0 && block === 0) about.push(RARE_WORD);
    if (update % 10 === 0) about.push(PHRASE.slice(1, -1));
    const text = `${words(`update ${update} ${block} ${paper}`, WORDS_OF_A_BLOCK)} ${about.join(' ')}`;
    return { blockId: `p${block + 1}`, kind: 'paragraph', text };
  });
}

/** Words that say nothing, out of some 4,000. */
function words(seed: string, count: number): string {
  const found: string[] = [];
  for (let n = 0; found.length < count; n++) {
    const bytes = digest(`${seed} ${n}`);
    for (let at = 0; at < bytes.length && found.length < count; at += 2)
      found.push(SYLLABLES[bytes[at]! & 63]! + SYLLABLES[bytes[at + 1]! & 63]!);
  }
  return found.join(' ');
}

const SYLLABLES = [...'bdfklmnp'].flatMap((first) => [...'aeiou', 'an', 'er', 'ol'].map((rest) => first + rest));

/** Where narrative stands in a payload; of an act also in the statement that it carries. */
function narrativeIn(type: string, data: JsonObject, changed: string | undefined) {
  const found = [...leaves(catalogue.event(type)!.data, data, '/data')];
  if (isAct(type) && changed)
    found.push(...leaves(catalogue.event(changed)!.data, data.statement as JsonObject, '/data/statement'));
  return found.flatMap(({ field, pointer }) => (field.kind.is === 'narrative' ? [{ pointer, subject: null }] : []));
}
