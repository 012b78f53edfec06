/** Asks again until it is so; also outside a test run, where `expect.poll` is not. Errors: what was waited for. */
export async function until(isSo: () => Promise<boolean>, what: string, timeoutMs = 20_000): Promise<void> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await new Promise((resolve) => { setTimeout(resolve, 50); })) if (await isSo()) return;
  throw new Error(`waited ${timeoutMs} ms for ${what}`);
}
