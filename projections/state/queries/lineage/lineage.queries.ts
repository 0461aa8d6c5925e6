import type { View } from '../../statement.js';
import { OfObject, OfView } from '../view-query.js';
import type { NotHeld } from './comparison.assembler.js';
import type { LineageAnswer, PlanComparison } from './lineage.answers.js';

export class GetLineage extends OfObject<LineageAnswer> {}

export class GetPlanComparison extends OfView<PlanComparison | NotHeld> {
  constructor(
    view: View,
    readonly id: string,
    /** The newer plan; the one that follows unless told. */
    readonly to?: string,
  ) {
    super(view);
  }
}
