import type { Situation } from '../ledger/catalogue/catalogue.js';

/** Whether a part of the object exists is asked without a date: papers may be loaded in any order. */
export function isUnknown(id: string | undefined, part: string, { history }: Situation): boolean {
  return id !== undefined && !history.at().get(`${part}/${id}`);
}
