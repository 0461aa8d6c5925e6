import {
  EXTERNAL_STATES,
  type ExternalCounts,
  type ExternalRecommendationLine,
  type ExternalState,
} from '../../../projections/state/queries/external/external.answers.js';
import type { Named } from '../../../projections/state/queries/references.js';
import { type Choice, choicesOf } from '../parts/choices.js';
import { type Numbered, numbered } from '../parts/pagination.js';

export interface ExternalAsked {
  issuer?: string;
  addressedTo?: string;
  state?: string;
  about?: string;
  page?: number;
}

/** The recommendations of one issuer that stand on the page. */
export interface OfIssuer {
  issuer: Named;
  lines: ExternalRecommendationLine[];
}

export interface ExternalListPage {
  list: Numbered<ExternalRecommendationLine>;
  issuers: OfIssuer[];
  asked: Omit<ExternalAsked, 'page'>;
  isNarrowed: boolean;
  counts: { state: ExternalState; count: number }[];
  choices: { issuers: Choice[]; addressedTo: Choice[] };
  whole: number;
}

/** By issuer, each in the order given. */
export function externalListPage(
  all: readonly ExternalRecommendationLine[],
  { lines, counts }: { lines: readonly ExternalRecommendationLine[]; counts: ExternalCounts },
  { page, ...asked }: ExternalAsked,
): ExternalListPage {
  const byIssuer = [...lines].sort((a, b) => (a.issuer.name ?? '').localeCompare(b.issuer.name ?? '', 'en'));
  const list = numbered(byIssuer, page);
  return {
    ...{ list, asked, issuers: groupedByIssuer(list.items), whole: all.length },
    isNarrowed: Object.values(asked).some((value) => value !== undefined),
    counts: EXTERNAL_STATES.map((state) => ({ state, count: counts[state] })),
    choices: {
      issuers: choicesOf(all.map(({ issuer }) => issuer)),
      addressedTo: choicesOf(all.flatMap((one) => one.addressedTo)),
    },
  };
}

function groupedByIssuer(lines: readonly ExternalRecommendationLine[]): OfIssuer[] {
  const groups: OfIssuer[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last?.issuer.id === line.issuer.id) last.lines.push(line);
    else groups.push({ issuer: line.issuer, lines: [line] });
  }
  return groups;
}
