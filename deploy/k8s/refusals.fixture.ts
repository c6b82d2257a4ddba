import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import type { Manifest } from './kustomized.fixture';

type Model = new (data: object) => { validate(): void };

const models = createRequire(__filename);

/**
 * Why the Kubernetes API would refuse the manifests, a line each; none means that it would not.
 *
 * `kubernetes-models` is generated from the API's own schema. Its validators see types, formats, values that
 * are none of an enum's, and missing fields, but let unknown ones pass. Its declarations do not: TypeScript
 * refuses what they do not name, at any depth of a literal.
 */
export const refusals = (manifests: readonly Manifest[]): string[] => [
  ...manifests.flatMap(invalid),
  ...mistyped(manifests),
];

function invalid(manifest: Manifest): string[] {
  try {
    const { [manifest.kind]: model } = models(moduleOf(manifest)) as Record<string, Model>;
    if (!model) return [`${nameOf(manifest)}: no such kind in ${manifest.apiVersion}`];
    new model(manifest).validate();
    return [];
  } catch (error) {
    return [`${nameOf(manifest)}: ${(error as Error).message}`];
  }
}

function mistyped(manifests: readonly Manifest[]): string[] {
  const options: ts.CompilerOptions = { strict: true, noEmit: true, skipLibCheck: true, types: [] };
  const literals = new Map(manifests.map((one, index) => [join(__dirname, `manifest-${index}.ts`), one]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => literals.has(path) || fileExists(path);
  host.readFile = (path) => {
    const manifest = literals.get(path);
    return manifest ? literalOf(manifest) : readFile(path);
  };
  const program = ts.createProgram([...literals.keys()], options, host);
  return [...literals].flatMap(([path, manifest]) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(path))
      .map(({ messageText: why }) => `${nameOf(manifest)}: ${ts.flattenDiagnosticMessageText(why, ' ')}`),
  );
}

const literalOf = (manifest: Manifest): string =>
  `import type { I${manifest.kind} } from '${moduleOf(manifest)}';
   export const manifest: I${manifest.kind} = ${JSON.stringify(manifest, null, 1)};`;

const moduleOf = ({ apiVersion }: Manifest): string => `kubernetes-models/${apiVersion}`;

const nameOf = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.name}`;
