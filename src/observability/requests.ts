import type { Request } from 'express';

/**
 * The pattern of the route that a request was led to, such as `/api/plans/:id`: there are few of them, and they hold
 * nothing that a caller has written. `none` for addresses without a route.
 */
export function routeOf(request: Request): string {
  const path: unknown = request.route?.path;
  return typeof path === 'string' ? path : 'none';
}
