import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ProblemError } from '../http/problem.js';
import { AccessService } from './access.service.js';
import type { Actor } from './roles.js';

const ACTOR = Symbol('actor');
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The person behind a writing request: `@CurrentActor() actor: Actor`. */
export const CurrentActor = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => context.switchToHttp().getRequest()[ACTOR] as Actor,
);

/**
 * Published facts are open to everyone; whatever is not a read needs a bearer token, so that a new writing route is
 * closed without anyone having to think of it. What the person may do is for the command to say.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly access: AccessService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<Request & { [ACTOR]?: Actor }>();
    if (READS.has(request.method)) return true;
    const given = request.get('Authorization');
    if (given === undefined)
      throw unauthorized('token-required', 'Writing needs a token: send it as Authorization: Bearer plt_…');
    const token = /^Bearer +(\S+)$/i.exec(given)?.[1];
    const actor = token === undefined ? undefined : await this.access.authenticate(token);
    if (!actor) throw unauthorized('invalid-token', 'This token is not valid. It may be revoked or expired');
    request[ACTOR] = actor;
    return true;
  }
}

/** RFC 6750 section 3.1: the error is named only where a token was sent. */
function unauthorized(code: 'token-required' | 'invalid-token', message: string): ProblemError {
  const challenge = code === 'invalid-token' ? 'Bearer realm="ledger", error="invalid_token"' : 'Bearer realm="ledger"';
  return new ProblemError(401, code, message, { field: 'Authorization', headers: { 'WWW-Authenticate': challenge } });
}
