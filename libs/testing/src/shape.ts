import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { eventOwners, foreignAnnouncements, useCasesIn } from './shape-source';

/**
 * A service's `src`: what must be in it and what may be. `*` stands for any name, `{service}` for its own.
 */
const REQUIRED = [
  'main.ts',
  '{service}.module.ts',
  'schedule.ts',
  'permissions.ts',
  'problems.zh.ts',
  'domain',
  'app',
  'storage',
  'http',
] as const;
/** Where it listens to events, and where it talks to an outside system. */
const ALLOWED = [...REQUIRED, 'bus', 'gateways'] as const;
const REQUIRED_WITHIN = [
  'storage/data-source.ts',
  'storage/migrations',
  'http/{service}.controller.ts',
] as const;
/** Folders without a tree of this shape: two apps, the journeys, and the console, which owns no aggregate. */
const OTHERS = ['cli', 'e2e', 'console'];

/**
 * What in the checkout at `root` departs from the shape of the house (design.md section 1), one sentence
 * each: service trees are alike, a use case is named as its file, an event is announced only by its owner.
 * A service without a `src` is not there yet.
 */
export function shapeViolations(root: string): string[] {
  const owners = eventOwners(sources(join(root, 'libs/events/src')));
  const services = foldersOf(join(root, 'services')).filter((name) => !OTHERS.includes(name));
  const started = services.filter((name) => existsSync(join(root, 'services', name, 'src')));
  return [
    ...owners.misplaced,
    ...started.flatMap((service) => {
      const folder = join(root, 'services', service);
      return [
        ...treeViolations(service, folder),
        ...useCaseViolations(service, folder),
        ...sources(join(folder, 'src')).flatMap((source) =>
          foreignAnnouncements(source, service, owners.byName).map(
            (name) =>
              `services/${service}: ${source.path} announces ${name}, which is another service's event.`,
          ),
        ),
      ];
    }),
  ];
}

function treeViolations(service: string, folder: string): string[] {
  const src = join(folder, 'src');
  const own = (name: string) => name.replace('{service}', service);
  const listening = existsSync(join(src, 'bus')) ? ['bus/{service}.subscriber.ts'] : [];
  const missing = [...REQUIRED, ...REQUIRED_WITHIN, ...listening]
    .map(own)
    .filter((name) => !existsSync(join(src, name)));
  const allowed = ALLOWED.map(own);
  const strange = readdirSync(src).filter((name) => !allowed.includes(name) && !name.endsWith('.spec.ts'));
  const nested = ['domain', 'app', 'http', 'bus'].flatMap((place) =>
    foldersOf(join(src, place)).map((name) => `${place}/${name}`),
  );
  return [
    ...missing.map((name) => `services/${service}: src/${name} is missing.`),
    ...(existsSync(join(folder, 'README.md')) ? [] : [`services/${service}: README.md is missing.`]),
    ...[...strange, ...nested].map((name) => `services/${service}: src/${name} has no place in a service.`),
  ];
}

function useCaseViolations(service: string, folder: string): string[] {
  return sources(join(folder, 'src')).flatMap((source) => {
    const found = useCasesIn(source);
    const where = `services/${service}: ${source.path}`;
    if (!source.path.startsWith('app/')) {
      return found.map(({ name }) => `${where} holds the use case ${name}; its place is app/.`);
    }
    const kebab = basename(source.path, '.ts');
    const name = kebab.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    const input = name.charAt(0).toUpperCase() + name.slice(1);
    const isRight = found.length === 1 && found[0]!.name === name && found[0]!.input === input;
    return isRight ? [] : [`${where} must hold one use case, ${name}, with the input class ${input}.`];
  });
}

export type Source = { readonly path: string; readonly text: string };

/** The TypeScript files below `folder`, without tests and their fixtures, by their path within it. */
function sources(folder: string): Source[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.(spec|fixture))\.ts$/.test(path))
    .map((path) => ({ path: path.replaceAll('\\', '/'), text: readFileSync(join(folder, path), 'utf8') }));
}

function foldersOf(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory());
}
