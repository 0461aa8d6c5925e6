import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, getSchemaPath, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import { type Catalogue, type CommandType, kebabCase } from '../ledger/catalogue/catalogue.js';
import { requiredBeside } from '../ledger/commands/date-and-source.js';
import { ProblemDto, ReceiptDto } from './problem.dto.js';
import { PROBLEM_JSON } from './problem.js';
import { NoQuery } from './view/parameters.js';
import { readQuery, searchOf } from './view/read-query.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;

const ONE_ROUTE_FOR_ALL_COMMANDS = '/api/commands/{command}';

/**
 * The Swagger UI sets styles on its elements, so its own pages allow that; scripts come from this service alone and
 * nothing is fetched from elsewhere.
 */
const DOCS_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join(';');

/** Serves the API's description at /api/openapi.json and /api/docs. Call it after `configureHttp`, before listening. */
export function setupOpenApi(app: NestExpressApplication, catalogue: Catalogue): void {
  app.use(['/api/docs', '/api/openapi.json'], (request: Request, response: Response, next: NextFunction) => {
    readQuery(NoQuery, searchOf(request.originalUrl));
    response.setHeader('Content-Security-Policy', DOCS_POLICY);
    next();
  });
  SwaggerModule.setup('api/docs', app, openApiDocument(app, catalogue), {
    jsonDocumentUrl: 'api/openapi.json',
    raw: ['json'],
    customSiteTitle: 'progress-ledger API',
    swaggerOptions: { validatorUrl: null, persistAuthorization: false },
  });
}

/** The description, read off the routes and the catalogue: one path for each command, with the fields it takes. */
function openApiDocument(app: NestExpressApplication, catalogue: Catalogue): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('progress-ledger')
    .setDescription(
      'What public plans promised, what was reported about them and when. Every answer belongs to a view: what had ' +
        'been reported by a day (`asReportedOn`), from a ledger of a size (`atSize`). Reading is open to everyone; ' +
        'writing needs a token.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A token such as plt_…' })
    .build();
  const commands = catalogue.commands;
  const document = SwaggerModule.createDocument(app, config, {
    extraModels: [ProblemDto, ReceiptDto, ...commands.map(({ dto }) => dto)],
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  delete document.paths[ONE_ROUTE_FOR_ALL_COMMANDS];
  for (const command of commands) {
    document.paths[`/api/commands/${kebabCase(command.name)}`] = { post: operationOf(command) };
    const schema = document.components!.schemas![command.dto.name] as { required?: string[] };
    schema.required = [...(schema.required ?? []), ...requiredBeside(command)];
  }
  for (const path of Object.values(document.paths))
    for (const operation of [path.get, path.post, path.put, path.delete])
      if (operation) operation.responses.default = problem();
  return document;
}

function operationOf(command: CommandType): Operation {
  return {
    operationId: command.name,
    tags: ['Commands'],
    summary: command.summary,
    description: `For: ${command.roles.map((role) => role.replaceAll('-', ' ')).join(', ')}.`,
    security: [{ bearer: [] }],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: { $ref: getSchemaPath(command.dto) } } },
    },
    responses: {
      200: {
        description: 'It is in the ledger; the same receipt when it was sent before.',
        content: { 'application/json': { schema: { $ref: getSchemaPath(ReceiptDto) } } },
      },
    },
  };
}

function problem() {
  return {
    description: 'Why there is no such answer.',
    content: { [PROBLEM_JSON]: { schema: { $ref: getSchemaPath(ProblemDto) } } },
  };
}
