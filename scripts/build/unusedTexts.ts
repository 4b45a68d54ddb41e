import path from "node:path";
import ts from "typescript";
import { findControls } from "./controls";
import { readControlTexts } from "./texts";

/** Declares the two ways to ask for a text: calling a `Text`, and `plural`. */
const STRINGS = "shared/form/strings.ts";

/** The values of a type that is one literal text or a union of them. */
function literalsOf(type: ts.Type): readonly string[] {
  if (type.isUnion()) return type.types.flatMap(literalsOf);
  return type.isStringLiteral() ? [type.value] : [];
}

/** The files that a control's bundle is made of: its index and everything that is imported from there. */
function bundledFiles(index: ts.SourceFile, checker: ts.TypeChecker): ReadonlySet<ts.SourceFile> {
  const found = new Set<ts.SourceFile>();
  const visit = (file: ts.SourceFile): void => {
    if (found.has(file) || file.isDeclarationFile) return;
    found.add(file);
    for (const statement of file.statements) {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
      const module = statement.moduleSpecifier && checker.getSymbolAtLocation(statement.moduleSpecifier);
      for (const declaration of module?.declarations ?? []) if (ts.isSourceFile(declaration)) visit(declaration);
    }
  };
  visit(index);
  return found;
}

/** The keys that the calls of one file ask for, as the type checker knows them; a counted one by its base. */
function askedFor(file: ts.SourceFile, checker: ts.TypeChecker): readonly string[] {
  const keys: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const declaration = checker.getResolvedSignature(node)?.declaration;
      if (declaration?.getSourceFile().fileName.endsWith(STRINGS)) {
        const isPlural = ts.isFunctionDeclaration(declaration) && declaration.name?.text === "plural";
        const isText = ts.isTypeAliasDeclaration(declaration.parent) && declaration.parent.name.text === "Text";
        const key = isPlural ? node.arguments[1] : isText ? node.arguments[0] : undefined;
        if (key) keys.push(...literalsOf(checker.getTypeAtLocation(key)));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return keys;
}

/**
 * The texts that nothing asks for, as "<control>: <key>". A key is in use where a call in a control's bundle names it,
 * parts put together included, since the type checker knows what they come to.
 */
export function unusedTexts(root: string): readonly string[] {
  const config = ts.getParsedCommandLineOfConfigFile(
    path.join(root, "tsconfig.json"),
    { noEmit: true },
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
        throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
      },
    },
  );
  if (config === undefined) throw new Error(`${root}/tsconfig.json cannot be read`);
  const program = ts.createProgram(config.fileNames, config.options);
  const checker = program.getTypeChecker();
  const asked = new Map<ts.SourceFile, readonly string[]>();
  return findControls(root).flatMap((control) => {
    const index = program.getSourceFile(path.join(root, "controls", control, "index.ts"));
    if (index === undefined) throw new Error(`controls/${control}/index.ts is not in tsconfig.json`);
    const used = new Set<string>();
    for (const file of bundledFiles(index, checker)) {
      const keys = asked.get(file) ?? askedFor(file, checker);
      asked.set(file, keys);
      for (const key of keys) used.add(key);
    }
    const { plain, counted } = readControlTexts(root, control);
    return [...plain, ...counted].filter((key) => !used.has(key)).map((key) => `${control}: ${key}`);
  });
}
