/** Types of the program as tables of a page. What their comments leave open, `memberMeanings` says; a member that neither explains is refused. */
import { code, table, words } from './markdown.ts';
import { memberMeanings } from './memberMeanings.ts';
import { typeOf, type Member, type TypeText } from './types.ts';

const meaningOf = (type: string, member: Member): string => member.doc || memberMeanings[`${type}.${member.name}`] || memberMeanings[member.name] || '';

/** Members without a meaning, as "Type.member". */
export const unexplained = (type: TypeText): readonly string[] => type.variants.flatMap(({ members }) => members.filter((member) => meaningOf(type.name, member) === '').map(({ name }) => `${type.name}.${name}`));

function tablesOf(type: TypeText): readonly string[] {
  const isUnion = type.variants.length > 1;
  return type.variants.flatMap((variant) => [
    isUnion && variant.when !== '' ? `*${words(variant.when)}*` : '',
    variant.and.length > 0 ? `${variant.members.length > 0 ? 'Besides these, all' : 'All'} members of ${variant.and.map(code).join(' and ')}.` : '',
    variant.members.length === 0 ? '' : table(['Member', 'Type', 'Meaning'], variant.members.map((member) => [code(`${member.name}${member.optional ? '?' : ''}`), code(member.type), words(meaningOf(type.name, member))])),
  ]);
}

/** One type under its name (`### Name`). Errors: Error naming the members that nothing explains. */
export function typeSection(file: string, name: string, title = name): readonly string[] {
  const type = typeOf(file, name);
  const missing = unexplained(type);
  if (missing.length > 0) throw new Error(`${file}: ${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} no doc comment; write one there, or a meaning in build/guideText/memberMeanings.ts.`);
  return [`### ${title}`, words(type.doc || memberMeanings[name] || ''), ...(type.text === '' ? tablesOf(type) : [code(type.text)])];
}
