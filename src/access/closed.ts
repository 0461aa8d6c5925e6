import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Role } from './roles.js';

/** Of a closed route: the roles that it is open to. */
export const CLOSED = 'access:closed';

/**
 * A route that is no command and not for everyone: reading, too, needs a token, of a person with one of these roles. Its
 * answers are no published facts: they belong to no view, and nobody may keep them.
 */
export function Closed(...roles: Role[]): MethodDecorator {
  return applyDecorators(SetMetadata(CLOSED, roles), ApiBearerAuth());
}

/** Of a route that takes something and changes nothing. */
export const CHANGES_NOTHING = 'access:changes-nothing';

/** A route for everyone that is sent something to look at: nothing is written, and nothing of it is kept. */
export function ChangesNothing(): MethodDecorator {
  return SetMetadata(CHANGES_NOTHING, true);
}
