import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { GROUNDS, type Ground, KINDS_OF_FIELD, type KindOfField } from '../../../src/erasure/erasure.events.js';
import { SealedLog } from '../sealed-log.js';
import { GetErasures } from './erasures.queries.js';

@QueryHandler(GetErasures)
export class ErasuresHandler implements IQueryHandler<GetErasures> {
  constructor(private readonly log: SealedLog) {}

  async execute({ atSize }: GetErasures) {
    const erasures = await this.log.erasures(atSize);
    return erasures.map(({ eventId: id, kind: kindOfField, ground, ...erasure }) => ({
      ...{ id, ...erasure, kindOfField, ground },
      kindInWords: KINDS_OF_FIELD[kindOfField as KindOfField],
      groundInWords: GROUNDS[ground as Ground],
    }));
  }
}
