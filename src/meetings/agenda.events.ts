import { eventType } from '../ledger/catalogue/define.js';
import { Id, Keys, Narrative, Ref, Refs, Text } from '../ledger/catalogue/fields.js';
import { changedItemRules, itemRules, knownItemRules, paperRules } from './agenda.decider.js';

class AgendaItem {
  @Id({ note: 'UUID or external id of the item.' }) itemId!: string;
  @Text({ max: 20 }) number!: string;
  @Text({ max: 300, search: 'C' }) title!: string;
  @Refs(['plan', 'commitment', 'metric', 'report', 'source'], { optional: true, note: 'What it is about.' })
  links?: string[];
  @Keys({ optional: true, most: 50, note: 'Keys of priorities, themes and other parts that it is about.' })
  parts?: string[];
}

export class AgendaItemAddedData extends AgendaItem {}

export class AgendaItemChangedData extends AgendaItem {
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

export class AgendaItemWithdrawnData {
  @Id() itemId!: string;
  @Narrative({ missing: 'Give the reason' }) reason!: string;
}

/** A paper before a meeting: a kept document, or a report of this ledger. Exactly one of the two. */
export class PaperAttachedData {
  @Id({ note: 'UUID or external id of this attachment.' }) paperId!: string;
  @Id({ optional: true, note: 'The agenda item.' }) itemId?: string;
  @Ref('source', { optional: true }) sourceId?: string;
  @Ref('report', { optional: true }) reportId?: string;
}

export const AgendaItemAdded = eventType({
  name: 'AgendaItemAdded',
  category: 'meeting',
  data: AgendaItemAddedData,
  key: ({ itemId }) => `item/${itemId}`,
  rules: itemRules,
});

export const AgendaItemChanged = eventType({
  name: 'AgendaItemChanged',
  category: 'meeting',
  data: AgendaItemChangedData,
  key: ({ itemId }) => `item/${itemId}`,
  rules: changedItemRules,
});

export const AgendaItemWithdrawn = eventType({
  name: 'AgendaItemWithdrawn',
  category: 'meeting',
  data: AgendaItemWithdrawnData,
  key: ({ itemId }) => `item/${itemId}`,
  rules: ({ itemId }, situation) => knownItemRules(itemId, situation),
});

export const PaperAttached = eventType({
  name: 'PaperAttached',
  category: 'meeting',
  data: PaperAttachedData,
  key: ({ paperId }) => `paper/${paperId}`,
  rules: paperRules,
});
