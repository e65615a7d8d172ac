import ts from 'typescript';

/** Code in the place of one declaration at the top level of a module of the server, whichever module that is. */
export interface Patch {
  /** The name of a function or a constant, or `Class.member`. No two declarations of the server may share it. */
  seam: string;
  /**
   * An expression: a function that takes the original and returns what replaces it. A method is called with its own `this`.
   * It must not use other names of the module, which may move to another one.
   */
  put: string;
}

interface Edit {
  start: number;
  end: number;
  text: string;
}

type Wrap = (original: string) => string;

/** All that is put in the place of one declaration: the first next to the original, the last outermost. */
export const wrapWith =
  (puts: readonly string[]): Wrap =>
  (original) =>
    puts.reduce((inner, put) => `(${put}\n)(${inner})`, original);

/** @throws unless what is put is one expression by itself. */
export function assertExpression({ seam, put }: Patch): void {
  const text = `(${put}\n);`;
  const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true });
  const { statements } = ts.createSourceFile('put.ts', text, ts.ScriptTarget.Latest);
  const [only, ...more] = statements;
  const isExpression =
    only && ts.isExpressionStatement(only) && ts.isParenthesizedExpression(only.expression);
  if (diagnostics.length === 0 && isExpression && more.length === 0) return;
  const reasons = diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  throw new Error(`what is put for ${seam} is not an expression: ${[...reasons, put].join('\n')}`);
}

/** Wraps each declaration of this name. @returns the new code, and how many declarations there are. */
export function patchModule(code: string, seam: string, wrap: Wrap): { code: string; found: number } {
  const [name = '', member] = seam.split('.');
  if (!code.includes(name)) return { code, found: 0 };
  const file = ts.createSourceFile('module.ts', code, ts.ScriptTarget.Latest);
  const patched = file.statements.flatMap((statement) =>
    member === undefined
      ? [...wrapFunction(file, statement, name, wrap), ...wrapConstants(file, statement, name, wrap)]
      : wrapMembers(file, statement, { name, member }, wrap),
  );
  return { code: edit(code, patched.flat()), found: patched.length };
}

/** The new function is hoisted as the old one was: modules call functions while they are loaded, above their declaration. */
function wrapFunction(file: ts.SourceFile, statement: ts.Statement, name: string, wrap: Wrap): Edit[][] {
  if (!ts.isFunctionDeclaration(statement) || !statement.body || statement.name?.text !== name) return [];
  const [original, replacement] = [`${name}__original`, `${name}__replacement`];
  const exported = statement.modifiers?.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  const hoisted = `
${exported ? 'export ' : ''}function ${name}(...given) {
  return (${replacement} ??= ${wrap(original)}).apply(this, given);
}
var ${replacement};
`;
  return [
    [
      ...(exported ? [replace(file, exported, '')] : []),
      replace(file, statement.name, original),
      { start: file.end, end: file.end, text: hoisted },
    ],
  ];
}

function wrapConstants(file: ts.SourceFile, statement: ts.Statement, name: string, wrap: Wrap): Edit[][] {
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations
    .filter((declaration) => ts.isIdentifier(declaration.name) && declaration.name.text === name)
    .map(({ initializer }) => wrapInitializer(file, initializer, wrap));
}

function wrapMembers(
  file: ts.SourceFile,
  statement: ts.Statement,
  { name, member }: { name: string; member: string },
  wrap: Wrap,
): Edit[][] {
  if (!ts.isClassDeclaration(statement) || statement.name?.text !== name) return [];
  return statement.members
    .filter((one) => one.name && ts.isIdentifier(one.name) && one.name.text === member)
    .flatMap((one) => {
      if (ts.isPropertyDeclaration(one)) return [wrapInitializer(file, one.initializer, wrap)];
      if (!ts.isMethodDeclaration(one) || !one.body) return [];
      const isStatic = one.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);
      const method = `${name}${isStatic ? '' : '.prototype'}.${member}`;
      return [[{ start: statement.end, end: statement.end, text: `\n${method} = ${wrap(method)};` }]];
    });
}

const wrapInitializer = (file: ts.SourceFile, initializer: ts.Expression | undefined, wrap: Wrap): Edit[] =>
  initializer ? [replace(file, initializer, wrap(initializer.getText(file)))] : [];

const replace = (file: ts.SourceFile, node: ts.Node, text: string): Edit => ({
  start: node.getStart(file),
  end: node.end,
  text,
});

/** From the end to the beginning, so that no edit moves what another one replaces. */
const edit = (code: string, edits: readonly Edit[]): string =>
  edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, one) => text.slice(0, one.start) + one.text + text.slice(one.end), code);
