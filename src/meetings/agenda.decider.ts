import { type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import type { AgendaItemAddedData, PaperAttachedData } from './agenda.events.js';
import { isUnknown } from './known-parts.js';

/** A number that was withdrawn from the agenda may be used again. */
export function itemRules({ itemId, number }: AgendaItemAddedData, { own }: Situation): Finding[] {
  const used = own
    .list('item/*', 'AgendaItemAdded', 'AgendaItemChanged')
    .some(({ data }) => data.number === number && data.itemId !== itemId);
  return [used && refusal('number', `Item ${number} exists`)];
}

export function changedItemRules(data: AgendaItemAddedData, situation: Situation): Finding[] {
  return [...knownItemRules(data.itemId, situation), ...itemRules(data, situation)];
}

/** What names an item of the agenda, if it names one. */
export function knownItemRules(itemId: string | undefined, situation: Situation): Finding[] {
  return [
    isUnknown(itemId, 'item', situation) && refusal('itemId', 'The meeting has no such agenda item', 'unknown-object'),
  ];
}

/** One document may be the paper of several items, but of each once. */
export function paperRules(paper: PaperAttachedData, situation: Situation): Finding[] {
  const { paperId, itemId, sourceId, reportId } = paper;
  const attached = situation.own
    .list('paper/*')
    .some(
      ({ data }) =>
        data.paperId !== paperId && data.itemId === itemId && data.sourceId === sourceId && data.reportId === reportId,
    );
  return [
    !sourceId === !reportId && refusal('sourceId', 'Choose the paper or the report'),
    attached && refusal('paperId', 'This paper is already attached'),
    ...knownItemRules(itemId, situation),
  ];
}
