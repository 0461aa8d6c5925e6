import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { AuditTrailReader } from '../../../audit-trail/audit-trail.reader.js';
import { StateReader, type View } from '../../statement.js';
import { cited } from '../documents.js';
import { NAMING, read } from '../read.js';
import { Names } from '../references.js';
import { BY_THE_BODY } from '../slots.js';
import { restatements } from './restatement.assembler.js';
import { GetRestatements } from './restatement.queries.js';

@QueryHandler(GetRestatements)
export class RestatementsHandler implements IQueryHandler<GetRestatements> {
  constructor(
    private readonly reader: StateReader,
    private readonly trail: AuditTrailReader,
  ) {}

  async execute({ view }: GetRestatements) {
    const streams = await this.changedStreams(view);
    const histories = await this.reader.histories(streams, view.atSize);
    const names = new Names(await read(this.reader, view, NAMING, { streams, facets: ['promise'] }));
    return cited(this.reader, view, restatements(histories, names, view.asReportedOn));
  }

  /** Objects of which the body has changed a statement. A later plain report may have taken the change's place. */
  private async changedStreams({ atSize }: View): Promise<string[]> {
    const streams = new Set<string>();
    for (let after = -1; ; ) {
      const page = await this.trail.page({ after, limit: 1_000, atSize }, { types: [...BY_THE_BODY] });
      for (const { stream } of page) streams.add(stream);
      const last = page.at(-1);
      if (!last) return [...streams];
      after = last.sequence;
    }
  }
}

export const restatementHandlers = [RestatementsHandler];
