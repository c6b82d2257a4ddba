import { basename } from 'node:path';
import ts from 'typescript';
import type { Source } from './shape';

/** What a file of a service or of libs/events declares, read from its syntax alone. */

const parse = ({ path, text }: Source) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);

/** The exported constants of a file that are made by a call of `maker`, with the arguments of the call. */
function madeBy(maker: string, source: Source): { name: string; args: readonly ts.Expression[] }[] {
  return parse(source)
    .statements.filter(ts.isVariableStatement)
    .flatMap((statement) => [...statement.declarationList.declarations])
    .flatMap(({ name, initializer }) => {
      if (!initializer || !ts.isCallExpression(initializer) || !ts.isIdentifier(name)) return [];
      const { expression, arguments: args } = initializer;
      return ts.isIdentifier(expression) && expression.text === maker ? [{ name: name.text, args }] : [];
    });
}

/** The use cases that a file holds: the constant and its input class. */
export function useCasesIn(source: Source): { readonly name: string; readonly input: string }[] {
  return madeBy('useCase', source).map(({ name, args }) => ({ name, input: args[0]?.getText() ?? '' }));
}

/**
 * Whose each event is, by the name of its definition; and definitions that stand in another producer's
 * file. A producer with many has more than one: `contracts.ts`, `contracts-lifecycle.ts`.
 */
export function eventOwners(files: readonly Source[]): {
  readonly byName: ReadonlyMap<string, string>;
  readonly misplaced: readonly string[];
} {
  const definitions = files.flatMap((source) =>
    madeBy('event', source).map(({ name, args }) => {
      const [first, second] = (args[0]?.getText() ?? '').replace(/['"`]/g, '').split('.');
      return { name, owner: (first === 'pub' ? second : first) ?? '', file: basename(source.path, '.ts') };
    }),
  );
  return {
    byName: new Map(definitions.map(({ name, owner }) => [name, owner])),
    misplaced: definitions
      .filter(({ owner, file }) => owner !== file && !file.startsWith(`${owner}-`))
      .map(({ name, owner, file }) => `libs/events: ${name} belongs in ${owner}.ts, not in ${file}.ts.`),
  };
}

/** Events that a file of `service` makes although they are another's. Reading their `type` is allowed. */
export function foreignAnnouncements(
  source: Source,
  service: string,
  ownerOf: ReadonlyMap<string, string>,
): string[] {
  const file = parse(source);
  const events = new Map(importedFrom(file, '@steward/events'));
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const original = events.get(node.expression.text);
      const owner = original && ownerOf.get(original);
      if (owner && owner !== service) found.push(original);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The names imported from `module`: what each is called here, and what it is called there. */
function importedFrom(file: ts.SourceFile, module: string): [string, string][] {
  return file.statements.filter(ts.isImportDeclaration).flatMap(({ moduleSpecifier, importClause }) => {
    const bindings = importClause?.namedBindings;
    const isIt = ts.isStringLiteral(moduleSpecifier) && moduleSpecifier.text === module;
    if (!isIt || !bindings || !ts.isNamedImports(bindings)) return [];
    return bindings.elements.map((element): [string, string] => [
      element.name.text,
      (element.propertyName ?? element.name).text,
    ]);
  });
}
