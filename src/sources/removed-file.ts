import { printedDay } from '../ledger/dates.js';

/** Why a file is not kept any more, in the words of whoever asks for it. */
export const GROUNDS_OF_REMOVAL = {
  copyright: 'its licence does not allow keeping it',
  'personal-data': 'it holds personal data',
  'kept-in-error': 'it should never have been kept',
} as const;

export type GroundOfRemoval = keyof typeof GROUNDS_OF_REMOVAL;

export interface RemovedFile {
  ground: GroundOfRemoval;
  at: Date;
}

/** The file was kept once, and was removed. Its hash stays in the ledger. */
export class RemovedFileError extends Error {
  constructor({ ground, at }: RemovedFile) {
    const day = printedDay(at.toISOString().slice(0, 10));
    super(`This file was removed on ${day}: ${GROUNDS_OF_REMOVAL[ground]}`);
    this.name = 'RemovedFileError';
  }
}
