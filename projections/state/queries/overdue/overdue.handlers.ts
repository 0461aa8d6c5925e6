import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type Statement, type StatementFilter, StateReader, type View } from '../../statement.js';
import { cited } from '../documents.js';
import type { Facts } from '../facts.js';
import { Names } from '../names.js';
import { idsUnder } from '../plan/under.js';
import { factsOf, NAMING } from '../read.js';
import { schemesInForce } from '../schemes.js';
import { isReleaseSince } from './obligations.js';
import { countsOf, dueLine, type OpenLine, openLines } from './overdue.assembler.js';
import { GetDue, GetDueLines } from './overdue.queries.js';

/** All that says what is to be done, by when, by whom, and whether it was done. */
const OWED: StatementFilter = {
  categories: ['milestone', 'commitment', 'meeting', 'extrec', 'metric', 'plan'],
  facets: [
    ...['promise', 'due', 'state', 'attached/*/*'],
    ...['target-date', 'lead'],
    ...['action/*', 'action/*/owner', 'action/*/due', 'action/*/state', 'occasion', 'outcome'],
    ...['link/*/*', 'schedule', 'end', 'indicator/*', 'indicator/*/metrics'],
  ],
};

/** Which updates are about what, for when something was last said of a commitment. */
const TARGETS: StatementFilter = { categories: ['update'], facets: ['targets'] };

@QueryHandler(GetDue)
export class DueHandler implements IQueryHandler<GetDue> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, filter: { on, within, plan, about, kind, state } }: GetDue) {
    const [owed, naming, schemes] = await Promise.all([
      this.reader.statements(view, OWED),
      this.reader.statements(view, NAMING),
      schemesInForce(this.reader, view),
    ]);
    const more = await Promise.all([this.promises(view, owed), this.releases(view, owed)]);
    const facts = factsOf([owed, naming, schemes, ...more]);
    const inPlan = plan === undefined ? undefined : isUnder(plan, facts);
    const isAbout = about === undefined ? undefined : isUnder(about, facts);
    const fitting = openLines(facts, new Names(facts), on, within).filter(
      (line) => (kind === undefined || line.kind === kind) && inPlan?.(line) !== false && isAbout?.(line) !== false,
    );
    const wanted = state ? [state] : ['overdue', 'dueSoon'];
    return { lines: fitting.filter((line) => wanted.includes(line.state)), counts: countsOf(fitting) };
  }

  /** The words of commitments that have a date, and how they stand. */
  private async promises(view: View, owed: readonly Statement[]): Promise<Statement[]> {
    const streams = owed.filter(({ facet }) => facet === 'target-date').map(({ stream }) => stream);
    if (streams.length === 0) return [];
    const dated = { streams, facets: ['wording/*'], prefixes: ['status/'] };
    return (await Promise.all([dated, TARGETS].map((one) => this.reader.statements(view, one)))).flat();
  }

  /**
   * A figure of each metric that was reported since one was due. Mostly that of the newest period is one; older ones are
   * looked at where it is not.
   */
  private async releases(view: View, owed: readonly Statement[]): Promise<Statement[]> {
    const due = owed.filter(({ facet, data }) => facet === 'schedule' && String(data.nextDue) <= view.asReportedOn);
    if (due.length === 0) return [];
    const days = new Map(due.map(({ stream, data }) => [stream, String(data.nextDue)]));
    const range = { prefix: 'value/', upTo: `value/${view.asReportedOn}~`, most: 1 };
    const newest = await this.reader.latest(view, [...days.keys()], range);
    for (const figure of newest) if (isReleaseSince(figure, days.get(figure.stream)!)) days.delete(figure.stream);
    if (days.size === 0) return newest;
    const since = [...days.values()].sort()[0]!;
    const others = { streams: [...days.keys()], prefixes: ['value/'], since };
    return [...newest, ...(await this.reader.statements(view, others))];
  }
}

@QueryHandler(GetDueLines)
export class DueLinesHandler implements IQueryHandler<GetDueLines> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, lines }: GetDueLines) {
    const dates = lines.flatMap((line) => line.dates ?? []);
    const streams = [...new Set(dates.map(({ stream }) => stream))];
    const facets = [...new Set(dates.map(({ facet }) => facet))];
    const histories = await this.reader.histories(streams, view.atSize, facets);
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
