/** One file through the confidentiality profile: refuse, walk, mark, write (interoperability 5.2). */
import { ageAt, localDateTime } from './dates.ts';
import { identifiersOf } from './identifiers.ts';
import { appliedCodes, markersOf, unusable } from './markers.ts';
import type { DeidentifyContext, DeidentifyReport, DeidentifyResult } from './model.ts';
import { pixelsToWrite } from './pixels.ts';
import { readFile, Unreadable, type DicomFile } from './read.ts';
import { isEnhancedClass } from './rules.ts';
import { noticesOf, quarantineReasons, refusal, sopClassOf } from './screening.ts';
import { newTally, type Tally } from './tally.ts';
import { wordSet } from './text.ts';
import { find, pixelTags, textAt, unsignedAt, valueOf, type Element } from './tree.ts';
import { isUid, remapUid } from './uids.ts';
import { walkFile, type Pass } from './walk.ts';
import { writeFile } from './write.ts';

/**
 * De-identifies the bytes of one DICOM file by the study's profile and gives the new file in the same transfer syntax. Pixel data, geometry, calibration,
 * rescale and windowing stay byte for byte. Throws nothing: what cannot be read or cleaned is `refused`, what a person must look at first is `quarantine`
 * with the cleaned bytes. Codes and reasons hold no value of the source.
 */
export function deidentify(file: Uint8Array, context: DeidentifyContext): DeidentifyResult {
  try {
    const wrong = unusable(context);
    if (wrong !== null) return { kind: 'refused', code: 'DEID-06', reason: wrong };
    const source = readFile(file);
    const refused = refusal(source);
    if (refused !== null) return { kind: 'refused', ...refused };
    const reasons = quarantineReasons(source);
    const cleaned = clean(source, context);
    const [first] = reasons;
    if (first === undefined) return { kind: 'done', ...cleaned };
    return { kind: 'quarantine', code: first.code, reason: reasons.map(({ reason }) => reason).join(' '), ...cleaned };
  } catch (cause) {
    if (cause instanceof Unreadable) return { kind: 'refused', code: cause.code, reason: cause.message };
    return { kind: 'refused', code: 'DEID-09', reason: 'File is damaged: it cannot be de-identified.' };
  }
}

function clean(source: DicomFile, context: DeidentifyContext): { readonly bytes: Uint8Array; readonly report: DeidentifyReport } {
  const { elements, encoding } = source;
  const sopClassUid = sopClassOf(source);
  const tally = newTally();
  const pass: Pass = {
    context, encoding, tally, identifiers: identifiersOf(elements), allowedWords: wordSet(context.profile.allowedWords), isEnhanced: isEnhancedClass(sopClassUid),
    signedPixels: unsignedAt(elements, 0x00280103, encoding) === 1,
    ownUids: new Set([0x00080018, 0x0020000d, 0x0020000e, 0x00200052].map((tag) => textAt(elements, tag)).filter((uid) => uid !== '')),
  };
  const walked = walkFile(elements, pass);
  const codes = appliedCodes(context, tally.keptSafePrivate);
  const written = new Map([...walked, ...ageFromBirth(source, context, walked, tally), ...markersOf(context, codes, encoding)].map((element) => [element.tag, element]));
  if (tally.nonAscii || isAnyNonAscii(context)) written.set(0x00080005, { tag: 0x00080005, vr: encoding.explicit ? 'CS' : '', content: { kind: 'value', bytes: Buffer.from('ISO_IR 192', 'latin1') } });
  const pixels = elements.find(({ tag }) => pixelTags.has(tag));
  if (pixels !== undefined) written.set(pixels.tag, pixelsToWrite(pixels, elements, encoding));
  const ordered = [...written.values()].sort((a, b) => a.tag - b.tag);
  const bytes = writeFile({ transferSyntaxUid: source.transferSyntaxUid, encoding, deflated: source.deflated, elements: ordered, sopClassUid: isUid(sopClassUid) ? sopClassUid : '', sopInstanceUid: instanceUid(source, ordered, context) });
  const { counts, removedDescriptors } = tally;
  return { bytes, report: { counts: { ...counts }, removedDescriptors: [...removedDescriptors].sort(), codes, notices: noticesOf(source) } };
}

/** MediaStorageSOPInstanceUID follows the data set's; a file that names its instance in the meta group only keeps it there. */
function instanceUid(source: DicomFile, ordered: readonly Element[], { profile, secret }: DeidentifyContext): string {
  const written = textAt(ordered, 0x00080018);
  if (written !== '' || source.metaSopInstanceUid === '') return written;
  return profile.options.uids && isUid(source.metaSopInstanceUid) ? source.metaSopInstanceUid : remapUid(secret, source.metaSopInstanceUid);
}

const isAnyNonAscii = ({ subjectId, timepointId, profile: { trial } }: DeidentifyContext): boolean =>
  [subjectId, timepointId, trial.sponsor, trial.protocolId, trial.siteId].some((text) => /[^\x20-\x7e]/.test(text));

/** PatientAge at the study, from the birth date that goes, where the source names no readable age and the profile keeps characteristics. */
function ageFromBirth(source: DicomFile, { profile }: DeidentifyContext, walked: readonly Element[], tally: Tally): readonly Element[] {
  if (!profile.options.patientCharacteristics || valueOf(walked, 0x00101010).length > 0) return [];
  const dates = [0x00080020, 0x00080021, 0x00080022, 0x00080023].map((tag) => textAt(source.elements, tag));
  const acquired = localDateTime(textAt(source.elements, 0x0008002a))?.date ?? '';
  const age = [...dates, acquired].map((date) => ageAt(textAt(source.elements, 0x00100030), date)).find((found) => found !== null);
  if (age === undefined || find(source.elements, 0x00100030) === undefined) return [];
  tally.counts.replaced += 1;
  return [{ tag: 0x00101010, vr: source.encoding.explicit ? 'AS' : '', content: { kind: 'value', bytes: Buffer.from(age, 'latin1') } }];
}
