import type { INestApplicationContext, Type } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Permission, PUBLIC } from './auth';
import { PROBLEM_SCHEMA } from './problem';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
type Components = NonNullable<OpenAPIObject['components']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const JSON_BODY = { 'application/json': { schema: {} } };

/** Why a request is refused, in general; the `code` of a problem says it exactly. */
const PROBLEMS = {
  400: ['Unreadable', 'The request cannot be read, or a header that it needs is missing.'],
  401: ['Unauthenticated', 'A valid bearer token is needed.'],
  403: ['Forbidden', 'The caller’s roles do not hold the permission.'],
  404: ['NotFound', 'There is no such thing, or none that the caller may see.'],
  409: ['RuleBroken', 'A rule refuses this in the present state, or the key came with another input before.'],
  422: ['InputRefused', 'The input does not fit; `errors` names each field.'],
  default: ['OtherProblem', 'Anything else, as a body that is too large or a service that is not ready.'],
} as const;
type Status = keyof typeof PROBLEMS;

/** Serves the service's OpenAPI document at `/openapi.json`; it is made when it is first asked for. */
export function serveOpenApi(app: NestFastifyApplication, service: string): void {
  let document: OpenAPIObject | null = null;
  app.getHttpAdapter().get('/openapi.json', (_request: unknown, reply: { send(body: object): void }) => {
    reply.send((document ??= openApiOf(app, service)));
  });
}

/**
 * What a service offers, told from its module alone: its OpenAPI document and the events that it listens to.
 * Nothing is connected or started; what the module reads from the environment must be there, true or not.
 */
export async function describeService(service: string, module: Type<unknown>) {
  const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
    preview: true,
    abortOnError: false,
    logger: false,
  });
  const patterns = handlersOf(app).flatMap(
    ([, handler]) => (Reflect.getMetadata('microservices:pattern', handler) as string[] | undefined) ?? [],
  );
  return { openApi: openApiOf(app, service), listensTo: [...new Set(patterns)].sort() };
}

/**
 * What Nest finds out about the routes, and what holds for all of them: who may, how problems are answered.
 */
function openApiOf(app: NestFastifyApplication, service: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle(`Steward ${service}`)
    .setDescription('Sums are text in minor units, instants are UTC, pages are asked for by `after`.')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .setVersion('1')
    .addServer(`/api/${service}`, 'Through the console')
    .addServer('/', 'The service itself')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, config);
  const permissions = new Map(
    handlersOf(app).map(([name, handler]) => [
      name,
      Reflect.getMetadata(Permission.KEY, handler) as string | undefined,
    ]),
  );
  for (const path of Object.values(document.paths)) {
    for (const operation of METHODS.flatMap((method) => path[method] ?? [])) {
      complete(operation, operation === path.get, permissions.get(operation.operationId ?? ''));
    }
  }
  return { ...document, paths: sorted(document.paths), components: componentsOf(document) };
}

/** Every method of the service's controllers, by the name that OpenAPI gives it. */
function handlersOf(app: INestApplicationContext): readonly (readonly [name: string, handler: object])[] {
  const modules = [...app.get(ModulesContainer).values()];
  const controllers = modules.flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    const { name, prototype } = metatype as unknown as {
      readonly name: string;
      readonly prototype: Readonly<Record<string, object>>;
    };
    const methods = new MetadataScanner().getAllMethodNames(prototype);
    return methods.map((method) => [`${name}_${method}`, prototype[method]!] as const);
  });
}

function complete(operation: Operation, isRead: boolean, permission: string | undefined): void {
  const isPublic = permission === PUBLIC;
  const parameters = (operation.parameters ?? []).flatMap((one) => ('in' in one ? one : []));
  for (const parameter of parameters) if (hasDefault(parameter.schema)) parameter.required = false;
  const places = parameters.map((parameter) => parameter.in);
  const hasKey = places.includes('header');
  const again = hasKey ? ' The same key with the same input gives this answer again.' : '';
  for (const answer of Object.values(operation.responses)) {
    if (!answer || '$ref' in answer) continue;
    answer.description ||= isRead ? 'What was asked for.' : `Done.${again}`;
    answer.content ??= JSON_BODY;
  }
  const refusals: Readonly<Record<Status, boolean>> = {
    400: true,
    401: !isPublic,
    403: !isPublic,
    404: places.includes('path'),
    409: !isRead,
    422: operation.requestBody !== undefined || places.some((place) => place !== 'header'),
    default: true,
  };
  for (const [status, isPossible] of Object.entries(refusals) as [Status, boolean][]) {
    const $ref = `#/components/responses/${PROBLEMS[status][0]}`;
    if (isPossible) operation.responses[status] ??= { $ref };
  }
  operation.security = isPublic ? [] : [{ bearer: [] }];
  Object.assign(operation, { 'x-permission': permission });
}

function componentsOf({ components = {} }: OpenAPIObject): Components {
  const $ref = '#/components/schemas/Problem';
  const responses = Object.values(PROBLEMS).map(([name, description]) => [
    name,
    { description, content: { 'application/problem+json': { schema: { $ref } } } },
  ]);
  return {
    ...components,
    schemas: sorted({ ...demandsOf(components.schemas ?? {}), Problem: PROBLEM_SCHEMA }),
    responses: Object.fromEntries(responses) as NonNullable<Components['responses']>,
  };
}

/** What a class gives by itself need not be sent, though its field is never empty. */
function demandsOf(schemas: NonNullable<Components['schemas']>): NonNullable<Components['schemas']> {
  const entries = Object.entries(schemas).map(([name, schema]) => {
    if ('$ref' in schema || !schema.required) return [name, schema] as const;
    const { required, ...rest } = schema;
    const demanded = required.filter((field) => !hasDefault(schema.properties?.[field]));
    return [name, demanded.length > 0 ? { ...rest, required: demanded } : rest] as const;
  });
  return Object.fromEntries(entries);
}

const hasDefault = (schema: object | undefined): boolean => schema !== undefined && 'default' in schema;

const sorted = <V>(entries: Record<string, V>): Record<string, V> =>
  Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
