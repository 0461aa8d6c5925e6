import { createHash } from 'node:crypto';
import { paperBytes } from '../../example/papers.js';
import type { Source } from '../extraction.js';
import type { People } from '../people.js';
import { EDITED_ON } from './line.js';

/** The five papers: their ids in the ledger, and the day each was put before the public. */
const PAPERS = [
  {
    file: '2018-plan-draft.txt',
    id: 'S-2018-PLAN',
    reportedOn: '2018-03-31',
    title: 'Police and crime plan: working draft of sections 4 and 5',
    kind: 'plan',
    dated: { precision: 'none' },
    completeness: 'Sections 4 and 5 of a working draft; sections 1 to 3 are missing.',
  },
  {
    file: '2019-09-23-panel-report-priority-1.txt',
    id: 'S-2019-09-23',
    reportedOn: '2019-09-23',
    title: 'Standing Together - Priority 1 - Keeping People Safe',
    kind: 'panelPaper',
    dated: { date: '2019-09-23', precision: 'day', printed: '23rd September 2019' },
    completeness: 'The whole report as converted.',
  },
  {
    file: '2022-06-07-panel-reporting-proposal.txt',
    id: 'S-2022-06-07',
    reportedOn: '2022-06-07',
    title: 'Standing Together Police and Crime Plan for Greater Manchester - proposal for reporting progress',
    kind: 'panelPaper',
    dated: { date: '2022-06-07', precision: 'day', printed: '7th June 2022' },
    completeness: 'The report with appendix 1; of appendix 2 the title only.',
  },
  {
    file: '2022-08-04-panel-progress-priority-1.txt',
    id: 'S-2022-08-04-P1',
    reportedOn: '2022-08-04',
    title: 'Priority One Progress report - Keeping People Safe and Supporting Victims',
    kind: 'panelPaper',
    dated: { date: '2022-08-04', precision: 'day', printed: '4th August 2022' },
    completeness: 'A table of eight rows; sentences are lost at page breaks.',
  },
  {
    file: '2022-08-04-panel-progress-priority-2.txt',
    id: 'S-2022-08-04-P2',
    reportedOn: '2022-08-04',
    title: 'Priority Two Progress report - Reducing Harm and Offending',
    kind: 'panelPaper',
    dated: { date: '2022-08-04', precision: 'day', printed: '4th August 2022' },
    completeness: 'A table of five rows; a column is cut off and sentences are lost at page breaks.',
  },
] as const;

export type Paper = (typeof PAPERS)[number] & { sha256: string; size: number };

export function readPapers(): Paper[] {
  return PAPERS.map((paper) => {
    const bytes = paperBytes(paper.file);
    return { ...paper, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  });
}

export function paperOf(file: string): (typeof PAPERS)[number] {
  const paper = PAPERS.find((each) => each.file === file);
  if (!paper) throw new Error(`${file} is none of the papers`);
  return paper;
}

/** A citation as commands carry it. */
export interface Citation {
  sourceId: string;
  section?: string;
  row?: string;
  paragraph?: string;
  line: number;
  quote?: string;
}

/** Where statements rest: which passages, on which day, with which remark. */
export class Citing {
  constructor(private readonly people: People) {}

  /** The passage with its words, unless they name a person, and the further lines on which they stand. */
  passages(source: Source, where?: string): Citation[] {
    const { id } = paperOf(source.file);
    const place = where === undefined ? {} : placeOf(where);
    const quote = this.people.isNamedIn(source.quote) ? {} : { quote: source.quote };
    return [
      { sourceId: id, ...place, line: source.line, ...quote },
      ...(source.also_at_lines ?? []).map((line) => ({ sourceId: id, ...place, line })),
    ];
  }

  /** What every statement of a paper carries. The first passage names the paper, and by it the day. */
  said(sources: Source | readonly Source[], where?: string, notes: readonly (string | undefined | null)[] = []) {
    const all = [sources].flat() as Source[];
    const { id, reportedOn } = paperOf(all[0]!.file);
    return {
      reportedOn: reportedOn as string,
      source: { doc: id as string },
      citations: all.flatMap((source) => this.passages(source, where)),
      ...this.remark(notes),
    };
  }

  /** The same for what the editors say themselves about passages. */
  edited(sources: Source | readonly Source[], notes: readonly string[] = []) {
    return { ...this.said(sources, undefined, notes), reportedOn: EDITED_ON };
  }

  /** Remarks of the extraction as one reason, without names; nothing where there is none. */
  remark(notes: readonly (string | undefined | null)[]): { reason?: string } {
    const words = notes.filter((note): note is string => !!note).map((note) => this.people.without(note));
    return words.length > 0 ? { reason: words.join(' · ') } : {};
  }
}

/** `2022-08-04/P1/R3/p12` is a paragraph of a row, `2019-09-23/2.3.4` one of a section, anything else a section. */
function placeOf(where: string): Pick<Citation, 'section' | 'row' | 'paragraph'> {
  const row = /\/(P\d\/R\d)(?:[/ ](\w+))?$/.exec(where);
  if (row) return { row: row[1]!, ...(row[2] ? { paragraph: row[2] } : {}) };
  const [, ...rest] = where.split('/');
  const words = rest.join('/') || where;
  return /^\d+\.\d+\.\d+$/.test(words) ? { paragraph: words } : { section: words };
}

/** A day, month or year, whatever words stand around it, as its last day: `2018-03 (plan launched)` is 2018-03-31. */
export function lastDayOf(printed: string): string {
  const found = /(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(printed);
  if (!found) throw new Error(`${printed} has no date`);
  const [, year, month, day] = found;
  if (day) return `${year}-${month}-${day}`;
  return new Date(Date.UTC(Number(year), month ? Number(month) : 12, 0)).toISOString().slice(0, 10);
}

/** The first day of a day, month or year. */
export function firstDayOf(printed: string): string {
  const [year, month = '01', day = '01'] = printed.split('-');
  return `${year}-${month}-${day}`;
}

export function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
