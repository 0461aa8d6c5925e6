import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { StateReader, type View } from '../../statement.js';
import { cited } from '../documents.js';
import type { Facts } from '../facts.js';
import { readNamed } from '../read.js';
import { notChangedSince, slotsOf } from '../slots.js';
import { programmes } from './programme.assembler.js';
import { GetProgrammes } from './programme.queries.js';

@QueryHandler(GetProgrammes)
export class ProgrammesHandler implements IQueryHandler<GetProgrammes> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view }: GetProgrammes) {
    const facts = await readNamed(this.reader, view, { categories: ['programme'] });
    return cited(this.reader, view, programmes(facts, await this.movesOf(facts, view)));
  }

  /** Counted from the histories of those programmes alone of which a subject was moved. */
  private async movesOf(facts: Facts, view: View): Promise<Map<string, number>> {
    const moved = facts.all('programme').filter((one) => one.list('item/*/meeting', 'ProgrammeItemMoved').length > 0);
    const histories = await this.reader.histories(
      moved.map(({ stream }) => stream),
      view.atSize,
    );
    const moves = new Map<string, number>();
    for (const { original } of histories.flatMap((history) => notChangedSince(slotsOf(history, view.asReportedOn)))) {
      const key = `${original.stream}/${original.facet}`;
      if (original.kind === 'ProgrammeItemMoved') moves.set(key, (moves.get(key) ?? 0) + 1);
    }
    return moves;
  }
}

export const programmeHandlers = [ProgrammesHandler];
