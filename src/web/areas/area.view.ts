import type { AreaAnswer, AreaSummary } from '../../../projections/state/queries/area/area.answers.js';
import { pageOf } from '../links.js';
import { pathOfMetric } from '../metrics/metric-row.js';
import { type Delivery, deliveryOf } from '../parts/delivery.js';
import { type Numbered, numbered } from '../parts/pagination.js';

/** An area as a line of a list. */
export interface AreaLine extends AreaSummary {
  path: string;
}

export interface AreasPage {
  /** By kind of area, in the order of the list. */
  levels: { level?: string; areas: AreaLine[] }[];
  /** Places that papers name and that are in no list. */
  unlisted: AreaLine[];
}

export function areasPage(areas: readonly AreaSummary[]): AreasPage {
  const listed = areas.filter((area) => area.listed).map(lineOf);
  const levels = [...new Set(listed.map(({ level }) => level))];
  return {
    levels: levels.map((level) => ({
      ...(level === undefined ? {} : { level }),
      areas: listed.filter((area) => area.level === level),
    })),
    unlisted: areas.filter((area) => !area.listed).map(lineOf),
  };
}

/** Everything that is said of one area. */
export interface AreaPage {
  area: AreaAnswer;
  path: string;
  /** Areas that it lies in, the widest first. */
  above: { text: string; path: string }[];
  within: AreaLine[];
  delivery: Delivery;
  figures: Numbered<AreaAnswer['observations'][number] & { path: string }>;
}

/** @param all to find what it lies in */
export function areaPage(area: AreaAnswer, all: readonly AreaSummary[], page?: number): AreaPage {
  return {
    area,
    path: pathOfArea(area),
    above: areasAbove(area, all),
    within: area.within.map(lineOf),
    delivery: deliveryOf(area.delivery),
    figures: numbered(
      area.observations.map((one) => ({ ...one, path: pathOfMetric(one.metric.id) })),
      page,
    ),
  };
}

function pathOfArea({ id }: Pick<AreaSummary, 'id'>): string {
  return pageOf('area', { id })!;
}

function lineOf(area: AreaSummary): AreaLine {
  return { ...area, path: pathOfArea(area) };
}

function areasAbove({ parent }: Pick<AreaSummary, 'parent'>, all: readonly AreaSummary[]): AreaPage['above'] {
  const above: AreaPage['above'] = [];
  const seen = new Set<string>();
  for (let code = parent; code !== undefined && !seen.has(code); ) {
    seen.add(code);
    const area = all.find((one) => one.code === code);
    if (area) above.unshift({ text: area.name, path: pathOfArea(area) });
    code = area?.parent;
  }
  return above;
}
