/** What the driver of the browser adds to the window's memory, taken away, so that the window's own is measured. */
import type { Page } from 'playwright-core';

type Inside = { readonly _connection: { toImpl(page: Page): { readonly delegate: { readonly _mainFrameSession: { readonly _client: { send(method: string): Promise<unknown> } } } } } };

/**
 * Playwright's inspector session has the renderer keep the body of every answer (Chromium's Network agent, 100 MB and more), which no user's window does.
 * Nothing here waits for the network through Playwright, so it is switched off; no door of Playwright leads there. Call it when the page has loaded.
 */
export async function stopRecording(page: Page): Promise<void> {
  await (page as unknown as Inside)._connection.toImpl(page).delegate._mainFrameSession._client.send('Network.disable');
}
