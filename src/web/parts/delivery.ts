import type { DeliveryAnswer } from '../../../projections/state/queries/commitment/commitment.answers.js';
import type { CitationAnswer } from '../../../projections/state/queries/documents.js';
import type { Provenance } from '../../../projections/state/queries/provenance.js';
import type { Named } from '../../../projections/state/queries/references.js';
import type { People } from './people.js';

/** What bodies may do for a promise, as readers look for it; `context` is what papers list without saying what for. */
const FUNCTIONS = ['leads', 'delivers', 'commissions', 'funds', 'provides', 'oversees', 'monitors', 'context'];

/** A body, or what papers say where they name none, with everything that they say of it there. */
export interface DeliveryLine {
  body?: Named;
  /** Empty where its name is all that a paper has; a text that was erased is `null`. */
  words: { text: string | null; people: People }[];
  /** First day after it. */
  endedOn?: string;
  citations: CitationAnswer[];
}

/** Everybody who does the same. */
export interface DeliveryGroup {
  function: string;
  lines: DeliveryLine[];
}

/** Who delivers something, by what they do. */
export interface Delivery {
  groups: DeliveryGroup[];
  /** The statements that say so, one for each day and paper: of several in one paper, the first. */
  from: Provenance[];
}

/** A body that a paper lists twice under one function is one line. */
export function deliveryOf(links: readonly DeliveryAnswer[]): Delivery {
  const functionOf = (link: DeliveryAnswer) => link.function ?? 'context';
  const groups = FUNCTIONS.map((one) => {
    const alike = links.filter((link) => functionOf(link) === one);
    const keys = [...new Set(alike.map(keyOf))];
    return { function: one, lines: keys.map((key) => lineOf(alike.filter((link) => keyOf(link) === key))) };
  });
  const paperOf = ({ from }: DeliveryAnswer) => `${from.reportedOn} ${from.source?.doc}`;
  const papers = links.filter((link, index) => links.findIndex((one) => paperOf(one) === paperOf(link)) === index);
  return { groups: groups.filter(({ lines }) => lines.length > 0), from: papers.map(({ from }) => from) };
}

function keyOf({ id, body, endedOn }: DeliveryAnswer): string {
  return body ? `${body.id} ${endedOn}` : id;
}

/** @param links of one body, or a single one without a body */
function lineOf(links: readonly DeliveryAnswer[]): DeliveryLine {
  const [{ body, endedOn }] = links as [DeliveryAnswer];
  return {
    ...(body ? { body } : {}),
    words: links.flatMap((link) => wordsOf(link)),
    ...(endedOn === undefined ? {} : { endedOn }),
    citations: placesOf(links),
  };
}

/** The first passage that each rests on, no place twice. */
function placesOf(links: readonly DeliveryAnswer[]): CitationAnswer[] {
  const first = links.flatMap(({ from }) => from.citations.slice(0, 1));
  const placeOf = ({ sourceId, line, page, section }: CitationAnswer) => [sourceId, line, page, section].join(' ');
  return first.filter((one, index) => first.findIndex((other) => placeOf(other) === placeOf(one)) === index);
}

function wordsOf({ body, words, printed, people = [] }: DeliveryAnswer): DeliveryLine['words'] {
  const text = words ?? (body ? undefined : printed);
  return text === undefined && body ? [] : [{ text: text ?? null, people }];
}
