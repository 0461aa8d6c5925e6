import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { ProblemError } from '../http/problem.js';
import { AccessService } from './access.service.js';
import { CHANGES_NOTHING, CLOSED } from './closed.js';
import type { Actor, Role } from './roles.js';

const ACTOR = Symbol('actor');
const SEND_IT = 'Send it as Authorization: Bearer plt_…';
const NOT_VALID =
  'This token is not valid. It may be revoked, expired or copied in part. Ask whoever runs this ledger for a new one';
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The person behind a writing request: `@CurrentActor() actor: Actor`. */
export const CurrentActor = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest()[ACTOR] as Actor,
);

/**
 * Published facts are open to everyone; whatever is not a read needs a bearer token, so that a new writing route is
 * closed without anyone having to think of it. What the person may do is for the command to say, or for the route where
 * it is closed to some roles.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly access: AccessService,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request & { [ACTOR]?: Actor }>();
    const roles = this.reflector.get<readonly Role[] | undefined>(CLOSED, context.getHandler());
    const changesNothing =
      READS.has(request.method) || this.reflector.get<boolean | undefined>(CHANGES_NOTHING, context.getHandler());
    if (changesNothing && !roles) return true;
    const given = request.get('Authorization');
    if (given === undefined) throw unauthorized('token-required', `This needs a token. ${SEND_IT}`);
    const token = /^Bearer +(\S+)$/i.exec(given)?.[1];
    if (token === undefined) throw unauthorized('invalid-token', `This is no bearer token. ${SEND_IT}`);
    const actor = await this.access.authenticate(token);
    if (!actor) throw unauthorized('invalid-token', NOT_VALID);
    if (roles && !roles.some((role) => actor.roles.includes(role))) throw notPermitted(roles);
    request[ACTOR] = actor;
    return true;
  }
}

function notPermitted(roles: readonly Role[]): ProblemError {
  const ask = roles.map((role) => role.replaceAll('-', ' ')).join(' or ');
  return new ProblemError(403, 'not-permitted', `You do not have permission to do this. Ask the ${ask}`);
}

/** RFC 6750 section 3.1: the error is named only where a token was sent. */
function unauthorized(code: 'token-required' | 'invalid-token', message: string): ProblemError {
  const challenge = code === 'invalid-token' ? 'Bearer realm="ledger", error="invalid_token"' : 'Bearer realm="ledger"';
  return new ProblemError(401, code, message, { field: 'Authorization', headers: { 'WWW-Authenticate': challenge } });
}
