import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetExtent } from '../../../projections/extent/extent.queries.js';
import { GetFirstMention } from '../../../projections/state/queries/history/history.queries.js';
import type { View } from '../../../projections/state/statement.js';
import { type Category, nounOf } from '../../ledger/catalogue/catalogue.js';
import { printedDay } from '../../ledger/dates.js';
import { isExternalId, isUuid, resolveId, streamOf } from '../../ledger/ids.js';
import { LedgerIdentityReader } from '../../ledger/ledger-identity.js';
import { ProblemError } from '../problem.js';

/** Finds the objects that addresses and parameters name. */
@Injectable()
export class Objects {
  constructor(
    private readonly identity: LedgerIdentityReader,
    private readonly queries: QueryBus,
  ) {}

  /**
   * The UUID behind a reference as sent.
   *
   * @throws ProblemError 400 `malformed-id`, 404 `unknown-object` while the ledger is not open
   */
  async id(reference: string): Promise<string> {
    if (!isUuid(reference) && !isExternalId(reference))
      throw new ProblemError(400, 'malformed-id', 'An id is a UUID in lower case or an external id such as C22-01', {
        field: 'id',
      });
    const ledger = await this.identity.current();
    if (!ledger) throw unknown('This ledger is not open yet');
    return resolveId(ledger.id, reference);
  }

  /** The UUID behind an optional parameter. */
  async idOf(reference: string | undefined): Promise<string | undefined> {
    return reference === undefined ? undefined : this.id(reference);
  }

  /**
   * An id in capitals or in small letters, where the ledger holds an object under just one of the two and none under the
   * id as sent: whoever is led on from there must not be led back.
   */
  async inOtherLetters(category: Category, reference: string): Promise<string | undefined> {
    const ledger = await this.identity.current();
    if (!ledger || !isExternalId(reference)) return undefined;
    const { state } = await this.queries.execute(new GetExtent());
    const isHeld = async (one: string) =>
      (await this.firstMention(category, resolveId(ledger.id, one), state)) !== null;
    if (await isHeld(reference)) return undefined;
    const others = [reference.toUpperCase(), reference.toLowerCase()].filter((one) => one !== reference);
    const held = await Promise.all(others.map(isHeld));
    const found = others.filter((_, index) => held[index]);
    return found.length === 1 ? found[0] : undefined;
  }

  /**
   * An answer, or the reason why there is none.
   *
   * @throws ProblemError 404 `unknown-object`, saying from which view on the object is there; with the entry that it came
   *   in with, as `firstEntry`, where the ledger holds it
   */
  async held<T>(answer: T | undefined, category: Category, id: string, view: View): Promise<T> {
    if (answer !== undefined) return answer;
    const there = await this.firstMention(category, id, view.atSize);
    if (!there) throw await this.notYet(category, id);
    const firstEntry = there.index;
    if (there.reportedOn > view.asReportedOn)
      throw unknown(
        `This ${nounOf(category)} is not in this view: it was first reported on ${printedDay(there.reportedOn)}. ` +
          `Ask for asReportedOn=${there.reportedOn} or later`,
        { firstReportedOn: there.reportedOn, firstEntry },
      );
    throw unknown(
      `This ${nounOf(category)} is not in this view: what introduces it was recorded or reported later, or has been taken back or voided`,
      { firstEntry },
    );
  }

  /** Of what no entry of the view speaks: which later one does, if any. */
  private async notYet(category: Category, id: string): Promise<ProblemError> {
    const { state } = await this.queries.execute(new GetExtent());
    const first = await this.firstMention(category, id, state);
    if (!first) return unknown(`The ledger holds no such ${nounOf(category)}`);
    return unknown(
      `This ${nounOf(category)} is not in this view: it came into the ledger with entry ${first.index}. ` +
        `Ask for atSize=${first.index + 1} or more`,
      { firstEntry: first.index },
    );
  }

  private firstMention(category: Category, id: string, atSize: number) {
    return this.queries.execute(new GetFirstMention(streamOf(category, id), atSize));
  }
}

function unknown(message: string, extensions?: { firstReportedOn?: string; firstEntry: number }): ProblemError {
  return new ProblemError(404, 'unknown-object', message, { field: 'id', extensions });
}
