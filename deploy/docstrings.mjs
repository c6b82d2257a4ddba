import { join } from 'node:path';
import ts from 'typescript';

/**
 * What the catalogue's doc comments say of each event and of its fields, by the event's type. A field that
 * has no comment of its own is described by what it is made of, as `instant`.
 *
 * @param {string} root the checkout; libs/events and what it needs are built
 * @returns {Map<string, { description: string, fields: Record<string, string> }>}
 */
export function docstringsOf(root) {
  const folder = join(root, 'libs/events');
  const config = ts.getParsedCommandLineOfConfigFile(join(folder, 'tsconfig.json'), {}, configHost);
  const index = join(folder, 'src/index.ts');
  const program = ts.createProgram([index], config.options);
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(index)));
  return new Map(
    exported.flatMap((symbol) => {
      const original = resolved(checker, symbol);
      const declared = original.valueDeclaration && checker.getTypeOfSymbol(original);
      const type = declared && memberOf(checker, declared, 'type');
      const schema = declared && memberOf(checker, declared, 'schema');
      if (!type?.isStringLiteral() || !schema) return [];
      const fields = memberOf(checker, schema, 'properties').getProperties();
      const described = fields.map((field) => [field.name, wordsOn(checker, field)]);
      const words = { description: wordsOf(checker, original), fields: Object.fromEntries(described) };
      return [[type.value, words]];
    }),
  );
}

const configHost = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };

const resolved = (checker, symbol) =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;

function memberOf(checker, type, name) {
  const member = type.getProperty(name);
  return member && checker.getTypeOfSymbol(member);
}

/** A field's own comment, else that on what it is made of; undefined where neither says anything. */
function wordsOn(checker, field) {
  const own = wordsOf(checker, field);
  if (own) return own;
  const declaration = field.valueDeclaration;
  const source = ts.isShorthandPropertyAssignment(declaration)
    ? checker.getShorthandAssignmentValueSymbol(declaration)
    : ts.isPropertyAssignment(declaration) && ts.isIdentifier(declaration.initializer)
      ? checker.getSymbolAtLocation(declaration.initializer)
      : undefined;
  return (source && wordsOf(checker, resolved(checker, source))) || undefined;
}

const wordsOf = (checker, symbol) =>
  ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s+/g, ' ').trim();
