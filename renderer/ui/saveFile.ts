/** Hands a file made in the window to the person, where their browser keeps downloads. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 30_000);
}

/** The same for CSV that people open in a spreadsheet: the mark in front tells it that the text is UTF-8. */
export const saveCsv = (name: string, text: string): void => saveFile(name, new Blob(['\ufeff', text], { type: 'text/csv' }));
