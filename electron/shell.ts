/** What only this shell can do: the system's own dialogs. The window never learns a path; it gets an opaque import source. */
import { dialog, type BrowserWindow } from 'electron';
import { forward } from './scheme.ts';
import type { HostProcess } from './hostProcess.ts';

async function chooseImport(window: BrowserWindow, host: HostProcess): Promise<Response> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Import images', buttonLabel: 'Import', properties: ['openDirectory', 'openFile', 'multiSelections'],
  });
  if (canceled || filePaths.length === 0) return Response.json(null);
  const request = new Request('nadir://app/internal/import-source', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-nadir-shell-secret': host.secret },
    body: JSON.stringify({ paths: filePaths }),
    // Node requires it for a streamed body; the type does not know it.
    ...({ duplex: 'half' } as object),
  });
  return forward(request, host);
}

/** Answers `/api/shell/…` itself and refuses the host's internal routes to the window; null for everything else. */
export function localRoutes(window: () => BrowserWindow | null, host: HostProcess): (request: Request) => Promise<Response> | null {
  return (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/internal/')) return Promise.resolve(Response.json({ error: { code: 'notFound', reason: 'notFound', message: 'There is nothing here.' } }, { status: 404 }));
    if (request.method !== 'POST' || pathname !== '/api/shell/choose-import') return null;
    const owner = window();
    return owner ? chooseImport(owner, host) : Promise.resolve(Response.json(null));
  };
}
