/** Markdown from values, escaped where it would mean something else. */

/** Text that is shown as it stands: no emphasis, no HTML, no link. Code spans in it stay. */
export const words = (text: string): string => text.split(/(`[^`]*`)/).map((piece, at) => (at % 2 === 1 ? piece : piece.replace(/[\\*_[\]<>]/g, '\\$&').replace(/&/g, '&amp;'))).join('').replaceAll('\n', ' ');
export const code = (text: string): string => (text === '' ? '' : `\`${text.replaceAll('`', "'")}\``);
/** A key or combination; empty where there is none. */
export const key = (combination: string): string => (combination === '' ? 'none' : `**${combination}**`);

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ').trim();
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** Blocks with an empty line between them, and one line feed at the end. */
export const blocks = (...parts: readonly string[]): string => `${parts.filter((part) => part !== '').join('\n\n')}\n`;
export const made = '> **Note.** This page is made from the program\'s own tables by `npm run guide:generate`; a test fails when the two differ.';
