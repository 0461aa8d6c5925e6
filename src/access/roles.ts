/** The product's roles, as they stand in every entry's `actingAs`. */
export const ROLES = [
  'reporting-officer',
  'data-owner',
  'policy-officer',
  'board-secretary',
  'approver',
  'administrator',
  'auditor',
] as const;

export type Role = (typeof ROLES)[number];

/** Who asks: a person behind a token, by an opaque subject id, with the roles the token carries. */
export interface Actor {
  /** UUID; the same for all tokens of one person. */
  subject: string;
  /** Kept out of entries: it goes into the erasable value behind `by`. */
  name: string;
  roles: readonly Role[];
  /** Who approved what is sent, where that is somebody else. Set by the service alone: no token carries it. */
  approvedBy?: Actor;
}
