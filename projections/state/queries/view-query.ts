import { Query } from '@nestjs/cqrs';
import type { View } from '../statement.js';

/** What may be asked of the state of a view. Ids are UUIDs; what a view does not hold is answered with `undefined`. */
export abstract class OfView<T> extends Query<T> {
  constructor(readonly view: View) {
    super();
  }
}

export abstract class OfObject<T> extends OfView<T | undefined> {
  constructor(
    view: View,
    readonly id: string,
  ) {
    super(view);
  }
}
