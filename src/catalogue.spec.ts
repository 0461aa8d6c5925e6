import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getMetadataStorage } from 'class-validator';
import ts from 'typescript';
import { catalogue } from './catalogue.js';
import type { EventType } from './ledger/catalogue/catalogue.js';
import { type Class, type Field, fieldsOf } from './ledger/catalogue/fields.js';

const SOURCES = join(process.cwd(), 'src');

/** What the API's description knows of a field. */
interface Documented {
  enum?: string[];
  type?: unknown;
  format?: string;
  isArray?: boolean;
}

const documented = (type: Class, { name }: Field): Documented | undefined =>
  Reflect.getMetadata('swagger/apiModelProperties', type.prototype, name);

/** A payload of this class with every field present. Concealed values hold `secret`, all others are always the same. */
function sample(type: Class, secret: string): Record<string, unknown> {
  return Object.fromEntries(
    fieldsOf(type).map((field) => {
      const one = sampleValue(field, documented(type, field)!, secret);
      return [field.name, field.list ? [one] : one];
    }),
  );
}

function sampleValue({ name, kind }: Field, schema: Documented, secret: string): unknown {
  if (kind.is === 'part') return sample(kind.type(), secret);
  if (kind.is === 'narrative' || kind.is === 'person') return secret;
  if (schema.enum) return schema.enum[0];
  if (schema.type === Boolean) return true;
  if (schema.type === 'integer') return 1;
  return schema.format === 'date' ? '2022-08-04' : name;
}

/** Classes that payloads are made of, those of parts included. */
function partsOf(type: Class, found = new Set<Class>()): Set<Class> {
  if (found.has(type)) return found;
  found.add(type);
  for (const { kind } of fieldsOf(type)) if (kind.is === 'part') partsOf(kind.type(), found);
  return found;
}

const isAct = ({ category }: EventType) => category === 'target';

describe('the catalogue', () => {
  test.each(
    catalogue.events.map((event) => [event.name, event] as const),
  )('%s is made by a command or the service, and stands under a key that can be read for ever', (name, event) => {
    expect(name).toMatch(/^[A-Z][A-Za-z]+$/);
    expect(catalogue.commands.some(({ makes }) => makes.includes(event))).toBe(!event.byService);
    if (event.key === null || isAct(event)) return;
    const key = (secret: string) => event.key!(sample(event.data, secret), { from: '2022-04-01', to: '2022-07-01' });
    expect(key('one secret')).toBe(key('another secret'));
    expect(key('one secret')).not.toMatch(/secret|undefined|null|\[object/);
  });

  test.each(
    catalogue.commands.map((command) => [command.name, command] as const),
  )('%s asks for someone to send it, makes known events, and checks and describes every field', (name, command) => {
    // Commands are imperative: events are in the past tense, and the two must not be mixed up.
    expect(name).toMatch(/^[A-Z][A-Za-z]+$/);
    expect(catalogue.event(name)).toBeUndefined();
    expect(name.replace(/(?<=[a-z])[A-Z].*/, '')).not.toMatch(/(?<!e)ed$/);
    expect(command.summary).toMatch(/^[A-Z].+[^.]$/);
    expect(catalogue.rolesFor(command)).not.toEqual([]);
    for (const made of command.makes) expect(catalogue.event(made.name)).toBe(made);
    for (const type of partsOf(command.dto)) {
      const checks = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
      const checked = new Set(checks.map(({ propertyName }) => propertyName));
      for (const field of fieldsOf(type)) {
        expect([type.name, field.name, checked.has(field.name)]).toEqual([type.name, field.name, true]);
        expect([type.name, field.name, documented(type, field)]).not.toContain(undefined);
      }
    }
  });

  test('gives every act the roles that may make the entry acted on', () => {
    const act = catalogue.command('withdraw-entry')!;
    expect(catalogue.rolesFor(act, catalogue.event('MetricSubmitted'))).toEqual(['data-owner']);
    expect(catalogue.rolesFor(act, catalogue.event('BoardDecisionRecorded'))).toEqual(['board-secretary']);
    const restate = catalogue.command('restate-entry')!;
    expect(catalogue.rolesFor(restate, catalogue.event('MetricSubmitted'))).toEqual(['approver', 'data-owner']);
  });
});

describe('the sources of the catalogue', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .map((path) => ({ path, tree: parse(join(SOURCES, path)) }));

  // A property without a decorator leaves no trace at run time: it would be refused as unknown.
  test('declare no payload field without its decorator', () => {
    const bare: string[] = [];
    let seen = 0;
    for (const { path, tree } of files.filter(({ path: file }) => isPayloadFile(file)))
      for (const node of nodesOf(tree))
        if (ts.isPropertyDeclaration(node) && ts.isSourceFile(node.parent.parent)) {
          seen++;
          if (!ts.getDecorators(node)?.length) bare.push(`${path}: ${node.name.getText(tree)}`);
        }
    expect(seen).toBeGreaterThan(200);
    expect(bare).toEqual([]);
  });

  test('say something in every refusal and warning', () => {
    const at: Record<string, number> = { refusal: 1, warning: 2, notice: 2, note: 2 };
    const messages: string[] = [];
    for (const { tree } of files)
      for (const node of nodesOf(tree)) {
        if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
          const message = node.arguments[at[node.expression.text] ?? -1];
          if (message && (ts.isStringLiteralLike(message) || ts.isTemplateExpression(message)))
            messages.push(message.getText(tree).slice(1, -1));
        }
        if (ts.isPropertyAssignment(node) && node.name.getText(tree) === 'missing')
          if (ts.isStringLiteralLike(node.initializer)) messages.push(node.initializer.text);
      }
    expect(messages.length).toBeGreaterThan(100);
    expect(messages.filter((message) => !/^(?:[A-Z]|\$\{).*[^\s.]$/s.test(message))).toEqual([]);
  });
});

/** Files that declare what payloads and commands are made of. */
function isPayloadFile(path: string): boolean {
  return /\.(events|commands|dto)\.ts$|catalogue\/(parts|area|due|stated-date|status-value)\.ts$/.test(path);
}

function parse(path: string): ts.SourceFile {
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
}

function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}
