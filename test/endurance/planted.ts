/** Patients whose names must not reach a log: in DICOM headers, file names, broken files, subjects, notes and searches. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { syntheticSeries } from '../fixtures/dicom.ts';

export const plantedWords = ['Quistorp', 'Zebedee', 'ZQ-7719', 'Wurmbrand'] as const;

/** A folder as it comes from a ward: images of a named patient, one cut off, one that is no image, all under telling names. */
export function plantedFolder(root: string, round: number): string {
  const folder = path.join(root, `Quistorp Zebedee ${round}`);
  mkdirSync(folder, { recursive: true });
  const files = syntheticSeries({ name: `planted ${round}`, slices: 6, patientName: 'Quistorp^Zebedee', patientId: 'ZQ-7719', seriesDescription: 'Wurmbrand ward', studyDate: '20260401' });
  for (const [at, { bytes }] of files.entries()) writeFileSync(path.join(folder, `Quistorp_${at}.dcm`), at === 5 ? bytes.slice(0, 300) : bytes);
  writeFileSync(path.join(folder, 'Zebedee letter.txt'), 'Dear Dr Wurmbrand');
  writeFileSync(path.join(folder, 'Quistorp.zip'), 'PK\u0003\u0004 Zebedee');
  return folder;
}

/** Words found in a text of a log. */
export const plantedIn = (text: string): readonly string[] => plantedWords.filter((word) => text.toLowerCase().includes(word.toLowerCase()));
