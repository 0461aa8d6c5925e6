import type { HistoryEntry, StateReader, View } from '../../statement.js';
import { partOf } from '../facts.js';
import type { Named } from '../references.js';
import { before, type Slot, slotsOf } from '../slots.js';

/** A published version of a report, with the view that it shows for ever. */
export interface Publication {
  report: Named;
  version: number;
  plan: string;
  shows: View;
}

/** The reports that had been published by the day of a view, each in all its versions. */
export async function publicationsIn(reader: StateReader, view: View): Promise<Publication[]> {
  const published = await reader.statements(view, { categories: ['report'], facets: ['publication/*'] });
  return published
    .filter(({ kind, withdrawn }) => kind === 'ReportPublished' && !withdrawn)
    .map(({ objectId, facet, data }) => ({
      report: { id: objectId, name: String(data.title) },
      version: Number(partOf(facet, 1)),
      plan: String(data.planId),
      shows: { asReportedOn: String(data.asReportedOn), atSize: Number(data.atSize) },
    }))
    .sort((a, b) => a.version - b.version);
}

/** Tells which reports show what of an object. A report that shows an object of a plan is a report on that plan. */
export class ShowingReports {
  private readonly answers = new Map<Publication, Map<string, Slot>>();

  constructor(
    private readonly history: readonly HistoryEntry[],
    private readonly publications: readonly Publication[],
  ) {}

  /** Reports that have an answer of this sort for a key, by the title of their last version that has. */
  showing(facet: string, isMeant: (answer: Slot) => boolean): Named[] {
    const plan = this.history.find((entry) => entry.plan)?.plan;
    const meant = this.publications.filter((publication) => {
      const answer =
        plan === undefined || plan === publication.plan ? this.answersIn(publication).get(facet) : undefined;
      return answer !== undefined && isMeant(answer);
    });
    return [...new Map(meant.map(({ report }) => [report.id, report])).values()];
  }

  private answersIn(publication: Publication): Map<string, Slot> {
    const known = this.answers.get(publication) ?? answersIn(this.history, publication.shows);
    this.answers.set(publication, known);
    return known;
  }
}

/** By key, what answers in a view of an object. */
function answersIn(history: readonly HistoryEntry[], { asReportedOn, atSize }: View): Map<string, Slot> {
  const answers = new Map<string, Slot>();
  for (const slot of slotsOf(atSizeOf(history, atSize), asReportedOn)) {
    const other = answers.get(slot.original.facet);
    if (!other || before(other, slot)) answers.set(slot.original.facet, slot);
  }
  return answers;
}

/** A history as it stood when the ledger had this size. */
function atSizeOf(history: readonly HistoryEntry[], size: number): HistoryEntry[] {
  return history
    .filter(({ sequence }) => sequence < size)
    .map(({ voidedBy, ...entry }) => (voidedBy !== undefined && voidedBy < size ? { ...entry, voidedBy } : entry));
}
