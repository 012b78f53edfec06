/** The sections of the study screen, and the search over them. Pure. */
import { parameterCatalogue, parameterGroups, parameterGroupTitles, type ParameterGroup } from '../../../src/recist/index.ts';

export type SectionId = 'study' | 'reading' | 'visits' | ParameterGroup | 'markers' | 'subjects' | 'identity' | 'export' | 'history';
export type SectionEntry = {
  readonly id: SectionId;
  readonly title: string;
  /** Paths of problems and changes that belong to it. */
  readonly paths: readonly string[];
  /** What the search looks through besides the parameters. */
  readonly words: string;
};

const parameters: readonly SectionEntry[] = parameterGroups.map((group) => ({
  id: group, title: parameterGroupTitles[group], words: '', paths: parameterCatalogue.filter((entry) => entry.group === group).map((entry) => `params.${entry.name}`),
}));

export const sections: readonly SectionEntry[] = [
  { id: 'study', title: 'Study', paths: ['code', 'title', 'name', 'design'], words: 'code title template criteria phase arms ratio randomised primary secondary endpoints evaluated by investigator central' },
  { id: 'reading', title: 'Reading', paths: ['reading', 'readers', 'liveEffect', 'readWithinDays', 'requiredRegions'], words: 'readers single double adjudicator sequential lock blinded live effect due regions chest abdomen pelvis' },
  { id: 'visits', title: 'Visits', paths: ['visits'], words: 'visits weeks windows planned schedule baseline' },
  ...parameters,
  { id: 'markers', title: 'Tumour markers', paths: ['markers'], words: 'tumour markers chromogranin nse progrp unit upper limit' },
  { id: 'subjects', title: 'Subjects and sites', paths: ['subjectCodes', 'sites'], words: 'subject codes pattern patient id list sites' },
  { id: 'identity', title: 'Identity in images', paths: ['imageIdentity', 'deidentification'], words: 'identity images name birth date pseudonymised de-identification refused profile dates shift descriptions words sponsor protocol site subject id enrolment list key list passphrase' },
  { id: 'export', title: 'Export', paths: ['exporting'], words: 'export sdtm odm edc csv tabulation evaluator reader adjudicator prefix link method study day usubjid laboratory visit map visitnum mapping windows-1252 encoding dates partial sums' },
  { id: 'history', title: 'Versions', paths: [], words: 'versions amendments history reason' },
];

export const isIn = (section: Pick<SectionEntry, 'paths'>, path: string): boolean => section.paths.some((one) => path === one || path.startsWith(`${one}.`));

const wordsOf = (text: string): readonly string[] => text.trim().toLowerCase().split(/\s+/).filter((word) => word !== '');
const hasAll = (haystack: string, words: readonly string[]): boolean => words.every((word) => haystack.toLowerCase().includes(word));

/** Parameters of a group that a search leaves: by title, name, meaning and rule. A search that names the section leaves all of them. */
export function parametersFound(group: ParameterGroup, search: string): readonly (typeof parameterCatalogue)[number][] {
  const all = parameterCatalogue.filter((entry) => entry.group === group);
  const words = wordsOf(search);
  if (hasAll(parameterGroupTitles[group], words)) return all;
  return all.filter((entry) => hasAll(`${entry.title} ${entry.name} ${entry.meaning} ${entry.rules.join(' ')} ${parameterGroupTitles[group]}`, words));
}

/** Sections a search leaves. */
export function sectionsFound(search: string): readonly SectionEntry[] {
  const words = wordsOf(search);
  const isGroup = (id: SectionId): id is ParameterGroup => (parameterGroups as readonly string[]).includes(id);
  return sections.filter((section) => (isGroup(section.id) ? parametersFound(section.id, search).length > 0 : hasAll(`${section.title} ${section.words}`, words)));
}
