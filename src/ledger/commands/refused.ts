/** One thing that is wrong: a stable code, the field to look at, and words for the person who sent it. */
export interface Problem {
  code: string;
  field: string;
  message: string;
}

/** 400 shape, 401 and 403 who you are, 404 unknown object, 409 someone or something else was first, 422 against a rule. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 422;

/** A command that cannot be done, and why. Nothing was written. */
export class Refused extends Error {
  constructor(
    readonly status: RefusalStatus,
    readonly problems: readonly Problem[],
    /** What would have to be confirmed, where nothing but warnings stands in the way. */
    readonly warnings: readonly Problem[] = [],
  ) {
    super([...problems, ...warnings].map((problem) => problem.message).join('; '));
    this.name = 'Refused';
  }

  static one(status: RefusalStatus, code: string, field: string, message: string): Refused {
    return new Refused(status, [{ code, field, message }]);
  }
}
