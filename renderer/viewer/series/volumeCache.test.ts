import { describe, expect, test, vi } from 'vitest';
import type { SeriesImages } from '../../../src/api/wire.ts';
import { outwardOrderWithout, type SliceRange } from '../../../src/geometry/index.ts';
import { imageMemoryFor } from './cacheRules.ts';
import type { VolumeFetch } from './seriesVolume.ts';
import { VolumeCache } from './volumeCache.ts';

const bytesPerSlice = 8;
const imagesOf = (id: string, slices: number): SeriesImages => ({ series: { id }, pixels: { type: 'uint8', samples: 1, bytesPerSlice }, slices: Array.from({ length: slices }, () => ({})) }) as unknown as SeriesImages;

type Request = { readonly seriesId: string; readonly from: number; readonly without: string | null; /** Slices in the order they were asked for. */ readonly order: readonly number[]; sent: number; ended: boolean };

/** A host that sends slices, each filled with its own index, when it is told to. */
function fakeHost() {
  const requests: (Request & { send(slices: number): Promise<void> })[] = [];
  const lengths = new Map<string, number>();
  const fetch: VolumeFetch = async (seriesId, { from, without }, signal) => {
    const ranges = (without ?? '').split(',').filter((range) => range !== '').map((range) => range.split('-').map(Number) as unknown as SliceRange);
    let controller!: ReadableByteStreamController;
    const body = new ReadableStream({ type: 'bytes', start(given) { controller = given; } });
    const request = {
      seriesId, from, without, order: outwardOrderWithout(lengths.get(seriesId) ?? 0, from, ranges), sent: 0, ended: false,
      async send(slices: number) {
        for (let n = 0; n < slices && !request.ended && request.sent < request.order.length; n += 1) controller.enqueue(new Uint8Array(bytesPerSlice).fill(request.order[request.sent++]!));
        if (request.sent === request.order.length && !request.ended) { request.ended = true; controller.close(); }
        await new Promise((resolve) => { setTimeout(resolve); });
      },
    };
    signal.addEventListener('abort', () => { if (request.ended) return; request.ended = true; controller.error(signal.reason); });
    requests.push(request);
    return body;
  };
  const series = (id: string, slices: number): SeriesImages => { lengths.set(id, slices); return imagesOf(id, slices); };
  const open = () => requests.filter(({ ended }) => !ended).map(({ seriesId }) => seriesId);
  const last = () => requests.at(-1)!;
  return { fetch, requests, series, open, last };
}

const cacheOf = (host: ReturnType<typeof fakeHost>, slices = 1000) => new VolumeCache({ limitBytes: slices * bytesPerSlice, fetch: host.fetch });

describe('the memory of images', () => {
  test('many series stay within the limit; what is on screen stays, the longest unused goes first, and its memory is let go', async () => {
    const host = fakeHost();
    const cache = cacheOf(host, 50);
    const gone: string[] = [];
    cache.onDropped((id) => gone.push(id));
    const shown = cache.acquire(host.series('shown', 10), 0);
    await host.last().send(10);
    const volumes = [];
    for (let n = 0; n < 20; n += 1) {
      const volume = cache.acquire(host.series(`s${n}`, 10), 0);
      await host.last().send(10);
      expect(cache.bytes).toBeLessThanOrEqual(50 * bytesPerSlice);
      cache.release(volume);
      volumes.push(volume);
    }
    expect(gone).toEqual(Array.from({ length: 16 }, (_, n) => `s${n}`));
    expect(shown.state).toBe('complete');
    expect(volumes.map(({ state }) => state)).toEqual([...Array<string>(16).fill('cancelled'), ...Array<string>(4).fill('complete')]);
    expect([volumes[0]!.has(3), volumes[19]!.has(3)]).toEqual([false, true]);
  });

  test('what is on screen is kept over the limit, and one volume serves every pane', async () => {
    const host = fakeHost();
    const cache = cacheOf(host, 15);
    const [one, other] = [host.series('one', 10), host.series('other', 10)];
    const first = cache.acquire(one, 0);
    const second = cache.acquire(other, 0);
    expect(cache.acquire(one, 5)).toBe(first);
    await Promise.all(host.requests.map((request) => request.send(10)));
    expect([first.state, second.state]).toEqual(['complete', 'complete']);
    cache.release(first);
    expect(cache.bytes).toBe(20 * bytesPerSlice);
    cache.release(second);
    expect([first.state, second.state]).toEqual(['complete', 'cancelled']);
  });

  test('leaving a series that loads ends its stream', async () => {
    const host = fakeHost();
    const cache = cacheOf(host);
    const volume = cache.acquire(host.series('left', 10), 5);
    await host.last().send(3);
    expect(volume.loadedSlices).toBe(3);
    cache.release(volume);
    expect(host.open()).toEqual([]);
    expect(cache.bytes).toBe(0);
  });

  test('is a quarter of the machine within bounds', () => {
    expect([1e9, 4e9, 64e9].map(imageMemoryFor)).toEqual([0.5e9, 1e9, 2e9]);
  });
});

describe('what the reader wants next', () => {
  test('loads when everything on screen is there, one at a time, most wanted first, as long as it fits', async () => {
    const host = fakeHost();
    const cache = cacheOf(host, 30);
    const current = cache.acquire(host.series('current', 10), 0);
    const ahead = ['reference', 'prior', 'next'].map((id) => ({ images: host.series(id, 10), from: 4 }));
    cache.setAhead(ahead);
    await host.last().send(5);
    expect(host.open()).toEqual(['current']);
    await host.last().send(5);
    expect(host.open()).toEqual(['reference']);
    expect(host.last().from).toBe(4);
    await host.last().send(10);
    expect(host.open()).toEqual(['prior']);
    await host.last().send(10);
    expect(host.open()).toEqual([]);
    expect(host.requests.map(({ seriesId }) => seriesId)).toEqual(['current', 'reference', 'prior']);
    expect(current.state).toBe('complete');
  });

  test('waits while a series on screen loads, goes on with what is missing, and is there at once when it is shown', async () => {
    const host = fakeHost();
    const cache = cacheOf(host);
    const reference = host.series('reference', 10);
    cache.setAhead([{ images: reference, from: 4 }]);
    await host.last().send(3);
    const other = cache.acquire(host.series('other', 10), 0);
    expect(host.open()).toEqual(['other']);
    await host.last().send(10);
    expect(other.state).toBe('complete');
    expect(host.last()).toMatchObject({ seriesId: 'reference', from: 4, without: '3-5' });
    const shown = cache.acquire(reference, 9);
    expect(shown.loadedSlices).toBe(3);
    await host.last().send(10);
    expect(shown.state).toBe('complete');
    expect(Array.from({ length: 10 }, (_, slice) => shown.slice(slice)[0])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('what is no longer wanted stops, and goes before what is', async () => {
    const host = fakeHost();
    const cache = cacheOf(host, 20);
    const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ images: host.series(id, 10), from: 0 })) as [SeriesAheadOf, SeriesAheadOf, SeriesAheadOf];
    cache.setAhead([a]);
    await host.last().send(2);
    cache.setAhead([b]);
    expect(host.open()).toEqual(['b']);
    await host.last().send(10);
    const gone: string[] = [];
    cache.onDropped((id) => gone.push(id));
    cache.setAhead([c, b]);
    await host.last().send(10);
    cache.acquire(host.series('new', 10), 0);
    expect(gone).toEqual(['b']);
  });
});

type SeriesAheadOf = { readonly images: SeriesImages; readonly from: number };

describe('scrolling while a series loads', () => {
  test('turns the stream to where the reader is, without asking for anything twice', async () => {
    const host = fakeHost();
    const cache = cacheOf(host, 2000);
    const volume = cache.acquire(host.series('ct', 1000), 100);
    await vi.waitFor(() => expect(host.requests.length === 1).toBe(true));
    for (let n = 0; n < 5; n += 1) { await host.last().send(1); await new Promise((resolve) => { setTimeout(resolve, 5); }); }
    volume.focus(900);
    volume.focus(905);
    await vi.waitFor(() => expect(host.requests.length === 2).toBe(true));
    expect(host.requests[0]!.ended).toBe(true);
    expect(host.last()).toMatchObject({ from: 905, without: '98-102' });
    await host.last().send(1);
    await vi.waitFor(() => expect(volume.has(905)).toBe(true));
    await host.last().send(994);
    await vi.waitFor(() => expect(volume.state === 'complete').toBe(true));
    expect([0, 98, 99, 255].map((slice) => volume.slice(slice)[0])).toEqual([0, 98, 99, 255]);
  });

  test('leaves the stream alone for a slice that comes soon', async () => {
    const host = fakeHost();
    const cache = cacheOf(host);
    const volume = cache.acquire(host.series('ct', 1000), 100);
    await host.last().send(400);
    volume.focus(305);
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    expect(host.requests).toHaveLength(1);
  });
});
