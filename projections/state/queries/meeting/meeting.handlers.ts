import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Day } from '../../../../src/ledger/dates.js';
import { type StatementFilter, StateReader, type View } from '../../statement.js';
import { wordingsOfAll } from '../commitment/wordings.js';
import { cited } from '../documents.js';
import { laterByEditors } from '../editors.js';
import type { Facts } from '../facts.js';
import { countedMoves, dateSteps } from '../overdue/date-moves.js';
import { factsOf, NAMING, namingOf } from '../read.js';
import type { MeetingAnswer } from './meeting.answers.js';
import { changedBy, type MeetingContext, meetings } from './meeting.assembler.js';
import { GetMeeting, GetMeetings } from './meeting.queries.js';

const CHANGES: StatementFilter = { categories: ['meeting'], facets: ['decision/*/changes'] };

/**
 * All meetings of a view with everything that belongs to them.
 *
 * @param on the day on which actions are overdue; the day of the view unless told
 */
export async function meetingsOfView(
  reader: StateReader,
  view: View,
  on: Day = view.asReportedOn,
): Promise<MeetingAnswer[]> {
  const [own, around, later] = await Promise.all([
    reader.statements(view, { categories: ['meeting'] }),
    Promise.all(
      [{ categories: ['programme'], facets: ['brought/*'] }, NAMING].map((one) => reader.statements(view, one)),
    ),
    laterByEditors(reader, view, CHANGES),
  ]);
  const pointing = own.filter(({ facet }) => /^(item|paper|decision)\//.test(facet));
  const naming = namingOf([...pointing, ...later].map(({ data }) => data));
  const mentioned = await Promise.all(
    [naming, wordingsOfAll(changedBy(pointing))].map((one) => reader.statements(view, one)),
  );
  const facts = factsOf([own, ...around, ...mentioned]);
  return meetings(facts, { on, later, moves: await movesOf(facts, reader, view) });
}

/** Counted from the histories of those meetings alone of which an action's date was moved. */
async function movesOf(facts: Facts, reader: StateReader, view: View): Promise<MeetingContext['moves']> {
  const keys = facts
    .all('meeting')
    .flatMap((meeting) => meeting.list('action/*/due', 'ActionDueMoved').map(({ facet }) => [meeting.stream, facet]));
  const streams = [...new Set(keys.map(([stream]) => stream!))];
  const histories = await reader.histories(streams, view.atSize);
  return new Map(
    keys.map(([stream, facet]) => {
      const steps = dateSteps(histories[streams.indexOf(stream!)]!, facet!, view.asReportedOn);
      return [`${stream}/${facet}`, countedMoves(steps)];
    }),
  );
}

@QueryHandler(GetMeetings)
export class MeetingsHandler implements IQueryHandler<GetMeetings> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view }: GetMeetings) {
    return cited(this.reader, view, await meetingsOfView(this.reader, view));
  }
}

@QueryHandler(GetMeeting)
export class MeetingHandler implements IQueryHandler<GetMeeting> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetMeeting) {
    const all = await meetingsOfView(this.reader, view);
    return cited(
      this.reader,
      view,
      all.find((meeting) => meeting.id === id),
    );
  }
}

export const meetingHandlers = [MeetingsHandler, MeetingHandler];
