import type { Express } from 'express';

/** A registered route: its path as Express has it (`/api/plans/:id`) and its methods in upper case. */
export interface Route {
  path: string;
  methods: string[];
}

/** The routes that an application serves, in their order. HEAD goes with GET and is not listed. */
export function routesOf(app: Express): Route[] {
  const { stack } = app.router as unknown as {
    stack: { route?: { path: string; methods: Record<string, boolean> } }[];
  };
  return stack.flatMap(({ route }) =>
    route ? [{ path: route.path, methods: Object.keys(route.methods).map((method) => method.toUpperCase()) }] : [],
  );
}
