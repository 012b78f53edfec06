/** Every file of the shared corpus through the engine, judged by the room that opens images and by plain search in the bytes, not by the engine's own reader. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DataSet } from 'dicom-parser';
import { describe, expect, it } from 'vitest';
import { sayNotRun, sharedPath } from '../../test/fixtures/shared.ts';
import { bufferSource, readFrame, readInstance, type ReadInstance } from '../dicom/index.ts';
import { deidentify, remapUid, safePrivateNames, shiftDate, type DeidentifyContext, type DeidentifyResult } from './index.ts';
import { tableRows } from './facts.ts';

const root = sharedPath('dicom');
if (root === undefined) sayNotRun('de-identification of the corpus');

const shiftDays = -123;
const context: DeidentifyContext = {
  profile: {
    options: { cleanDescriptors: true, dates: 'modified', patientCharacteristics: true, deviceIdentity: false, uids: false, safePrivate: safePrivateNames, institution: false },
    allowedWords: ['axial', 'T2', 'lung'], trial: { sponsor: 'Sponsor', protocolId: 'P-0001', siteId: 'SITE-07' },
  },
  secret: new Uint8Array(32).fill(11), subjectId: 'P-0001-SITE-07-0042', shiftDays, timepointId: 'BL',
};

type Opened = { readonly file: ReadInstance; readonly bytes: Buffer };
type Checked = { readonly name: string; readonly source: Buffer; readonly original: ReadInstance | null; readonly result: DeidentifyResult };

const open = (bytes: Uint8Array): ReadInstance | null => { try { return readInstance(bufferSource(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))); } catch { return null; } };

/** Table rows an option of the test's profile lets stay, and dates: what they hold may be found in the output. */
const mayStay = new Set(tableRows.filter(({ options }) => options.modifiedDates === 'C').map(({ tag }) => tag).concat(['00100040', '00101010', '00101020', '00101030']));
const listed = new Set(tableRows.map(({ tag }) => tag));
const registered = /^1\.2\.840\.10008\./;
const word = /[A-Za-z0-9.\u0080-\u00ff]/;

/** Attributes whose UIDs name kinds of objects. */
const kinds = new Set(['00080016', '00081150', '0008115A', '0008001A', '0008001B', '0008010C']);

type Leaf = { readonly tag: string; readonly vr: string; readonly text: string };

/** Every text of the source with its tag, at all levels. */
function leaves(dataSet: DataSet, into: Leaf[] = []): Leaf[] {
  for (const element of Object.values(dataSet.elements)) {
    for (const item of element.items ?? []) if (item.dataSet !== undefined) leaves(item.dataSet, into);
    if (element.items !== undefined || element.length === 0 || element.length > 1024) continue;
    const bytes = Buffer.from(dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length));
    into.push({ tag: element.tag.slice(1).toUpperCase(), vr: element.vr ?? '', text: bytes.toString('latin1').replace(/[\0 ]+$/, '').trim() });
  }
  return into;
}

const isOdd = (tag: string): boolean => (Number.parseInt(tag.slice(0, 4), 16) & 1) === 1;
const isUid = (text: string): boolean => /^\d+(\.\d+){4,}$/.test(text);
/** A date as YYYYMMDD that is not by chance the shifted date of something else. */
const isDate = (text: string): boolean => /^(19|20)\d{6}$/.test(text);

/** Values of the source that identify: what the table lists and no option keeps, private texts, all UIDs of instances, all names and dates. */
function identifyingValues(original: ReadInstance): ReadonlySet<string> {
  const all = leaves(original.header.dataSet);
  const harmless = all.filter(({ tag, vr, text }) => !isOdd(tag) && vr !== 'PN' && !isUid(text) && (!listed.has(tag) || tag === '00080030')).map(({ text }) => text);
  const makers = all.filter(({ tag }) => tag === '00080070' || tag === '00081090').map(({ text }) => text);
  const found = new Set<string>();
  for (const { tag, vr, text } of all) {
    if (text.length < 4 || /\p{Cc}/u.test(text)) continue;
    const isPerson = vr === 'PN' || tag === '00100010' || tag === '00100020';
    for (const part of [text, ...(vr === 'PN' || isUid(text.split('\\')[0] ?? '') ? text.split(/[\\^=]/) : [])].map((one) => one.trim())) {
      if (part.length < 4 || registered.test(part) || part.startsWith('1.2.840.10008')) continue;
      const counts = isPerson || isUid(part) || (isDate(part) && !isOdd(tag)) || (listed.has(tag) && !mayStay.has(tag)) || (isOdd(tag) && /[A-Za-z]{4}/.test(part));
      if (counts && !kinds.has(tag) && (isPerson || !harmless.some((text) => text.includes(part)))) found.add(part);
    }
  }
  // Words of a test's made-up name that are words of our own codes, or of the made-up maker.
  for (const kept of ['Patient', 'REMOVED', context.subjectId, ...[...found].filter((value) => makers.some((text) => text.includes(value)))]) found.delete(kept);
  return found;
}

function occurs(bytes: Buffer, value: string): boolean {
  const needle = Buffer.from(value, 'latin1');
  for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) {
    const before = at === 0 ? '' : String.fromCharCode(bytes[at - 1] ?? 0);
    const after = String.fromCharCode(bytes[at + needle.length] ?? 0);
    if (!word.test(before) && !word.test(after)) return true;
  }
  return false;
}

const files = root === undefined ? [] : (JSON.parse(readFileSync(path.join(root, 'manifest.json'), 'utf8')) as { files: { path: string }[] }).files;

/** Runs one file at a time, so that the corpus is never in memory as a whole. */
function forEachFile(check: (file: Checked) => void): void {
  for (const { path: name } of files) {
    const source = readFileSync(path.join(root ?? '', name));
    check({ name, source, original: open(source), result: deidentify(source, context) });
  }
}

const geometryOf = ({ record }: ReadInstance) => ({
  ...record, sopInstanceUid: '', dicomStudyUid: '', seriesUid: '', frameOfReferenceUid: '', patientId: '', patientName: '', identifying: null, studyDate: null, seriesDate: null, acquisitionDate: null, contentDate: null,
  studyDescription: '', seriesDescription: '', contrast: null,
  // The time of a phase may carry a date, which moves.
  frames: record.frames.map(({ bytes, phase, ...frame }) => ({ ...frame, phase: phase.map((part, index) => (index === 4 ? part.replace(/^\d{8}(?=\d{6})|^NaN$/, '').replace(/^000000$/, '') : part)), bytes: bytes.map(({ length }) => length) })),
  findings: record.findings.filter(({ code }) => !/^(TXT|IMP-0[457]|IMP-13|TS-02|DAT)/.test(code)),
});

const framesEqual = (a: Opened, b: Opened): boolean => a.file.record.frames.every((frame, index) =>
  readFrame(a.file.header.source, frame.bytes).equals(readFrame(b.file.header.source, b.file.record.frames[index]?.bytes ?? [])));

describe.skipIf(root === undefined)('de-identification of every corpus file', () => {
  it('never throws, leaks nothing, and leaves geometry and pixels as they were', () => {
    const wrong: string[] = [];
    const kinds: Record<string, number> = {};
    const uids = new Map<string, string>();
    forEachFile(({ name, source, original, result }) => {
      const kind = result.kind === 'done' ? 'done' : `${result.kind} ${result.code}`;
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      const complain = (what: string): void => { wrong.push(`${name}: ${what}`); };
      if (result.kind === 'refused') {
        if (original !== null && original.record.pixels !== null && !/DEID-0[34]/.test(result.code)) complain(`opens, but was refused: ${result.reason}`);
        if (/[^\x20-\x7e×]/.test(result.reason)) complain('a reason with odd characters');
        return;
      }
      const again = open(result.bytes);
      if (original === null) return;
      // An image without pixel data whose header ends early counts as cut off, and the markers are where this header ended.
      if (again === null) { if (original.record.pixels !== null) complain('the output does not open'); return; }
      const header = Buffer.from(result.bytes).subarray(0, again.header.pixelElement === null ? undefined : again.header.transferSyntaxUid.endsWith('.99') ? undefined : again.header.pixelElement.dataOffset);
      const searched = again.header.transferSyntaxUid.endsWith('.99') ? again.header.source.read(0, again.header.pixelElement?.dataOffset ?? again.header.source.size) : header;
      for (const value of identifyingValues(original)) if (occurs(searched, value)) complain(`"${value}" is still there`);
      for (const value of identifyingValues(original)) if (JSON.stringify(result.report).includes(JSON.stringify(value).slice(1, -1)) && !/^[a-z ]+$/i.test(value)) complain(`"${value}" is in the report`);
      const [before, after] = [geometryOf(original), geometryOf(again)];
      // A number or code that is none ("NaN", "abc") may be anything and goes; the image then has no spacing where it had a wrong one. A number that is the patient's goes too.
      const wasWrong = before.findings.some(({ code }) => code === 'GEO-03' || code === 'GEO-09');
      if (wasWrong && (after.measuringOff !== null) === (before.measuringOff !== null)) Object.assign(after, { spacingSource: before.spacingSource, spacingReason: before.spacingReason, measuringOff: before.measuringOff, findings: before.findings });
      if (String(before.seriesNumber) === original.record.patientId) Object.assign(after, { seriesNumber: before.seriesNumber });
      if (!isUid(before.sopClassUid)) Object.assign(after, { sopClassUid: before.sopClassUid });
      for (const key of Object.keys(before) as (keyof typeof before)[]) if (JSON.stringify(before[key]) !== JSON.stringify(after[key])) complain(`${key}: ${JSON.stringify(before[key])?.slice(0, 200)} became ${JSON.stringify(after[key])?.slice(0, 200)}`);
      if (!framesEqual({ file: original, bytes: source }, { file: again, bytes: Buffer.from(result.bytes) })) complain('pixels differ');
      for (const key of ['dicomStudyUid', 'seriesUid', 'sopInstanceUid', 'frameOfReferenceUid'] as const) {
        const [from, to] = [original.record[key] ?? '', again.record[key] ?? ''];
        if (from === '' || isUid(from) === false ? /^[\d.]*$/.test(to) === false : to !== remapUid(context.secret, from)) complain(`${key} is not the new UID of the old one`);
        if (from !== '') { if ((uids.get(to) ?? from) !== from) complain(`${key} is shared by two`); uids.set(to, from); }
      }
      for (const key of ['studyDate', 'seriesDate', 'acquisitionDate', 'contentDate'] as const) {
        const [from, to] = [original.record[key], again.record[key]];
        if (from !== null && to?.replaceAll('-', '') !== shiftDate(from.replaceAll('-', ''), shiftDays)) complain(`${key} ${from} became ${to}`);
      }
      if (again.record.patientId !== context.subjectId || again.record.patientName !== context.subjectId || (again.record.identifying ?? []).length > 0) complain('is not the subject');
    });
    expect(wrong).toEqual([]);
    expect(kinds['done']).toBeGreaterThan(700);
  }, 120_000);
});
