/** What only this shell can do: the system's own dialogs. The window never learns a path; it gets an opaque import source. */
import { dialog, type BrowserWindow } from 'electron';
import { forward } from './scheme.ts';
import type { HostProcess } from './hostProcess.ts';

const chooseRoute = '/api/shell/choose-import';

/** Whether whoever is signed in may import now. The host decides, as for every route. */
async function mayChoose(host: HostProcess): Promise<boolean> {
  const answer = await forward(new Request('nadir://app/api/session'), host);
  if (!answer.ok) return false;
  const { access } = (await answer.json()) as { access: { state: string; may: readonly string[] } };
  return (access.state === 'personal' || access.state === 'open') && access.may.includes('POST /shell/choose-import');
}

async function chooseImport(request: Request, window: BrowserWindow, host: HostProcess): Promise<Response> {
  // The host's own refusal says why.
  if (!(await mayChoose(host))) return forward(request, host);
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Import images', buttonLabel: 'Import', properties: ['openDirectory', 'openFile', 'multiSelections'],
  });
  if (canceled || filePaths.length === 0) return Response.json(null);
  const chosen = new Request('nadir://app/internal/import-source', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-nadir-shell-secret': host.secret },
    body: JSON.stringify({ paths: filePaths }),
    // Node requires it for a streamed body; the type does not know it.
    ...({ duplex: 'half' } as object),
  });
  return forward(chosen, host);
}

/** Answers `/api/shell/…` itself and refuses the host's internal routes to the window; null for everything else. */
export function localRoutes(window: () => BrowserWindow | null, host: HostProcess): (request: Request) => Promise<Response> | null {
  return (request) => {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/internal/')) return Promise.resolve(Response.json({ error: { code: 'notFound', reason: 'notFound', message: 'There is nothing here.' } }, { status: 404 }));
    if (request.method !== 'POST' || pathname !== chooseRoute) return null;
    const owner = window();
    return owner ? chooseImport(request, owner, host) : Promise.resolve(Response.json(null));
  };
}
