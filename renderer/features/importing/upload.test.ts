import { describe, expect, it } from 'vitest';
import { sendAll } from './upload.ts';
import { nameOfSet, walkEntries, type Entry, type UploadItem } from './uploadWalk.ts';

const file = (name: string): Entry => ({ isDirectory: false, name, file: (found) => found(new File(['x'], name)) });
const locked = (name: string): Entry => ({ isDirectory: false, name, file: (_found, failed) => failed(new Error('NotReadableError')) });
/** Hands its children out in portions, as browsers do with more than 100. */
const folder = (name: string, children: readonly Entry[], portion = 100): Entry => ({
  isDirectory: true, name,
  createReader: () => {
    let at = 0;
    return { readEntries: (found) => { found(children.slice(at, at + portion)); at += portion; } };
  },
});
const paths = (items: readonly UploadItem[]) => items.map((item) => item.path);

describe('what was dropped', () => {
  it('is walked to the bottom, with paths that keep folders apart', async () => {
    const { items } = await walkEntries([folder('P1', [file('DICOMDIR'), folder('S1', [file('1'), file('2')]), folder('S2', [file('1')])]), file('extra.zip')]);
    expect(paths(items)).toEqual(['P1/DICOMDIR', 'P1/S1/1', 'P1/S1/2', 'P1/S2/1', 'extra.zip']);
  });

  it('keeps asking until a folder has no more entries', async () => {
    const { items } = await walkEntries([folder('big', Array.from({ length: 250 }, (_, index) => file(`i${index}`)), 100)]);
    expect(items).toHaveLength(250);
  });

  it('goes on after a file that cannot be read, and names it', async () => {
    const { items, unreadable } = await walkEntries([folder('a', [file('1'), locked('2'), file('3')])]);
    expect(paths(items)).toEqual(['a/1', 'a/3']);
    expect(unreadable).toEqual(['a/2']);
  });

  it('is called by its one root', () => {
    expect(nameOfSet(['wk32/a/1', 'wk32/b/2'])).toBe('wk32');
    expect(nameOfSet(['scan.zip'])).toBe('scan.zip');
    expect(nameOfSet(['a/1', 'b/1'])).toBe('2 files');
  });
});

const items = (count: number): UploadItem[] => Array.from({ length: count }, (_, index) => ({ path: String(index), file: new File(['x'], String(index)) }));
const tick = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

describe('sending', () => {
  it('sends every file once, at most four at a time', async () => {
    const sent: string[] = [];
    let under = 0;
    let most = 0;
    await sendAll(items(23), async (item) => {
      under += 1;
      most = Math.max(most, under);
      await tick();
      under -= 1;
      sent.push(item.path);
    }, () => undefined, new AbortController().signal);
    expect(new Set(sent).size).toBe(23);
    expect(sent).toHaveLength(23);
    expect(most).toBe(4);
  });

  it('stops at the first failure and says which one', async () => {
    let begun = 0;
    const failing = sendAll(items(100), async (item) => {
      begun += 1;
      await tick();
      if (item.path === '5') throw new Error('disk full');
    }, () => undefined, new AbortController().signal);
    await expect(failing).rejects.toThrow('disk full');
    await tick();
    expect(begun).toBeLessThan(15);
  });

  it('starts nothing more once it is cancelled', async () => {
    const stop = new AbortController();
    let begun = 0;
    const sending = sendAll(items(100), async () => {
      begun += 1;
      if (begun === 6) stop.abort();
      await tick();
    }, () => undefined, stop.signal);
    await expect(sending).rejects.toThrow();
    expect(begun).toBeLessThan(10);
  });
});
