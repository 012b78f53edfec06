/** What belongs to the data and lies beside the database: images in quarantine, with their notes. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { HeldMember } from '../../store/index.ts';
import { quarantineRoot } from '../quarantine.ts';

const notePattern = /^([0-9a-f]{64})\.json$/;
const studyPattern = /^[0-9A-Za-z-]{1,64}$/;

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** Notes are read at once; an image without one is listed nowhere and belongs to nothing. */
export function heldMembers(dataFolder: string): readonly HeldMember[] {
  const root = quarantineRoot(dataFolder);
  return namesIn(root).filter((study) => studyPattern.test(study)).flatMap((study) => namesIn(path.join(root, study)).flatMap((name): HeldMember[] => {
    const sha256 = notePattern.exec(name)?.[1];
    if (sha256 === undefined) return [];
    const image = path.join(root, study, sha256);
    return [{ name: `quarantine/${study}/${name}`, content: readFileSync(`${image}.json`) }, { name: `quarantine/${study}/${sha256}`, path: image, sha256 }];
  }));
}
