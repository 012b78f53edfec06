/** Where a source file can be mutated: comparison, logical and arithmetic operators, boolean literals and numbers, one change a mutant. */
import ts from 'typescript';

export type Mutant = {
  /** Path from the repository's root, with slashes. */
  readonly file: string;
  /** From 1; for the reader only, nothing is keyed by it. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** The trimmed source line with the change marked in it: names the mutant as long as the line stays as it is. */
  readonly code: string;
  /** `a ?? b` when the change drops or alters nothing but that default: one reason serves all changes of a default that is never needed. */
  readonly fallback: string | null;
};

type Change = { readonly start: number; readonly end: number; readonly replacement: string; readonly fallback?: string };

const swaps: ReadonlyMap<ts.SyntaxKind, readonly string[]> = new Map<ts.SyntaxKind, readonly string[]>([
  // A comparison one step off, and turned round.
  [ts.SyntaxKind.LessThanToken, ['<=', '>=']], [ts.SyntaxKind.LessThanEqualsToken, ['<', '>']],
  [ts.SyntaxKind.GreaterThanToken, ['>=', '<=']], [ts.SyntaxKind.GreaterThanEqualsToken, ['>', '<']],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ['!==']], [ts.SyntaxKind.ExclamationEqualsEqualsToken, ['===']],
  [ts.SyntaxKind.EqualsEqualsToken, ['!=']], [ts.SyntaxKind.ExclamationEqualsToken, ['==']],
  [ts.SyntaxKind.AmpersandAmpersandToken, ['||']], [ts.SyntaxKind.BarBarToken, ['&&']],
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken, ['||=']], [ts.SyntaxKind.BarBarEqualsToken, ['&&=']], [ts.SyntaxKind.QuestionQuestionEqualsToken, ['=']],
  [ts.SyntaxKind.PlusToken, ['-']], [ts.SyntaxKind.MinusToken, ['+']], [ts.SyntaxKind.AsteriskToken, ['/']], [ts.SyntaxKind.SlashToken, ['*']],
  [ts.SyntaxKind.PercentToken, ['*']], [ts.SyntaxKind.AsteriskAsteriskToken, ['*']],
  [ts.SyntaxKind.PlusEqualsToken, ['-=']], [ts.SyntaxKind.MinusEqualsToken, ['+=']], [ts.SyntaxKind.AsteriskEqualsToken, ['/=']], [ts.SyntaxKind.SlashEqualsToken, ['*=']],
]);

const textOf = (node: ts.Node, source: ts.SourceFile): string => node.getText(source).replace(/\s+/g, ' ');

/** The `a ?? b` whose default a node is. */
function fallbackOf(node: ts.Node, source: ts.SourceFile): string | null {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(parent)) return fallbackOf(parent, source);
  return ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken && parent.right === node ? textOf(parent, source) : null;
}

const isText = (node: ts.Expression): boolean => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

function changesOfBinary(node: ts.BinaryExpression, source: ts.SourceFile): Change[] {
  const { left, operatorToken, right } = node;
  const [start, end] = [operatorToken.getStart(source), operatorToken.end];
  // A default that is not needed, and one that always stands.
  if (operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) return [{ start: left.end, end: right.end, replacement: '', fallback: textOf(node, source) }, { start: left.getStart(source), end: right.getStart(source), replacement: '' }];
  if (operatorToken.kind === ts.SyntaxKind.PlusToken && (isText(left) || isText(right))) return [];
  return (swaps.get(operatorToken.kind) ?? []).map((replacement) => ({ start, end, replacement }));
}

function changesOfNumber(node: ts.NumericLiteral | ts.BigIntLiteral, source: ts.SourceFile): Change[] {
  const isBig = ts.isBigIntLiteral(node);
  const value = Number(node.text.replace(/n$/, ''));
  return [value + 1, value - 1].map((changed) => ({ start: node.getStart(source), end: node.end, replacement: changed < 0 ? `(${changed}${isBig ? 'n' : ''})` : `${changed}${isBig ? 'n' : ''}` }));
}

function changesAt(node: ts.Node, source: ts.SourceFile): Change[] {
  if (ts.isBinaryExpression(node)) return changesOfBinary(node, source);
  if (ts.isNumericLiteral(node) || ts.isBigIntLiteral(node)) return changesOfNumber(node, source);
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) {
    return [{ start: node.getStart(source), end: node.end, replacement: node.kind === ts.SyntaxKind.TrueKeyword ? 'false' : 'true' }];
  }
  if (ts.isPrefixUnaryExpression(node) && (node.operator === ts.SyntaxKind.ExclamationToken || node.operator === ts.SyntaxKind.MinusToken)) {
    return [{ start: node.getStart(source), end: node.operand.getStart(source), replacement: '' }];
  }
  return [];
}

const lineBounds = (text: string, at: number): readonly [number, number] => {
  const end = text.indexOf('\n', at);
  return [text.lastIndexOf('\n', at - 1) + 1, end < 0 ? text.length : end];
};

/** `a ⟦< → <=⟧ b`: the lines the change touches, with the change in its place. */
function markedCode(text: string, { start, end, replacement }: Change): string {
  const [from] = lineBounds(text, start);
  const [, to] = lineBounds(text, end);
  return `${text.slice(from, start)}⟦${text.slice(start, end).trim()} → ${replacement}⟧${text.slice(end, to)}`.replace(/\s+/g, ' ').trim();
}

const parse = (file: string, text: string): ts.SourceFile => ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);

/** Every mutant of a file in the order of its text. Types are left alone: they are not there when the program runs. */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  const source = parse(file, text);
  const found: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isImportDeclaration(node)) return;
    for (const change of changesAt(node, source)) found.push({ file, line: source.getLineAndCharacterOfPosition(change.start).line + 1, ...change, code: markedCode(text, change), fallback: change.fallback ?? fallbackOf(node, source) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.sort((a, b) => a.start - b.start);
}

/** Turns of all loops of one test after which a mutant is taken to hang. */
const mostTurns = 20_000_000;

/** The mutated text; its loops count their turns in `globalThis.mutationTurns` and throw instead of hanging. */
export function mutated(text: string, mutant: Mutant): string {
  const edits: Change[] = [{ start: mutant.start, end: mutant.end, replacement: mutant.replacement }];
  const visit = (node: ts.Node): void => {
    if (ts.isForStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) {
      const { statement } = node;
      edits.push({ start: statement.getStart(), end: statement.getStart(), replacement: `{ if ((globalThis.mutationTurns += 1) > ${mostTurns}) throw new Error('endless loop'); ` }, { start: statement.end, end: statement.end, replacement: ' }' });
    }
    ts.forEachChild(node, visit);
  };
  visit(parse(mutant.file, text));
  return edits.sort((a, b) => b.start - a.start).reduce((changed, { start, end, replacement }) => changed.slice(0, start) + replacement + changed.slice(end), text);
}
