import { ROLES } from '../access/roles.js';
import type { JsonObject } from '../integrity/canonical-json.js';
import { eventType } from '../ledger/catalogue/define.js';
import { Choice, Entry, Flag, Narrative, Payload } from '../ledger/catalogue/fields.js';
import { quotingNotices, reportsQuoting, reportsShowing, showingNotices } from './showing-reports.js';

export const RESTATEMENT_REASONS = ['error', 'policy', 'method', 'reclassification', 'erratum'] as const;

const ANEW = "The whole payload of the entry anew, without actingAs and citations, which are the command's.";

export class RevisedData {
  @Payload({ note: ANEW }) statement!: JsonObject;
  @Flag({ note: 'Announced beforehand, as the planned update of an estimate.' }) scheduled!: boolean;
  @Narrative({ optional: true }) note?: string;
}

/** What a caller says of a restatement; who approved it follows from the role it is sent in. */
export class Restatement {
  @Payload({ note: ANEW }) statement!: JsonObject;
  @Choice(RESTATEMENT_REASONS, { missing: 'Choose why it was restated' }) reason!: (typeof RESTATEMENT_REASONS)[number];
  @Narrative({ optional: true }) note?: string;
}

export class RestatedData extends Restatement {
  @Choice(ROLES, { optional: true }) approvedBy?: (typeof ROLES)[number];
}

export class WithdrawnData {
  @Narrative({ missing: 'Say why it was taken back' }) reason!: string;
}

export class EntryCorrectedData {
  @Payload({ note: ANEW }) statement!: JsonObject;
  @Narrative({ missing: 'Say what was entered wrongly' }) correctionReason!: string;
}

export class EntryVoidedData {
  @Narrative({ missing: 'Say why this is voided' }) reason!: string;
  @Entry({ optional: true, note: 'The entry that should have been made.' }) insteadOf?: string;
}

/** Acts have no key of their own: a history gives them that of the entry they act on. */
function ofItsTarget(): never {
  throw new Error('An act has the key of the entry it acts on');
}

const act = { category: 'target', key: ofItsTarget } as const;

export const Revised = eventType({ name: 'Revised', data: RevisedData, ...act });
export const Restated = eventType({
  name: 'Restated',
  data: RestatedData,
  ...act,
  gather: reportsQuoting,
  rules: quotingNotices,
});
export const Withdrawn = eventType({ name: 'Withdrawn', data: WithdrawnData, ...act });
export const EntryCorrected = eventType({ name: 'EntryCorrected', data: EntryCorrectedData, ...act });
export const EntryVoided = eventType({
  name: 'EntryVoided',
  data: EntryVoidedData,
  ...act,
  gather: reportsShowing,
  rules: showingNotices,
});
