import { Text } from './fields.js';

/** A place by its official code and name; places without one code carry the name only. */
export class Area {
  @Text({ optional: true, max: 20 }) code?: string;
  @Text({ max: 200 }) name!: string;
}
