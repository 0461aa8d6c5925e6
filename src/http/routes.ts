import type { Express } from 'express';

/** A registered route: its path as Express has it (`/api/plans/:id`) and its methods in upper case. */
export interface Route {
  path: string;
  methods: string[];
}

interface Layer {
  match(path: string): boolean;
  route?: { path: string; methods: Record<string, boolean> };
}

/** The routes that an application serves, in their order. HEAD goes with GET and is not listed. */
export function routesOf(app: Express): Route[] {
  return layersOf(app).map(({ route }) => ({ path: route.path, methods: methodsOf(route) }));
}

/** The methods, HEAD among them, that an address takes; none where nothing is. */
export function methodsAt(app: Express, path: string): string[] {
  const found = new Set<string>();
  for (const layer of layersOf(app)) {
    if (!matches(layer, path)) continue;
    for (const method of methodsOf(layer.route)) found.add(method);
  }
  if (found.has('GET')) found.add('HEAD');
  return [...found].sort();
}

function layersOf(app: Express): Required<Layer>[] {
  const stack = (app.router as unknown as { stack: Layer[] }).stack;
  return stack.filter((layer): layer is Required<Layer> => layer.route !== undefined);
}

function methodsOf(route: Required<Layer>['route']): string[] {
  return Object.keys(route.methods).map((method) => method.toUpperCase());
}

/** A layer's matcher throws on broken percent-encoding, which is not a match. */
function matches(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
