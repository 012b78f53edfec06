/** The peer of the benchmark: the viewer library's own per-file loader on the same series. Only this page loads it. */
import { cache, imageLoader, init as initCore } from '@cornerstonejs/core';
import { init as initLoader } from '@cornerstonejs/dicom-image-loader';

let ready = false;

/** Loads every file (addresses of DICOM files) through `wadouri`, as many at a time as the loader likes; ms until the last image is decoded. */
export async function loadStock(urls: readonly string[], workers = Math.max(1, (navigator.hardwareConcurrency || 2) - 1)): Promise<number> {
  if (!ready) {
    initCore({ debug: {} });
    initLoader({ maxWebWorkers: workers });
    ready = true;
  }
  cache.purgeCache();
  const start = performance.now();
  await Promise.all(urls.map((url) => imageLoader.loadAndCacheImage(`wadouri:${url}`)));
  const took = performance.now() - start;
  cache.purgeCache();
  return took;
}
