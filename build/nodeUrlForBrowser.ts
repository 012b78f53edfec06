/** What a library in the viewer's dependencies asks of Node's `url`, from the browser's own parser. */
export function domainToASCII(domain: string): string {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return '';
  }
}
export const domainToUnicode = domainToASCII;
