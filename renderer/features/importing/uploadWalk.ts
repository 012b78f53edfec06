/** One file to send: its path inside what was dropped or chosen, with forward slashes, and its bytes. */
export type UploadItem = { readonly path: string; readonly file: File };
export type UploadSet = { readonly name: string; readonly items: readonly UploadItem[] };

/** The parts of the browser's directory entries that the walk needs, so that a test can stand in for them. */
export type Entry = {
  readonly isDirectory: boolean;
  readonly name: string;
  file?(found: (file: File) => void, failed: (error: unknown) => void): void;
  createReader?(): { readEntries(found: (entries: readonly Entry[]) => void, failed: (error: unknown) => void): void };
};

const fileOf = (entry: Entry): Promise<File> => new Promise((resolve, reject) => (entry.file ? entry.file(resolve, reject) : reject(new Error(`${entry.name} is not a file`))));

/** Everything in a directory. The browser hands entries out in portions of 100; an empty portion is the end. */
async function entriesOf(directory: Entry): Promise<readonly Entry[]> {
  const reader = directory.createReader?.();
  if (!reader) return [];
  const all: Entry[] = [];
  for (;;) {
    const portion = await new Promise<readonly Entry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return all;
    all.push(...portion);
  }
}

/** Walks entries depth first, directories inside directories. A file the system refuses is left out and counted. */
export async function walkEntries(roots: readonly Entry[], found: (count: number) => void = () => undefined): Promise<{ readonly items: readonly UploadItem[]; readonly unreadable: readonly string[] }> {
  const items: UploadItem[] = [];
  const unreadable: string[] = [];
  const pending = roots.map((entry) => ({ entry, path: entry.name })).reverse();
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { entry, path } = next;
    try {
      if (entry.isDirectory) pending.push(...(await entriesOf(entry)).map((child) => ({ entry: child, path: `${path}/${child.name}` })).reverse());
      else items.push({ path, file: await fileOf(entry) });
    } catch {
      unreadable.push(path);
    }
    if (items.length % 50 === 0) found(items.length);
  }
  return { items, unreadable };
}

/** What a set of files is called: its one folder or file, else how many there are. */
export function nameOfSet(paths: readonly string[]): string {
  const roots = new Set(paths.map((path) => path.split('/')[0] ?? path));
  const [only] = roots;
  return roots.size === 1 && only !== undefined ? only : `${paths.length} files`;
}

/** Files of an `<input type=file>`; with `webkitdirectory` each carries its path in the folder. */
export const itemsOfInput = (files: Iterable<File>): readonly UploadItem[] => [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

/** What was dropped. Entries must be taken before the first await, because the browser empties the transfer afterwards. */
export function takeDropped(transfer: DataTransfer): Promise<{ readonly items: readonly UploadItem[]; readonly unreadable: readonly string[] }> {
  const entries = [...transfer.items].filter((item) => item.kind === 'file').map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length > 0) return walkEntries(entries as unknown as readonly Entry[]);
  return Promise.resolve({ items: itemsOfInput(transfer.files), unreadable: [] });
}
