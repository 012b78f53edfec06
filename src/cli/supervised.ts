/** The workstation's side of supervisor.mjs: takes over what one that crashed has left, tells what the next one needs, and ends when it is asked or left alone. */
import { NadirError } from '../common/index.ts';
import type { Carried } from '../server/index.ts';

/** What a workstation that serves tells its supervisor. */
export type Announcement = {
  readonly url: string;
  /** Goes to standard output as it is. */
  readonly print?: string;
  /** The window to open; it belongs to the supervisor, so that it outlives a crash. */
  readonly window?: { readonly program: string; readonly args: readonly string[] };
};

export type Supervisor = {
  /** What the workstation before this one left when it crashed; null at a first start. */
  readonly carried: Carried | null;
  /** Its listening socket, as `server.listen` takes it; undefined where the system could not pass it on. */
  readonly socket: unknown;
  /** Keeps what a next workstation goes on with; `socket` where it is new. */
  keep(carried: Carried, socket?: unknown): void;
  announce(announcement: Announcement): void;
  /** Resolves when somebody asks the workstation to end (`asked`), or the supervisor was killed (`alone`). Until it is called, either ends the process at once. */
  endAsked(): Promise<'asked' | 'alone'>;
};

type Message = { readonly carried: Carried | null };

/** 128 + SIGTERM, as a shell says it. */
const endedEarly = 143;

/** Whether this process was started by a supervisor: its own parent, so that a mark which only came down with the surroundings counts for nothing. */
export const isSupervised = (): boolean => process.send !== undefined && process.env['NADIR_SUPERVISOR'] === String(process.ppid);

/** Errors: refused when nobody supervises this process. */
export async function joinSupervisor(): Promise<Supervisor> {
  if (!isSupervised()) throw new NadirError('refused', 'The workstation is started by the "nadir" command.', { reason: 'notSupervised' });
  delete process.env['NADIR_SUPERVISOR'];
  let end = (_how: 'asked' | 'alone'): void => process.exit(endedEarly);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end('asked'));
  process.on('disconnect', () => end('alone'));
  const [{ carried }, socket] = await new Promise<[Message, unknown]>((resolve) => {
    process.once('message', (message: Message, handle: unknown) => {
      process.on('message', () => end('asked'));
      resolve([message, handle]);
    });
  });
  // What keeps the process alive is what it serves.
  process.channel?.unref();
  const tell = (message: object, handle?: unknown): void => {
    if (process.connected) process.send?.(message, handle as undefined, undefined, () => undefined);
  };
  return {
    carried, socket,
    keep: (now, listening) => tell({ carried: now }, listening),
    announce: tell,
    endAsked: () => new Promise((resolve) => { end = resolve; }),
  };
}
