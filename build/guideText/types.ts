/** Members of the program's own types with what their comments say, read from the source text (no type checker: one file takes milliseconds). */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '../..');

export type Member = { readonly name: string; readonly type: string; readonly optional: boolean; readonly doc: string };
/** One shape of a type; a union has several, told apart by what is fixed in each ("state: measured"). */
export type Variant = { readonly when: string; readonly members: readonly Member[]; /** Types whose members it has besides. */ readonly and: readonly string[] };
export type TypeText = { readonly name: string; readonly doc: string; readonly variants: readonly Variant[]; /** The type as written where it has no members. */ readonly text: string };

const docOf = (node: ts.Node): string => {
  const texts = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc).map(({ comment }) => (typeof comment === 'string' ? comment : ts.getTextOfJSDocComment(comment) ?? ''));
  return texts.join(' ').replace(/\s+/g, ' ').trim();
};
const typeWords = (text: string): string => text.replace(/\/\*\*.*?\*\//gs, '').replace(/\breadonly /g, '').replace(/\s+/g, ' ').replace(/^\| /, '').trim();

function variantsOf(node: ts.TypeNode, source: ts.SourceFile): readonly Variant[] {
  if (ts.isParenthesizedTypeNode(node)) return variantsOf(node.type, source);
  if (ts.isUnionTypeNode(node)) return node.types.flatMap((one) => variantsOf(one, source));
  if (ts.isIntersectionTypeNode(node)) {
    return node.types.map((one) => variantsOf(one, source)).reduce((all, next) => all.flatMap((a) => next.map((b): Variant => ({ when: [a.when, b.when].filter((text) => text !== '').join(', '), members: [...a.members, ...b.members], and: [...a.and, ...b.and] }))));
  }
  if (!ts.isTypeLiteralNode(node)) return [{ when: '', members: [], and: [typeWords(node.getText(source))] }];
  const signatures = node.members.filter(ts.isPropertySignature).filter(({ name }) => ts.isIdentifier(name) || ts.isStringLiteral(name));
  const members = signatures.map((member): Member => ({ name: ts.isIdentifier(member.name) || ts.isStringLiteral(member.name) ? member.name.text : '', type: typeWords(member.type?.getText(source) ?? ''), optional: member.questionToken !== undefined, doc: docOf(member) }));
  const fixed = signatures.filter(({ type }) => type !== undefined && ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)).map((member) => `${member.name.getText(source)}: ${typeWords(member.type?.getText(source) ?? '').replaceAll("'", '')}`);
  return [{ when: fixed.join(', '), members, and: [] }];
}

const sources = new Map<string, ts.SourceFile>();
function sourceOf(file: string): ts.SourceFile {
  const known = sources.get(file);
  if (known) return known;
  const read = ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
  sources.set(file, read);
  return read;
}

/** An exported type of a file. Errors: Error when there is none of that name. */
export function typeOf(file: string, name: string): TypeText {
  const source = sourceOf(file);
  const found = source.statements.find((one): one is ts.TypeAliasDeclaration => ts.isTypeAliasDeclaration(one) && one.name.text === name);
  if (!found) throw new Error(`build/guideText: ${file} has no type ${name}.`);
  const variants = variantsOf(found.type, source);
  return { name, doc: docOf(found), variants, text: variants.every(({ members }) => members.length === 0) ? typeWords(found.type.getText(source)) : '' };
}
