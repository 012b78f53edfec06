/**
 * Cookies of the window, kept by the shell: answers of a scheme of its own reach no browser jar. The window never sees them, they live as long as this
 * process, and so a host that is started again under the window finds its session there.
 */
export type CookieJar = {
  /** Takes what an answer sets. */
  take(setCookie: readonly string[] | undefined): void;
  /** What a request carries; null when there is nothing. */
  header(): string | null;
};

export function createCookieJar(): CookieJar {
  const cookies = new Map<string, string>();
  return {
    take(setCookie = []) {
      for (const line of setCookie) {
        const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
        const at = pair.indexOf('=');
        if (at < 1) continue;
        const name = pair.slice(0, at);
        if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) cookies.delete(name);
        else cookies.set(name, pair.slice(at + 1));
      }
    },
    header: () => (cookies.size === 0 ? null : [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')),
  };
}
