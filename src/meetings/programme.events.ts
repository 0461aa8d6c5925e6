import { eventType } from '../ledger/catalogue/define.js';
import { Flag, Refs, Text } from '../ledger/catalogue/fields.js';

export class WorkProgrammeAgreedData {
  @Text({ max: 200 }) title!: string;
  @Refs('body', { least: 1, most: 20, missing: 'Choose whose programme this is' }) ownerBodyIds!: string[];
  @Text({ max: 20, note: 'For example 2022/23.' }) year!: string;
  @Flag({ note: 'Whether the papers held say what is in it.' }) contentsHeld!: boolean;
}

export const WorkProgrammeAgreed = eventType({
  name: 'WorkProgrammeAgreed',
  category: 'programme',
  data: WorkProgrammeAgreedData,
  key: () => 'identity',
});
