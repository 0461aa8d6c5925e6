import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type Statement, type StatementFilter, StateReader, type View } from '../../statement.js';
import { cited } from '../documents.js';
import type { Facts } from '../facts.js';
import { Names } from '../names.js';
import { idsUnder } from '../plan/under.js';
import { factsOf, NAMING } from '../read.js';
import { schemesInForce } from '../schemes.js';
import { countsOf, dueLine, type OpenLine, openLines } from './overdue.assembler.js';
import { GetDue, GetDueLines } from './overdue.queries.js';

/** All that says what is to be done, by when, by whom, and whether it was done. */
const OWED: StatementFilter = {
  categories: ['milestone', 'commitment', 'meeting', 'extrec', 'metric', 'plan', 'update'],
  facets: [
    ...['promise', 'due', 'state', 'attached/*/*'],
    ...['target-date', 'lead', 'targets'],
    ...['action/*', 'action/*/owner', 'action/*/due', 'action/*/state', 'occasion', 'outcome'],
    ...['link/*/*', 'schedule', 'end', 'indicator/*', 'indicator/*/metrics'],
  ],
  prefixes: ['status/'],
};

@QueryHandler(GetDue)
export class DueHandler implements IQueryHandler<GetDue> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, filter: { on, within, plan, about, kind, state } }: GetDue) {
    const [owed, naming, schemes] = await Promise.all([
      this.reader.statements(view, OWED),
      this.reader.statements(view, NAMING),
      schemesInForce(this.reader, view),
    ]);
    const more = await Promise.all([this.wordings(view, owed), this.releases(view, owed)]);
    const facts = factsOf([owed, naming, schemes, ...more]);
    const inPlan = plan === undefined ? undefined : isUnder(plan, facts);
    const isAbout = about === undefined ? undefined : isUnder(about, facts);
    const fitting = openLines(facts, new Names(facts), on, within).filter(
      (line) => (kind === undefined || line.kind === kind) && inPlan?.(line) !== false && isAbout?.(line) !== false,
    );
    const wanted = state ? [state] : ['overdue', 'dueSoon'];
    return { lines: fitting.filter((line) => wanted.includes(line.state)), counts: countsOf(fitting) };
  }

  /** The words of commitments that have a date. */
  private async wordings(view: View, owed: readonly Statement[]): Promise<Statement[]> {
    const streams = owed.filter(({ facet }) => facet === 'target-date').map(({ stream }) => stream);
    return streams.length === 0 ? [] : this.reader.statements(view, { streams, facets: ['wording/*'] });
  }

  /** Figures reported since they were due; older ones are not looked at, however many there are. */
  private async releases(view: View, owed: readonly Statement[]): Promise<Statement[]> {
    const past = owed.filter(({ facet, data }) => facet === 'schedule' && String(data.nextDue) <= view.asReportedOn);
    if (past.length === 0) return [];
    const since = past.map(({ data }) => String(data.nextDue)).sort()[0]!;
    return this.reader.statements(view, { streams: past.map(({ stream }) => stream), prefixes: ['value/'], since });
  }
}

@QueryHandler(GetDueLines)
export class DueLinesHandler implements IQueryHandler<GetDueLines> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, lines }: GetDueLines) {
    const streams = [...new Set(lines.flatMap(({ dates }) => (dates ? [dates.stream] : [])))];
    const histories = await this.reader.histories(streams, view.atSize);
    const byStream = new Map(streams.map((stream, index) => [stream, histories[index]!]));
    const counted = lines.map((line) => dueLine(line, byStream.get(line.dates?.stream ?? '') ?? [], view.asReportedOn));
    return cited(this.reader, view, counted);
  }
}

/** Whether a line is about something, be it a plan, or about anything under it. */
function isUnder(id: string, facts: Facts): (line: OpenLine) => boolean {
  const under = idsUnder(id, facts);
  return (line) => under.has(line.id) || line.plan?.id === id || line.about.some((one) => under.has(one.id));
}

export const overdueHandlers = [DueHandler, DueLinesHandler];
