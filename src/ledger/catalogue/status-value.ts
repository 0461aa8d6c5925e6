import { Choice, Choices, Text } from './fields.js';

/** What a status may ask of whoever reports it: evidence, the decision behind it, or a link to what replaces it. */
export const STATUS_NEEDS = ['evidence', 'decision', 'link'] as const;

/** One value of a status scheme. */
export class StatusValue {
  @Text({ max: 40 }) id!: string;
  @Text({ max: 60 }) label!: string;
  @Text({ max: 500 }) definition!: string;
  @Choice(['open', 'closed']) group!: 'open' | 'closed';
  @Text({ max: 60, note: 'Drawn beside the label, so that nothing hangs on colour alone.' }) shape!: string;
  @Choices(STATUS_NEEDS, { optional: true, most: 3, note: 'Without these, the status is refused.' })
  needs?: (typeof STATUS_NEEDS)[number][];
}
