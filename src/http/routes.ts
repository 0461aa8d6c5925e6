import type { Express } from 'express';

interface Layer {
  match(path: string): boolean;
  route?: { methods: Record<string, boolean> };
}

/** The methods, HEAD among them, that an address takes; none where nothing is. */
export function methodsAt(app: Express, path: string): string[] {
  const found = new Set<string>();
  for (const layer of (app.router as unknown as { stack: Layer[] }).stack) {
    if (!layer.route || !matches(layer, path)) continue;
    for (const method of Object.keys(layer.route.methods)) found.add(method.toUpperCase());
  }
  if (found.has('GET')) found.add('HEAD');
  return [...found].sort();
}

/** A layer's matcher throws on broken percent-encoding, which is not a match. */
function matches(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
