import type { DeliveryAnswer, StatusAnswer } from '../../projections/state/queries/commitment/commitment.answers.js';
import type { MilestoneAnswer } from '../../projections/state/queries/milestone/milestone.answers.js';
import type {
  ReportColumn,
  ReportCommitment,
  ReportContent,
  ReportMetric,
  ReportRow,
  ReportUpdate,
} from '../../projections/state/queries/report/report-content.answers.js';
import type { Linkable } from './links.js';
import { inWords, type People } from './parts/people.js';
import type { StatusLook, StatusLooks } from './parts/status-shapes.js';
import type { Words } from './render/words.js';

/** A stretch of a text. What it is `of` has a page of its own, which the text leads to where there are links. */
export type Run =
  | { text: string; bold?: boolean; secondary?: boolean; of?: Linkable & { kind: string } }
  | { status: StatusLook }
  | { note: number };

/** Items of a list that are `numbered` begin with their own numbers, and have no marks before them. */
export type Block = { is: 'heading' | 'paragraph'; runs: Run[] } | { is: 'list'; items: Run[][]; numbered?: boolean };

export interface DocumentRow {
  id: string;
  /** One for every column; the first names the row. */
  cells: Block[][];
}

/** A report as the screen's table, print and Word files show it. */
export interface ReportDocument {
  id: string;
  /** Language tag (BCP 47). */
  language: string;
  title: string;
  version: number;
  /** When it was published: the date that files made of it bear. */
  publishedAt: string;
  /**
   * Above all else: whose words these are, where they are not those of the `paper`. The page of that says where it can be
   * read, and is linked on a screen alone: print and Word files point to the sources at the end, which name the paper.
   */
  notice?: { text: string; paper?: Linkable };
  /** Widths in per cent of the table, to a tenth. */
  columns: { heading: string; width: number }[];
  rows: DocumentRow[];
  /** Below the table, each with a heading; those with nothing in them are left out. Notes have their numbers. */
  after: { heading: string; items: string[]; numbered?: boolean }[];
  /** What the report can be told by: id and version, view, fingerprint. */
  identity: string[];
  /** For the foot of every page. */
  footer: { line: string; fingerprint?: string };
}

type ReportWords = Pick<Words, 't' | 'day' | 'due'>;

/** How wide each content is beside the others; the four of a progress table come to 100. */
const WEIGHTS: Readonly<Record<string, number>> = {
  ...{ theme: 16, commitments: 20, wordings: 20, statuses: 16, updates: 44 },
  ...{ metrics: 18, milestones: 20, delivery: 20, decisions: 20, coverage: 18 },
};

/** @param looks how the statuses of the report's schemes are shown */
export function reportDocument(
  content: ReportContent,
  { language, looks, words }: { language: string; looks: StatusLooks; words: ReportWords },
): ReportDocument {
  const { version, title, pinnedDay, pinnedSize, fingerprint, columns } = content;
  const cells = new Cells(looks, words, missingFromPaper(content));
  const total = columns.reduce((sum, column) => sum + weightOf(column), 0);
  const rows = content.rows.map((row) => ({ id: row.id, cells: columns.map((column) => cells.cell(row, column)) }));
  const after = [
    { heading: words.t('report.heading.figures'), items: content.figures.map((one) => cells.figure(one)) },
    { heading: words.t('report.heading.milestones'), items: content.milestones.map((one) => cells.milestone(one)) },
    { heading: words.t('report.heading.delivery'), items: content.delivery.map((one) => cells.deliverer(one)) },
    { heading: words.t('report.heading.notes'), items: cells.notes, numbered: true },
    { heading: words.t('report.heading.definitions'), items: definitionsOf(content, words) },
    { heading: words.t('report.heading.sources'), items: sourcesOf(content, words) },
  ];
  return {
    ...{ id: content.report.id, language, title, version, publishedAt: content.from.recordedAt },
    ...(isParaphrased(content) ? { notice: noticeOf(content, words) } : {}),
    columns: columns.map((column) => ({
      heading: column.heading,
      width: Math.round((weightOf(column) / total) * 1000) / 10,
    })),
    rows,
    after: after.filter(({ items }) => items.length > 0),
    identity: identityOf(content, words),
    footer: {
      line: words.t('report.footer', { title, version, day: words.day(pinnedDay), size: pinnedSize }),
      ...(fingerprint ? { fingerprint: words.t('report.fingerprint', { sha256: fingerprint.sha256 }) } : {}),
    },
  };
}

/** A report that was read from its paper, and holds promises in other words than those that the paper prints. */
function isParaphrased({ basis, rows }: ReportContent): boolean {
  const commitments = rows.flatMap((row) => row.commitments);
  return basis === 'rebuilt' && commitments.some(({ wording }) => wording?.standing === 'paraphrase');
}

/** That the words are not those of the paper. Its title is the report's, and the sources at the end name it too. */
function noticeOf({ from: { source } }: ReportContent, words: ReportWords): ReportDocument['notice'] {
  const text = words.t('commitment.standing.paraphrase');
  if (!source?.doc || !source.document) return { text };
  return { text, paper: { id: source.doc, externalIds: source.document.externalIds } };
}

function weightOf({ content }: ReportColumn): number {
  return WEIGHTS[content] ?? 20;
}

function identityOf(content: ReportContent, words: ReportWords): string[] {
  const { report, version, basisLabel, pinnedDay, pinnedSize, fingerprint } = content;
  return [
    words.t('report.identity.report', { id: report.id, version: String(version), basis: basisLabel }),
    words.t('report.identity.view', { day: words.day(pinnedDay), size: pinnedSize }),
    fingerprint
      ? words.t(`report.identity.${fingerprint.of as 'content' | 'paper'}`, { sha256: fingerprint.sha256 })
      : words.t('report.identity.none'),
  ];
}

function definitionsOf({ definitions }: ReportContent, words: ReportWords): string[] {
  return definitions.map(({ metric, definition }) => {
    const { name, unit } = definition as { name?: string; unit?: string };
    return words.t('report.definition', { name: metric.name ?? name ?? metric.id, unit: unit ?? '–' });
  });
}

function sourcesOf({ sources }: ReportContent, words: ReportWords): string[] {
  return sources.map(({ sourceId, document }) => {
    if (!document) return sourceId;
    const { title, externalIds, sha256 } = document;
    return words.t('report.source', { title, ids: externalIds.join(', ') || sourceId, sha256 });
  });
}

/**
 * Commitments that the paper of a report prints in no row: the plan had them on the day of the report. A report that was
 * made in the ledger shows all that its plan holds, so none of it is missing from its rows.
 */
export function missingFromPaper({ basis, rows }: Pick<ReportContent, 'basis' | 'rows'>): ReadonlySet<string> {
  const findings = basis === 'rebuilt' ? rows.flatMap((row) => row.coverage) : [];
  return new Set(findings.filter(({ rule }) => rule === 'noRow').map(({ what }) => what.id));
}

/** Makes cells, and gathers the notes that their texts call for. */
class Cells {
  readonly notes: string[] = [];
  /** By words, so that one note serves every place that needs it. */
  private readonly numbers = new Map<string, number>();

  constructor(
    private readonly looks: StatusLooks,
    private readonly words: ReportWords,
    private readonly missing: ReadonlySet<string>,
  ) {}

  cell(row: ReportRow, { content }: ReportColumn): Block[] {
    switch (content) {
      case 'theme':
        return this.theme(row);
      case 'commitments':
        return this.commitments(row, { words: true, statuses: true });
      case 'wordings':
        return this.commitments(row, { words: true, statuses: false });
      case 'statuses':
        return this.commitments(row, { words: false, statuses: true });
      case 'updates':
        return this.updates(row);
      case 'metrics':
        return listOf(
          row.metrics.map((one) => [{ text: this.figure(one), of: { kind: 'metric', id: one.metric.id } }]),
        );
      case 'milestones':
        return list(row.milestones.map((one) => this.milestone(one)));
      case 'delivery':
        return listOf(
          row.delivery.map((one) => [
            { text: this.deliverer(one), ...(one.body ? { of: { kind: 'body', id: one.body.id } } : {}) },
          ]),
        );
      case 'decisions':
        return list(
          row.decisions.map(({ text, meeting, decidedOn }) =>
            this.words.t('report.decision', {
              ...{ text: text ?? this.words.t('erased'), meeting: meeting.name ?? meeting.id },
              date: decidedOn.display,
            }),
          ),
        );
      case 'coverage':
        return list(row.coverage.map(({ label, why }) => this.words.t('report.finding', { rule: label, why })));
      default:
        return [];
    }
  }

  figure({ metric, observation }: ReportMetric): string {
    const { periodDisplay, periodPrinted, display, printed } = observation;
    const [period, name] = [periodDisplay ?? periodPrinted, metric.name ?? metric.id];
    const value = display ?? printed ?? '–';
    return period
      ? this.words.t('report.figure', { metric: name, period, value })
      : this.words.t('report.figure.unstated', { metric: name, value });
  }

  milestone({ what, due, state }: MilestoneAnswer): string {
    const values = { what: what ?? this.words.t('erased'), state: this.words.t(`state.${state}` as 'state.open') };
    return due
      ? this.words.t('report.milestone', { ...values, date: this.words.due(due) })
      : this.words.t('report.milestone.undated', values);
  }

  deliverer({ body, printed, words, people = [], endedOn }: DeliveryAnswer): string {
    const said = body?.name ?? printed ?? words;
    const who = said ? this.plain(said, people) : this.words.t('erased');
    return endedOn ? this.words.t('report.delivered.until', { who, day: this.words.day(endedOn) }) : who;
  }

  private theme({ theme }: ReportRow): Block[] {
    const number = theme.printedNumber?.value;
    const title = [
      number === undefined ? undefined : this.words.t('report.number', { number }),
      theme.title ?? theme.id,
    ];
    const counts = theme.counts.map(({ status, label, count }): Run[] => [
      { text: `${count} ` },
      { status: this.looks.of({ status, label }) },
    ]);
    return [
      { is: 'paragraph', runs: [{ text: title.filter((part) => part !== undefined).join(' '), bold: true }] },
      ...(counts.length > 0 ? [{ is: 'list' as const, items: counts }] : []),
    ];
  }

  private commitments(row: ReportRow, shown: { words: boolean; statuses: boolean }): Block[] {
    const items = row.commitments.map((one) => this.commitment(one, shown));
    const numbered = shown.words && row.commitments.some(({ printedNumber }) => printedNumber.value !== undefined);
    return items.length > 0 ? [{ is: 'list', items, ...(numbered ? { numbered } : {}) }] : [];
  }

  private commitment(one: ReportCommitment, shown: { words: boolean; statuses: boolean }): Run[] {
    const number = one.printedNumber.value;
    const name = number === undefined ? '' : `${this.words.t('report.number', { number })} `;
    const text = shown.words ? (one.wording?.text ?? one.externalIds.join(', ')) : one.externalIds.join(', ') || name;
    const stated = shown.statuses ? one.statuses.filter(({ status }) => status !== null || !shown.words) : [];
    const date =
      shown.statuses && one.targetDate ? this.words.t('report.date', { date: this.words.due(one.targetDate.due) }) : '';
    return [
      ...(name && shown.words ? [{ text: name, bold: true }] : []),
      { text, of: { kind: 'commitment', id: one.id, externalIds: one.externalIds } },
      ...stated.flatMap((status): Run[] => [{ text: ' ' }, ...this.status(status)]),
      ...(date ? [{ text: ` ${date}`, secondary: true }] : []),
      ...(one.noUpdate ? [{ text: ' ' }, { text: this.silence(one), bold: true }] : []),
    ];
  }

  /** What the paper does not print must not look as if it had. */
  private silence({ id, wording }: ReportCommitment): string {
    if (!this.missing.has(id)) return this.words.t('report.noUpdate');
    return wording
      ? this.words.t('report.notInPaper.since', { day: this.words.day(wording.from.reportedOn) })
      : this.words.t('report.notInPaper');
  }

  private status({ status, label, area }: StatusAnswer): Run[] {
    const look = { status: this.looks.of({ status, label }) };
    return area ? [look, { text: ` (${area})`, secondary: true }] : [look];
  }

  private updates({ updates, noUpdate }: ReportRow): Block[] {
    const blocks = updates.flatMap((update) => this.update(update));
    if (!noUpdate) return blocks;
    const why = noUpdate.reason === null ? this.words.t('erased') : noUpdate.reason;
    const text = why ? this.words.t('report.noUpdate.why', { why }) : this.words.t('report.noUpdate');
    return [...blocks, { is: 'paragraph', runs: [{ text, bold: true }] }];
  }

  /** Bullets that stand together are one list. */
  private update({ blocks, people = [] }: ReportUpdate): Block[] {
    const shown: Block[] = [];
    for (const block of blocks) {
      const runs = this.runs(block, people);
      const last = shown.at(-1);
      if (block.kind !== 'bullet') shown.push({ is: block.kind === 'subHeading' ? 'heading' : 'paragraph', runs });
      else if (last?.is === 'list') last.items.push(runs);
      else shown.push({ is: 'list', items: [runs] });
    }
    return shown;
  }

  /** The words of a block, those that state a figure of the ledger marked. */
  private runs({ text, figures, damaged, repair }: ReportUpdate['blocks'][number], people: People): Run[] {
    if (text === null) return [{ text: this.words.t('erased'), secondary: true }];
    const runs: Run[] = [];
    let rest = text;
    const quotes = figures.flatMap(({ quote, metric }) => {
      const at = quote ? text.indexOf(quote) : -1;
      return at < 0 ? [] : [{ quote: quote!, metric: metric.id, at }];
    });
    for (const { quote, metric } of quotes.sort((a, b) => a.at - b.at)) {
      const at = rest.indexOf(quote);
      if (at < 0) continue; // the words of two figures overlap
      if (at > 0) runs.push({ text: this.plain(rest.slice(0, at), people) });
      runs.push({ text: this.plain(quote, people), of: { kind: 'metric', id: metric } });
      rest = rest.slice(at + quote.length);
    }
    if (rest) runs.push({ text: this.plain(rest, people) });
    if (damaged) runs.push({ note: this.note(this.damage(repair)) });
    return runs;
  }

  private damage(repair: string | null | undefined): string {
    return repair ? this.words.t('report.repaired', { words: repair }) : this.words.t('report.damaged');
  }

  private plain(text: string, people: People): string {
    return inWords(text, people, this.words);
  }

  /** The number of a note, counted from 1. */
  private note(words: string): number {
    const known = this.numbers.get(words);
    if (known !== undefined) return known;
    this.notes.push(words);
    this.numbers.set(words, this.notes.length);
    return this.notes.length;
  }
}

function list(texts: readonly string[]): Block[] {
  return listOf(texts.map((text) => [{ text }]));
}

function listOf(items: Run[][]): Block[] {
  return items.length > 0 ? [{ is: 'list', items }] : [];
}
