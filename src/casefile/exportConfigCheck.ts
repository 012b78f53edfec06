import { exportedVisit, exportConfigOf } from './exportConfig.ts';
import type { ProtocolProblem } from './protocolCheck.ts';
import type { StudyProtocol } from './protocol.ts';
import { isVisitNumber, timepointLabel } from './visitNumbers.ts';

const block = (path: string, message: string): ProtocolProblem => ({ severity: 'block', path: `exporting.${path}`, message });

/** Visits that a study can have by number: the named ones and those of its map. */
function visitProblems(protocol: StudyProtocol): ProtocolProblem[] {
  const map = protocol.exporting?.visitMap ?? [];
  const found = map.flatMap((one, at): ProtocolProblem[] => [
    ...(isVisitNumber(one.index) ? [] : [block(`visitMap.${at}`, `${one.index} is not a timepoint: numbers are 0 to 999, with two decimals at most.`)]),
    ...(Number.isFinite(one.visitNumber) ? [] : [block(`visitMap.${at}`, `The visit number of ${timepointLabel(one.index)} is not a number.`)]),
    ...(one.visit.trim() === '' ? [block(`visitMap.${at}`, `${timepointLabel(one.index)} needs a visit name.`)] : []),
    ...(map.findIndex((other) => other.index === one.index) < at ? [block(`visitMap.${at}`, `${timepointLabel(one.index)} is in the map twice.`)] : []),
  ]);
  if (found.length > 0) return found;
  // VISIT and VISITNUM name each other (CG0035): a mapped visit may not take what the plan gives another.
  const indexes = [...new Set([...(protocol.visits?.visits.keys() ?? []), ...map.map((one) => one.index)])];
  const visits = indexes.map((index) => ({ index, ...exportedVisit(protocol, index) }));
  return visits.flatMap((one, at) => {
    const other = visits.slice(0, at).find((before) => before.visit === one.visit || before.visitNumber === one.visitNumber);
    return other ? [block('visitMap', `${timepointLabel(other.index)} and ${timepointLabel(one.index)} would both be visit ${other.visit === one.visit ? one.visit : one.visitNumber}. Names and numbers of visits must be different.`)] : [];
  });
}

const mappingMembers = ['studyOid', 'metadataVersionOid', 'subjectKey', 'sites', 'visits', 'forms', 'groups', 'items', 'columns', 'ignoredColumns'];

/** A mapping that is no mapping; what it leaves out is found when something is exported (pre-flight). */
function mappingProblems(mapping: unknown): ProtocolProblem[] {
  if (mapping === null) return [];
  if (typeof mapping === 'string') return [block('mapping', 'This is not JSON. Paste the mapping file whole.')];
  if (typeof mapping !== 'object' || Array.isArray(mapping)) return [block('mapping', `A mapping is an object with ${mappingMembers.join(', ')}.`)];
  const foreign = Object.keys(mapping).find((name) => !mappingMembers.includes(name));
  return foreign === undefined ? [] : [block('mapping', `“${foreign}” is not part of a mapping. It has ${mappingMembers.join(', ')}.`)];
}

/** Everything that would make the exports of a study wrong by their configuration (interoperability 1.1). */
export function exportProblems(protocol: StudyProtocol): readonly ProtocolProblem[] {
  if (!protocol.exporting) return [];
  const { usubjid, laboratory, mapping } = exportConfigOf(protocol);
  const unknown = /\{(?!(?:study|site|subject)\})[^}]*\}?/.exec(usubjid)?.[0];
  return [
    ...(unknown === undefined ? [] : [block('usubjid', `${unknown} is not known. Use {study}, {site} and {subject}.`)]),
    ...(usubjid.includes('{study}') && usubjid.includes('{subject}') ? [] : [block('usubjid', 'Without {study} and {subject} the identifier is not unique.')]),
    ...(/^[\x20-\x7e]*$/.test(usubjid) ? [] : [block('usubjid', 'The identifier is written in ASCII characters only.')]),
    ...(laboratory.length <= 200 ? [] : [block('laboratory', 'The name has at most 200 characters.')]),
    ...mappingProblems(mapping), ...visitProblems(protocol),
  ];
}
