/** Patients whose names must not reach a log: in DICOM headers, file names, broken files, subjects, notes and searches. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { syntheticSeries } from '../fixtures/dicom.ts';

export const plantedWords = ['Quistorp', 'Zebedee', 'ZQ-7719', 'Wurmbrand'] as const;

/** The files of a ward's folder: images of a named patient, one cut off, two that are no images, all under telling names. Always the same, so that what is stored does not grow. */
export function plantedFiles(): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  const images = syntheticSeries({ name: 'planted', slices: 6, patientName: 'Quistorp^Zebedee', patientId: 'ZQ-7719', seriesDescription: 'Wurmbrand ward', studyDate: '20260401' });
  return [
    ...images.map(({ bytes }, at) => ({ name: `Quistorp_${at}.dcm`, bytes: at === 5 ? bytes.slice(0, 300) : bytes })),
    { name: 'Zebedee letter.txt', bytes: Buffer.from('Dear Dr Wurmbrand') },
    { name: 'Quistorp.zip', bytes: Buffer.from('PK\u0003\u0004 Zebedee') },
  ];
}

/** The same as a folder on disk, for the command line; its path. */
export function plantedFolder(root: string): string {
  const folder = path.join(root, 'Quistorp Zebedee');
  mkdirSync(folder, { recursive: true });
  for (const { name, bytes } of plantedFiles()) writeFileSync(path.join(folder, name), bytes);
  return folder;
}

/** Words found in a text of a log. */
export const plantedIn = (text: string): readonly string[] => plantedWords.filter((word) => text.toLowerCase().includes(word.toLowerCase()));
