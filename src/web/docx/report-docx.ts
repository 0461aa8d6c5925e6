import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip,
  Document,
  Footer,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { Words } from '../render/words.js';
import type { Block, ReportDocument, Run } from '../report-document.js';
import { coreProperties } from './core-properties.js';
import { withoutTimes } from './zip-times.js';

const FONT = 'Arial';
/** In half points. */
const SIZES = { text: 19, small: 16, title: 32, heading: 24 };
/** A4 upright, in twentieths of a point. */
const PAGE = { width: 11_906, height: 16_838 };
const MARGIN = convertMillimetersToTwip(15);
const TEXT_WIDTH = PAGE.height - 2 * MARGIN;
const BULLETS = 'bullets';
const HANGING = { left: 200, hanging: 200 };
const BORDER = { style: BorderStyle.SINGLE, size: 4, color: '505A5F' };

/**
 * A report as a Word file in the columns of its template: A4 across, the header row on every page, nothing that a reader
 * of the page does not see. The same report gives the same bytes.
 *
 * @param checkpoint lines of the one that covers the report; not who has signed it, which may change
 */
export async function reportDocx(
  report: ReportDocument,
  words: Pick<Words, 't'>,
  checkpoint: readonly string[] = [],
): Promise<Uint8Array> {
  const document = new Document({
    title: report.title,
    styles: {
      default: {
        document: { run: { font: FONT, size: SIZES.text, language: { value: report.language } } },
        heading1: { run: { size: SIZES.title, bold: true, color: '000000' }, paragraph: { spacing: { after: 200 } } },
        heading2: {
          run: { size: SIZES.heading, bold: true, color: '000000' },
          paragraph: { spacing: { before: 300, after: 100 }, keepNext: true },
        },
      },
    },
    numbering: {
      config: [
        {
          reference: BULLETS,
          levels: [
            {
              ...{ level: 0, format: LevelFormat.BULLET, text: '•', alignment: AlignmentType.LEFT },
              style: { paragraph: { indent: HANGING } },
            },
          ],
        },
      ],
    },
    sections: [
      {
        properties: {
          page: {
            size: { ...PAGE, orientation: PageOrientation.LANDSCAPE },
            margin: { top: MARGIN, right: MARGIN, bottom: MARGIN, left: MARGIN, footer: MARGIN / 2 },
          },
        },
        footers: { default: new Footer({ children: footer(report, words) }) },
        children: [
          new Paragraph({ heading: HeadingLevel.HEADING_1, text: report.title }),
          ...(report.notice ? [new Paragraph({ text: noticeOf(report.notice, words), spacing: { after: 200 } })] : []),
          table(report),
          ...report.after.flatMap(({ heading, items, numbered }) => [
            new Paragraph({ heading: HeadingLevel.HEADING_2, text: heading }),
            ...items.map((words, index) => item(words, numbered ? index + 1 : undefined)),
          ]),
          new Paragraph({ heading: HeadingLevel.HEADING_2, text: words.t('report.heading.identity') }),
          ...report.identity.map((text) => new Paragraph({ text, spacing: { after: 60 } })),
          ...kept(checkpoint, words),
        ],
      },
    ],
  });
  const core = { path: 'docProps/core.xml', data: coreProperties(report) };
  return withoutTimes(await Packer.pack(document, 'uint8array', undefined, [core]));
}

/** Where the screen links the page of the paper, a file without links points to what it says of the paper itself. */
function noticeOf({ text, paper }: NonNullable<ReportDocument['notice']>, words: Pick<Words, 't'>): string {
  return paper ? `${text} ${words.t('reports.paper.named')}` : text;
}

function kept(checkpoint: readonly string[], words: Pick<Words, 't'>): Paragraph[] {
  if (checkpoint.length === 0) return [];
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_2, text: words.t('keep.title') }),
    new Paragraph({ text: words.t('keep.words'), spacing: { after: 60 }, keepNext: true }),
    ...checkpoint.map((text) => new Paragraph({ text, keepNext: true })),
  ];
}

function item(words: string, number: number | undefined): Paragraph {
  if (number !== undefined) return new Paragraph({ text: `${number}. ${words}`, spacing: { after: 60 } });
  return new Paragraph({ text: words, numbering: { reference: BULLETS, level: 0 }, spacing: { after: 60 } });
}

function table({ columns, rows }: ReportDocument): Table {
  const widths = columns.map(({ width }) => Math.round((width / 100) * TEXT_WIDTH));
  const header = columns.map(({ heading }, index) => cell([text(heading, { bold: true })], widths[index]!, true));
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    // The first row and the first column name the others: Word reads them out before each cell.
    tableLook: { firstRow: true, firstColumn: true, noHBand: true, noVBand: true },
    margins: { top: 60, bottom: 60, left: 90, right: 90 },
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: header }),
      ...rows.map(
        ({ cells }) => new TableRow({ children: cells.map((blocks, index) => cell(inside(blocks), widths[index]!)) }),
      ),
    ],
  });
}

function cell(children: Paragraph[], width: number, isHeader = false): TableCell {
  return new TableCell({
    children,
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.TOP,
    borders: { top: BORDER, bottom: BORDER, left: BORDER, right: BORDER },
    ...(isHeader ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'F3F2F1' } } : {}),
  });
}

/** A cell must hold a paragraph, even where it says nothing. */
function inside(blocks: readonly Block[]): Paragraph[] {
  const paragraphs = blocks.flatMap((block) => {
    if (block.is === 'list')
      return block.items.map(
        (runs) =>
          new Paragraph({
            children: runs.map((run) => textRun(run)),
            ...(block.numbered ? { indent: HANGING } : { numbering: { reference: BULLETS, level: 0 } }),
            spacing: { after: 60 },
          }),
      );
    const isHeading = block.is === 'heading';
    return [
      new Paragraph({
        children: block.runs.map((run) => textRun(run, isHeading)),
        spacing: { after: 90 },
        keepNext: isHeading,
      }),
    ];
  });
  return paragraphs.length > 0 ? paragraphs : [text('')];
}

function textRun(run: Run, isHeading = false): TextRun {
  if ('note' in run) return new TextRun({ text: String(run.note), superScript: true });
  if ('status' in run) return new TextRun({ text: `${run.status.character} ${run.status.label}`, bold: true });
  return new TextRun({
    text: run.text,
    bold: isHeading || run.bold === true,
    ...(run.secondary ? { italics: true } : {}),
  });
}

function text(words: string, { bold = false }: { bold?: boolean } = {}): Paragraph {
  return new Paragraph({ children: [new TextRun({ text: words, bold })] });
}

function footer({ id, footer: { line, fingerprint } }: ReportDocument, words: Pick<Words, 't'>): Paragraph[] {
  const [before, between, after] = words.t('report.page', { page: '\t', pages: '\t' }).split('\t');
  const pages = [before!, PageNumber.CURRENT, between!, PageNumber.TOTAL_PAGES, after!];
  const small = (children: (string | (typeof PageNumber)[keyof typeof PageNumber])[]) =>
    new Paragraph({ children: [new TextRun({ children, size: SIZES.small })] });
  return [small([line, ' · ', ...pages]), small([id, ...(fingerprint ? [' · ', fingerprint] : [])])];
}
