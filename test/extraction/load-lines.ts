import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Extraction } from './extraction.js';
import { Bodies } from './loader/bodies.js';
import { commitments2018, commitments2022 } from './loader/commitments.js';
import { contradictionLines } from './loader/contradictions.js';
import { Dates } from './loader/dates.js';
import { Figures, type ListedArea } from './loader/figures.js';
import { commandIdOf, EDITED_ON, type Line, ORIGIN } from './loader/line.js';
import { orderLines } from './loader/order.js';
import { Citing, type Paper, readPapers } from './loader/papers.js';
import { planLines, themeLines, themesOf } from './loader/plans.js';
import { Progress } from './loader/progress.js';
import { reportLines } from './loader/reports.js';
import { scorecardLines } from './loader/scorecard.js';
import { gapLines, sourceLines } from './loader/sources.js';
import { People } from './people.js';

/** The areas of the example are those of the papers. */
const settings = readFileSync('examples/standing-together/settings.json');
const settingsHash = createHash('sha256').update(settings).digest('hex');
const { areaList } = JSON.parse(settings.toString('utf8')) as { areaList: { areas: ListedArea[] } };

/** Everything that the extraction becomes, in an order in which whatever a line names stands above it. */
export interface Load {
  lines: Line[];
  people: People;
  bodies: Bodies;
  figures: Figures;
}

export function loadOf(extraction: Extraction): Load {
  const papers = readPapers();
  const people = new People(extraction);
  const citing = new Citing(people);
  const bodies = new Bodies(extraction.bodies);
  const themes = themesOf(extraction);
  const figures = new Figures(extraction.figures, areaList.areas, citing);
  const progress = new Progress(extraction, themes, { bodies, citing, people }).lines();
  const lines = [
    ...opening(papers),
    ...sourceLines(papers),
    ...bodies.lines(citing),
    ...planLines(extraction, bodies, citing),
    ...themeLines(themes, citing),
    ...commitments2018(extraction, citing),
    ...commitments2022(extraction, themes, citing),
    ...orderLines(extraction, themes, citing),
    ...new Dates(extraction, themes, bodies, citing).lines(),
    ...figures.lines(),
    ...progress,
    ...scorecardLines(extraction, bodies, citing),
    ...contradictionLines(extraction, figures, progress, citing),
    ...gapLines(extraction, citing),
    ...reportLines(papers),
  ];
  return { lines, people, bodies, figures };
}

/** The ledger is opened, its areas are published, and the load is announced with its papers. */
function opening(papers: readonly Paper[]): Line[] {
  return [
    {
      command: 'open-ledger',
      record: 'ledger',
      fields: {
        name: 'The extraction of five papers',
        origin: ORIGIN,
        timeZone: 'Europe/London',
        languages: ['en-GB'],
        ownerBodyId: 'B-OWNER',
        reportedOnConvention: 'The day of the meeting that a paper is for; of the first plan, the month of its launch.',
      },
    },
    {
      command: 'publish-area-list',
      record: 'areas',
      fields: { reportedOn: EDITED_ON, source: { sha256: settingsHash }, ...areaList },
    },
    {
      command: 'open-backfill',
      record: 'backfill',
      fields: {
        title: 'Five papers as extracted',
        documents: papers.map(({ id, sha256 }) => ({ sourceId: id, sha256 })),
        method: 'Read by the editors into nine files, which a program turns into commands.',
        loader: { name: 'Loader of the extraction', version: '1' },
      },
    },
  ];
}

/** Lines as an import file holds them. Whatever rests on a paper belongs to the one backfill. */
export function commandsOf(lines: readonly Line[]): Record<string, unknown>[] {
  const at = lines.findIndex(({ command }) => command === 'open-backfill');
  const batch = commandIdOf(lines[at]!);
  return lines.map((line, index) => {
    const { command, fields } = line;
    const source = fields.source && index > at ? { source: { ...fields.source, batch } } : {};
    return JSON.parse(JSON.stringify({ command, id: commandIdOf(line), ...fields, ...source }));
  });
}
