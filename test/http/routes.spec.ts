import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv } from 'ajv';
import type { Express } from 'express';
import request from 'supertest';
import { AccessService } from '../../src/access/access.service.js';
import { ROLES, type Role } from '../../src/access/roles.js';
import { Catalogue, kebabCase } from '../../src/ledger/catalogue/catalogue.js';
import { type Class, fieldsOf } from '../../src/ledger/catalogue/fields.js';
import { type Route, routesOf } from '../support/routes.js';
import { named as figures } from './parts/figures.js';
import { named as meetings } from './parts/meetings.js';
import { named as progress } from './parts/progress.js';
import { named as promises } from './parts/promises.js';
import { named as reports } from './parts/reports.js';
import { closed, sampleOf } from './samples.js';
import { type SmallLedger, smallLedger } from './small-ledger.js';

/** Where the API's own description is served. */
const DOCS = /^\/api\/(docs|openapi)/;
const COMMANDS = '/api/commands/:command';

/** Pages are held to their own rules: test/web/page-routes.spec.ts. */
const DATA = /^\/(api|health|log)\//;
/** Bytes of reports that were written here, which this ledger has none of: test/drafts/drafts.spec.ts. */
const BYTES = '/api/reports/:id/content.json';
/** The log, which has no key here to be signed with: test/http/log.spec.ts. */
const LOG = /^\/log\/(checkpoint|vkey|policy|tile)|\/(proof|evidence)$|^\/api\/checkpoints\/:size$/;

/** One object for each address that names one, so that every route can be asked for something that is there. */
const NAMED: Record<string, (ledger: SmallLedger) => string> = {
  ...promises,
  ...progress,
  ...meetings,
  ...figures,
  ...reports,
  '/api/plans/:id': () => 'PLAN',
  '/api/plans/:id/counts': () => 'PLAN',
  '/api/commitments/:id': () => 'C-1',
  '/api/commitments/:id/history': () => 'C-1',
  '/api/metrics/:id/observations': () => 'MET-1',
  '/api/bodies/:id': () => 'B-1',
  '/api/sources/:id': () => 'S-1',
  '/api/sources/:id/passages': () => 'S-1',
  '/api/backfills/:id': (ledger) => ledger.events.get('open-backfill')![0]!,
  '/api/entries/:id': (ledger) => ledger.events.get('register-plan')![0]!,
  '/api/entries/:id/witnesses': (ledger) => ledger.events.get('register-plan')![0]!,
  '/log/disclosures/*path': () => '000.p/20',
};

/** Everything here is made from the list of registered routes, so that a new route cannot be forgotten. */
describe('every route', () => {
  let ledger: SmallLedger;
  let routes: Route[];
  let reads: { route: string; address: string; parameters: Map<string, string> }[];
  let document: OpenAPIObject;

  beforeAll(async () => {
    ledger = await smallLedger();
    routes = routesOf(ledger.service.app.getHttpAdapter().getInstance() as Express).filter(
      ({ path }) => DATA.test(path) && !DOCS.test(path),
    );
    document = (await ledger.get('/api/openapi.json')).body;
    reads = routes
      .filter(
        ({ path, methods }) =>
          path !== BYTES &&
          !LOG.test(path) &&
          methods.includes('GET') &&
          !document.paths[documented(path)]?.get?.security,
      )
      .map(({ path }) => {
        const operation = document.paths[documented(path)]?.get;
        const parameters = (operation?.parameters ?? []) as Parameter[];
        return {
          route: path,
          address: path.replace(/:id|\*path/, () => NAMED[path]!(ledger)),
          parameters: new Map(parameters.filter((one) => one.in === 'query').map((one) => [one.name, good(one)])),
        };
      });
  });
  afterAll(() => ledger?.close());

  it('is there to be tested', () => {
    expect(reads.length).toBeGreaterThanOrEqual(20);
    expect(reads.filter(({ parameters }) => parameters.has('asReportedOn')).length).toBeGreaterThanOrEqual(15);
  });

  describe('that reads', () => {
    it('refuses parameters that are unknown, repeated, empty or malformed', async () => {
      const outcomes: Record<string, string> = {};
      const expected: Record<string, string> = {};
      for (const { address, parameters } of reads) {
        const cases: [query: string, code: string][] = [
          ['sequence=1', 'unknown-parameter'],
          ['asreportedon=2022-08-04', 'unknown-parameter'],
          ['ATSIZE=1', 'unknown-parameter'],
        ];
        for (const [name, value] of parameters) {
          cases.push([`${name}=`, 'malformed-parameter'], [name, 'malformed-parameter']);
          cases.push([`${name}=${value}&${name}=${value}`, 'repeated-parameter']);
          cases.push([`${name.toUpperCase()}=1`, 'unknown-parameter']);
        }
        for (const name of ['asReportedOn', 'asOf'].filter((one) => parameters.has(one))) {
          for (const bad of ['2022-8-4', '20220804', '2022-02-30', '2022-08-04T00:00:00Z', '2022-08-04+01:00', '+5'])
            cases.push([`${name}=${bad}`, 'malformed-parameter']);
          cases.push([`${name}=9999-12-31`, 'future-date']);
        }
        if (parameters.has('asOf')) cases.push(['asOf=2022-08-04&asReportedOn=2022-08-04', 'repeated-parameter']);
        for (const name of ['asReportedOn', 'asOf', 'effectiveOn'].filter((one) => !parameters.has(one)))
          cases.push([`${name}=2022-08-04`, 'unknown-parameter']);
        if (parameters.has('atSize')) {
          for (const bad of ['+5', '007', '-1', '1.5', '1e3', '0x1', '99999999999999999999'])
            cases.push([`atSize=${bad}`, 'malformed-parameter']);
          cases.push(['atSize=9007199254740991', 'size-not-reached']);
        }
        for (const [query, code] of cases) {
          const { status, body, type } = await ledger.get(`${address}?${query}`);
          const wanted = code === 'size-not-reached' ? 404 : 400;
          expected[`${address}?${query}`] = `${wanted} ${code} application/problem+json`;
          outcomes[`${address}?${query}`] = `${status} ${body.code} ${type}`;
        }
      }
      expect(outcomes).toEqual(expected);
    });

    it('states its view, and gives the same again at the address that it names', async () => {
      for (const { route, address, parameters } of reads) {
        if (!parameters.has('atSize')) continue;
        const first = await ledger.get(address);
        expect([route, first.status]).toEqual([route, 200]);
        const { view } = first.body;
        expect(first.headers['ledger-at-size']).toBe(String(view.atSize));
        expect(first.headers['ledger-as-reported-on']).toBe(
          parameters.has('asReportedOn') ? view.asReportedOn : undefined,
        );
        expect(first.headers['cache-control']).toBe('no-cache');

        const pinned = await ledger.get(first.headers['content-location']!);
        expect({ ...pinned.body, view: null }).toEqual({ ...first.body, view: null });
        expect(pinned.body.view).toEqual({ ...view, defaulted: [] });
        expect(pinned.headers['cache-control']).toBe('public, max-age=300');
        expect(pinned.headers.etag).toMatch(/^"[^"]+"$/);
      }
    });

    it('names whatever it points at', async () => {
      const bare: string[] = [];
      for (const { address, route, parameters } of reads) {
        // A report's own changes tell of what had no name yet when it was drafted.
        if (!parameters.has('atSize') || route === '/api/reports/:id/changes') continue;
        bare.push(...withoutName((await ledger.get(address)).body, address));
      }
      expect(bare).toEqual([]);
    });

    it('needs no token, and does not mind a bad one', async () => {
      for (const { address } of reads) {
        const { status } = await ledger.get(address).set('Authorization', 'Bearer plt_garbage');
        expect([address, status]).toEqual([address, 200]);
      }
    });

    it('answers other methods with those that it takes', async () => {
      for (const { address } of reads) {
        const { status, headers, type } = await request(ledger.service.url).put(address);
        expect([address, status, headers.allow, type]).toEqual([address, 405, 'GET, HEAD', 'application/problem+json']);
      }
    });
  });

  describe('in the description of the API', () => {
    it('is there, and nothing else is', () => {
      const commands = ledger.service.app
        .get(Catalogue)
        .commands.map(({ name }) => `POST /api/commands/${kebabCase(name)}`);
      const served = routes.flatMap(({ path, methods }) =>
        path === COMMANDS ? commands : methods.map((method) => `${method} ${documented(path)}`),
      );
      const described = Object.entries(document.paths).flatMap(([path, item]) =>
        Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
      );
      expect(described.sort()).toEqual(served.sort());
    });

    it('is answered as described, with no member more', async () => {
      const validator = new Ajv({ strict: false, validateFormats: false });
      validator.addSchema(closed(document), 'api');
      const json = ({ route }: { route: string }) =>
        'application/json' in (document.paths[documented(route)]!.get!.responses['200'] as ResponseOf).content;
      for (const { route, address } of reads.filter(json)) {
        const path = documented(route).replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D');
        const schema = { $ref: `api#/paths/${path}/get/responses/200/content/application~1json/schema` };
        const { body } = await ledger.get(address);
        const valid = validator.validate(schema, body);
        expect([route, valid, validator.errors]).toEqual([route, true, null]);
      }
    });

    it('names every field of every command, as the catalogue has it', () => {
      const schemas = document.components!.schemas as Record<string, { properties: object; required?: string[] }>;
      for (const { name, dto } of ledger.service.app.get(Catalogue).commands) {
        const fields = fieldsOf(dto).map((field) => field.name);
        expect([name, Object.keys(schemas[dto.name]!.properties).sort()]).toEqual([name, [...new Set(fields)].sort()]);
      }
    });

    it('says which commands need a date and a source beside what they say', () => {
      const { schemas } = document.components!;
      const required = (name: string) => (schemas![name] as { required: string[] }).required;
      expect(required('ReportStatus')).toEqual(expect.arrayContaining(['commitmentId', 'reportedOn', 'source']));
      expect(required('PublishAreaList')).toContain('reportedOn');
      for (const [command, field] of [
        ['PublishAreaList', 'source'],
        ['OpenLedger', 'reportedOn'],
        ['CorrectEntry', 'reportedOn'],
      ])
        expect([command, required(command!)]).toEqual([command, expect.not.arrayContaining([field])]);
    });

    it('gives every class a name of its own', () => {
      const types = new Map<string, object>();
      const twice: string[] = [];
      for (const { dto } of ledger.service.app.get(Catalogue).commands)
        for (const type of classesIn(dto)) {
          if ((types.get(type.name) ?? type) !== type) twice.push(type.name);
          types.set(type.name, type);
        }
      for (const answer of answers(document)) if (types.has(answer)) twice.push(answer);
      expect(twice).toEqual([]);
    });

    it('refuses parameters where it is served', async () => {
      for (const address of ['/api/openapi.json', '/api/docs'])
        expect((await ledger.get(`${address}?x=1`)).body.code).toBe('unknown-parameter');
    });

    it('describes problems as they are sent', async () => {
      const validator = new Ajv({ strict: false, validateFormats: false });
      validator.addSchema(document, 'api');
      for (const address of [
        '/api/nothing',
        '/api/plans?x=1',
        '/api/plans/OTHER',
        '/api/plans?atSize=9007199254740991',
      ]) {
        const { body } = await ledger.get(address);
        expect(validator.validate({ $ref: 'api#/components/schemas/ProblemDto' }, body)).toBe(true);
      }
    });

    it('is shown without anything from elsewhere', async () => {
      const { text, headers } = await ledger.get('/api/docs');
      expect(headers['content-security-policy']).toContain("script-src 'self'");
      expect(text).not.toMatch(/(src|href)="(https?:)?\/\//);
      for (const [, asset] of text.matchAll(/(?:src|href)="(\.[^"]+)"/g))
        expect((await ledger.get(new URL(asset!, 'http://x/api/docs').pathname)).status).toBe(200);
    });
  });

  describe('that writes', () => {
    const callers = ['none', 'garbage', 'revoked', 'expired', ...ROLES] as const;

    it('lets in those whom the catalogue names, and nobody else', async () => {
      const access = ledger.service.app.get(AccessService);
      const tokens = new Map<string, string>([['garbage', `plt_${'A'.repeat(43)}`]]);
      for (const role of ROLES) tokens.set(role, (await access.createToken({ name: role, roles: [role] })).token);
      const revoked = await access.createToken({ name: 'Left', roles: ROLES });
      await access.revokeToken(revoked.info.id);
      tokens.set('revoked', revoked.token);
      tokens.set('expired', (await expiring(access)).token);

      const catalogue = ledger.service.app.get(Catalogue);
      for (const type of catalogue.commands) {
        const { name } = type;
        for (const caller of callers) {
          const { status } = await send(kebabCase(name), tokens.get(caller));
          const outsider = !ROLES.includes(caller as Role);
          const permitted = catalogue.rolesFor(type).includes(caller as Role);
          const expected = outsider ? 'refused at the door' : permitted ? 'looked at' : 'not permitted';
          expect([name, caller, outcomeOf(status)]).toEqual([name, caller, expected]);
        }
      }
    }, 120_000);

    it('is a command, or closed to some roles and no part of any view', async () => {
      const writing = routes.flatMap(({ path, methods }) =>
        methods.filter((method) => method !== 'GET').map((method) => ({ path, method })),
      );
      expect(writing).toContainEqual({ path: COMMANDS, method: 'POST' });
      for (const { path, method } of writing.filter((one) => one.path !== COMMANDS)) {
        const operation = document.paths[documented(path)]![method.toLowerCase() as 'put'];
        expect([path, operation?.security]).toEqual([path, [{ bearer: [] }]]);
      }
    });

    it('or reads behind a token does not answer without one', async () => {
      const closed = Object.entries(document.paths).flatMap(([path, item]) =>
        (['get', 'put', 'delete'] as const)
          .filter((method) => item[method]?.security)
          .map((method) => ({ path, method })),
      );
      for (const { path, method } of closed) {
        const address = path.replaceAll(/\{\w+\}/g, 'x');
        const { status, headers, body } = await request(ledger.service.url)[method](address);
        expect([path, method, status, body.code]).toEqual([path, method, 401, 'token-required']);
        expect(headers['cache-control']).toBe('no-store');
      }
    });

    /** A token of a person who holds every role, of which the last moment has come. */
    async function expiring(access: AccessService) {
      const made = await access.createToken({ name: 'Late', roles: ROLES, expiresAt: new Date(Date.now() + 20) });
      await new Promise((resolve) => setTimeout(resolve, 40));
      return made;
    }

    /** A command of the right shape about things that are not there. */
    function send(command: string, token: string | undefined) {
      const schemas = document.components!.schemas as Record<string, Record<string, unknown>>;
      const { requestBody } = document.paths[`/api/commands/${command}`]!.post as unknown as RequestOf;
      const body = sampleOf(requestBody.content['application/json'].schema, schemas) as object;
      const post = request(ledger.service.url).post(`/api/commands/${command}`);
      return (token ? post.set('Authorization', `Bearer ${token}`) : post).send(body);
    }
  });
});

/** A command's class and those of its parts. */
function* classesIn(type: Class): Generator<Class> {
  yield type;
  for (const { kind } of fieldsOf(type)) if (kind.is === 'part') yield* classesIn(kind.type());
}

/** Names of the classes that reading routes answer with, at any depth. */
function answers(document: OpenAPIObject): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const reference = (value as { $ref?: string }).$ref?.split('/').at(-1);
    if (reference && !found.has(reference)) {
      found.add(reference);
      visit(document.components!.schemas![reference]);
    }
    Object.values(value).forEach(visit);
  };
  for (const { get } of Object.values(document.paths)) visit(get);
  return found;
}

interface RequestOf {
  requestBody: { content: { 'application/json': { schema: Record<string, unknown> } } };
}

interface ResponseOf {
  content: object;
}

function outcomeOf(status: number): string {
  if (status === 401) return 'refused at the door';
  if (status === 403) return 'not permitted';
  return [200, 404, 409, 422].includes(status) ? 'looked at' : `status ${status}`;
}

function documented(path: string): string {
  return path.replaceAll(/[:*](\w+)/g, '{$1}');
}

interface Parameter {
  name: string;
  in: string;
  schema: { enum?: string[]; format?: string };
}

/** A value that a parameter takes. */
function good({ name, schema }: Parameter): string {
  if (schema.enum) return schema.enum[0]!;
  if (schema.format === 'date') return '2022-08-04';
  return name === 'words' ? 'words' : '1';
}

/** Where in an answer something is pointed at by its id alone. */
function withoutName(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Object.keys(value).join() === 'id') return [path];
  return Object.entries(value).flatMap(([name, inner]) => withoutName(inner, `${path} ${name}`));
}
