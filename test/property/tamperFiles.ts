/** Stored files altered behind the product's back: bits turned over, bytes put in or cut off, files swapped, removed, emptied. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkFiles } from '../../src/services/verifying/storedFiles.ts';
import { blobPath } from '../../src/store/index.ts';
import { randomFrom } from './tampering.ts';

type Folder = { readonly root: string; readonly hashes: readonly string[] };

function storedFiles(random: (below: number) => number): Folder {
  const root = mkdtempSync(join(tmpdir(), 'nadir-tamper-files-'));
  const hashes = Array.from({ length: 12 }, (_file, index) => {
    const bytes = Buffer.from(Array.from({ length: index === 0 ? 1 : 200 + random(3000) }, () => random(256)));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    mkdirSync(dirname(blobPath(root, sha256)), { recursive: true });
    writeFileSync(blobPath(root, sha256), bytes);
    return sha256;
  });
  return { root, hashes };
}

/** Other bytes in the place of these. */
function otherBytes(bytes: Buffer, random: (below: number) => number): Buffer {
  const place = random(bytes.length);
  switch (random(5)) {
    case 0: return bytes.subarray(0, place);
    case 1: return Buffer.concat([bytes.subarray(0, place), Buffer.from([random(256)]), bytes.subarray(place)]);
    case 2: return Buffer.concat([bytes, Buffer.from([0])]);
    default: {
      const turned = Buffer.from(bytes);
      turned[place] = (turned[place] ?? 0) ^ (1 << random(8));
      return turned;
    }
  }
}

/** `found`: cases in which exactly the altered files were named, each with what it is now. */
export async function fileCases(count: number, seed: number): Promise<{ readonly found: number; readonly missed: readonly string[] }> {
  const { root, hashes } = storedFiles(randomFrom(seed));
  const missed: string[] = [];
  try {
    for (let number = 0; number < count; number += 1) {
      const random = randomFrom(seed * 1_000_003 + number);
      const [first = '', second = ''] = [hashes[random(hashes.length)], hashes[random(hashes.length)]];
      const kept = [first, second].map((hash) => readFileSync(blobPath(root, hash)));
      const [bytes = Buffer.alloc(0), others = bytes] = kept;
      const way = random(6);
      let expected = [{ sha256: first, state: 'altered' }];
      if (way === 0) {
        rmSync(blobPath(root, first));
        expected = [{ sha256: first, state: 'missing' }];
      } else if (way === 1 && first !== second) {
        writeFileSync(blobPath(root, first), others);
        writeFileSync(blobPath(root, second), bytes);
        expected = hashes.filter((hash) => hash === first || hash === second).map((sha256) => ({ sha256, state: 'altered' }));
      } else writeFileSync(blobPath(root, first), otherBytes(bytes, random));
      const { damaged } = await checkFiles(root, hashes);
      if (JSON.stringify(damaged) !== JSON.stringify(expected)) missed.push(`case ${seed}/${number}: ${JSON.stringify(expected)}, said: ${JSON.stringify(damaged)}`);
      for (const [index, hash] of [first, second].entries()) writeFileSync(blobPath(root, hash), kept[index] ?? bytes);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return { found: count - missed.length, missed };
}
