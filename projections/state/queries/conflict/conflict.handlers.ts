import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { AuditTrailReader } from '../../../audit-trail/audit-trail.reader.js';
import { type StatementFilter, StateReader } from '../../statement.js';
import { cited } from '../documents.js';
import { addedByEditors, laterByEditors } from '../editors.js';
import { LINKS } from '../linked.js';
import { NAMING, namingOf, read } from '../read.js';
import { vocabularyIn } from '../view-change/said-in-words.js';
import type { ConflictingEntry } from './conflict.answers.js';
import { conflictAnswer, type NotedConflict, notedConflicts } from './conflict.assembler.js';
import { GetConflicts } from './conflict.queries.js';

const CONFLICTS: StatementFilter = { categories: ['plan'], facets: ['conflict/*', 'conflict/*/result'] };

@QueryHandler(GetConflicts)
export class ConflictsHandler implements IQueryHandler<GetConflicts> {
  constructor(
    private readonly reader: StateReader,
    private readonly trail: AuditTrailReader,
  ) {}

  async execute({ view, filter: { plan, state, about } }: GetConflicts) {
    const wanted: StatementFilter = { ...CONFLICTS, ...(plan ? { streams: [`plan-${plan}`] } : {}) };
    const noted = notedConflicts(await read(this.reader, view, wanted));
    const streams = await this.streamsOf(noted, view.atSize);
    const histories = await this.reader.histories(streams, view.atSize);
    const later = await laterByEditors(this.reader, view, wanted);
    const mentioned = namingOf([streams, later.map(({ data }) => data)]);
    const words = await vocabularyIn(this.reader, view, NAMING, mentioned, { streams, facets: LINKS });
    const conflicts = noted
      .filter((one) => state === undefined || one.state === state)
      .map((one) => conflictAnswer(one, { histories, words }))
      .filter(({ a, b }) => about === undefined || concerns(a, about) || concerns(b, about));
    return cited(this.reader, view, { conflicts, later: { items: addedByEditors(later, words.names) } });
  }

  /** The objects that the entries of conflicts are about, each once. */
  private async streamsOf(noted: readonly NotedConflict[], atSize: number): Promise<string[]> {
    const entries = noted.flatMap(({ noted: { data } }) => [String(data.entryA), String(data.entryB)]);
    const found = await Promise.all([...new Set(entries)].map((entry) => this.trail.one(entry, atSize)));
    return [...new Set(found.flatMap((entry) => (entry ? [entry.stream] : [])))];
  }
}

function concerns({ object, about }: ConflictingEntry, id: string): boolean {
  return object.id === id || about.some((one) => one.id === id);
}

export const conflictHandlers = [ConflictsHandler];
