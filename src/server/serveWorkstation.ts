/** The whole loopback shell but its window: host, guard and server on one data folder. */
import { createHost, createPages } from '../host/index.ts';
import { serveLoopback, type Carried, type LoopbackOptions } from './loopback.ts';
import { forgetAddress, noteAddress, withAddress } from './singleInstance.ts';

export type ServeOptions = {
  readonly dataFolder: string;
  /** Folder of the built pages. */
  readonly pagesFolder: string;
  /** 0 or undefined: a free one. */
  readonly port?: number | undefined;
  /** The opening address is put on a command line, so its token must open one window only. */
  readonly singleUseToken: boolean;
  readonly withDemo: boolean;
  /** This workstation takes the place of one that crashed under its window: same address, same secrets, and who was signed in stays so as far as the idle lock allows. */
  readonly carried?: Carried | null;
} & Pick<LoopbackOptions, 'socket' | 'onCarried'>;

export type Serving = { readonly port: number; readonly openingUrl: string; close(): Promise<void> };

/**
 * Opens the data and serves it on 127.0.0.1.
 * Errors: refused secondInstance (naming process and address) or port; storage (folder, newer or damaged database, window not built).
 */
export async function serveWorkstation({ dataFolder, pagesFolder, port, singleUseToken, withDemo, carried = null, socket, onCarried }: ServeOptions): Promise<Serving> {
  const pages = createPages(pagesFolder);
  const host = await createHost({ dataFolder, shell: 'loopback', pages, withDemo, keepSessions: carried !== null }).catch((error: unknown) => { throw withAddress(error, dataFolder); });
  try {
    const loopback = await serveLoopback({ handler: host.handler, port: carried?.port ?? port, singleUseToken: carried?.singleUseToken ?? singleUseToken, secrets: carried?.secrets, socket, onCarried });
    noteAddress(dataFolder, loopback.port);
    return {
      port: loopback.port,
      openingUrl: loopback.openingUrl,
      async close() {
        await loopback.close();
        await host.close();
        forgetAddress(dataFolder);
      },
    };
  } catch (error) {
    await host.close();
    throw error;
  }
}
