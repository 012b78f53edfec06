/** What writers of an export need besides facts: pictures of key images, and what the headers of images say. From the store's own files; nothing is asked of a window. */
import { closeSync } from 'node:fs';
import { isNadirError, type SeriesId } from '../common/index.ts';
import { fileSource, openRegular, readTexts, type InstanceRecord, type TextTag } from '../dicom/index.ts';
import type { StudyAnalysisReply } from '../casefile/index.ts';
import type { ExportPorts, ExportStudy, ImageHeader } from '../exchange/index.ts';
import type { ImagePlane } from '../geometry/index.ts';
import type { RequestContext, SeriesSource } from '../services/index.ts';
import { blobPath } from '../store/index.ts';
import type { Core } from './core.ts';
import { reportFonts } from './figurePictures/reportFonts.ts';
import { renderKeyImage } from './keyImagePicture/index.ts';
import type { DecodePool } from './volumeSource.ts';
import { createPool, decoderCount } from './workers/pool.ts';

/** Patient, study, trial, equipment and image attributes that other objects of the same patient copy (PS3.3 C.7.1.1, C.7.2.1, C.7.1.3, C.12.1). */
const copied: Readonly<Record<string, TextTag>> = {
  ImageType: ['00080008', 'CS'], StudyDate: ['00080020', 'DA'], SeriesDate: ['00080021', 'DA'], AcquisitionDate: ['00080022', 'DA'], ContentDate: ['00080023', 'DA'], StudyTime: ['00080030', 'TM'], AccessionNumber: ['00080050', 'SH'],
  InstitutionName: ['00080080', 'LO'], ReferringPhysicianName: ['00080090', 'PN'], StudyDescription: ['00081030', 'LO'], SeriesDescription: ['0008103e', 'LO'],
  PatientName: ['00100010', 'PN'], PatientID: ['00100020', 'LO'], IssuerOfPatientID: ['00100021', 'LO'], PatientBirthDate: ['00100030', 'DA'], PatientSex: ['00100040', 'CS'], PatientAge: ['00101010', 'AS'],
  ClinicalTrialSponsorName: ['00120010', 'LO'], ClinicalTrialProtocolID: ['00120020', 'LO'], ClinicalTrialProtocolName: ['00120021', 'LO'], ClinicalTrialSiteID: ['00120030', 'LO'], ClinicalTrialSiteName: ['00120031', 'LO'],
  ClinicalTrialSubjectID: ['00120040', 'LO'], ClinicalTrialSubjectReadingID: ['00120042', 'LO'], ClinicalTrialTimePointID: ['00120050', 'LO'],
  PatientIdentityRemoved: ['00120062', 'CS'], DeidentificationMethod: ['00120063', 'LO'], LongitudinalTemporalInformationModified: ['00280303', 'CS'],
  StudyID: ['00200010', 'SH'], SeriesNumber: ['00200011', 'IS'], InstanceNumber: ['00200013', 'IS'], FrameOfReferenceUID: ['00200052', 'UI'],
};

/** Series kept open one after another: an export goes from subject to subject. */
const seriesKept = 8;

/** `Null` from a port: the images are not in this database (imaged elsewhere, or discarded). Errors: unreadable, storage. */
export function createExportPorts(core: Core, context: RequestContext, pool: DecodePool): ExportPorts {
  const kept = new Map<string, SeriesSource>();
  const sourceOf = (seriesId: SeriesId): SeriesSource => {
    const known = kept.get(seriesId) ?? core.services.series.source(seriesId);
    kept.delete(seriesId);
    kept.set(seriesId, known);
    const [oldest] = kept.keys();
    if (kept.size > seriesKept && oldest !== undefined) kept.delete(oldest);
    return known;
  };
  return {
    picture: (request) => orNull(async () => renderKeyImage(sourceOf(request.seriesId), pool, request)),
    image: (seriesId, sopInstanceUid) => orNull(async () => { const source = sourceOf(seriesId); return headerOf(source, sopInstanceUid ?? source.stack.images.slices[0]?.sopInstanceUid ?? ''); }),
    fonts: reportFonts,
    analysis: (study) => analysisOf(core, context, study),
  };
}

async function orNull<Result>(read: () => Promise<Result>): Promise<Result | null> {
  try {
    return await read();
  } catch (cause) {
    if (isNadirError(cause) && cause.code === 'notFound') return null;
    throw cause;
  }
}

/** Null where a study has nothing that its figures could show, or somebody may not see them. */
async function analysisOf({ services }: Core, context: RequestContext, { studyId, cutOff, protocol }: ExportStudy): Promise<StudyAnalysisReply | null> {
  try {
    return await services.analysis.study(context, studyId, { ...(cutOff === null ? {} : { cutoff: cutOff }), by: (protocol.design?.arms.length ?? 0) > 1 ? 'arm' : 'none' });
  } catch (cause) {
    if (isNadirError(cause) && cause.code === 'refused') return null;
    throw cause;
  }
}

function headerOf({ instances, blobRoot }: SeriesSource, sopInstanceUid: string): ImageHeader | null {
  const instance = instances.get(sopInstanceUid);
  return instance ? imageHeader(instance, blobPath(blobRoot, instance.sha256)) : null;
}

/** What writers must know of one image; its texts are read from the file. Null when the file is gone. Errors: unreadable. */
export function imageHeader(instance: InstanceRecord, file: string): ImageHeader | null {
  const descriptor = openRegular(file);
  if (descriptor === null) return null;
  try {
    return {
      sopClassUid: instance.sopClassUid, sopInstanceUid: instance.sopInstanceUid, seriesUid: instance.seriesUid, studyUid: instance.dicomStudyUid, modality: instance.modality,
      rows: instance.pixels?.rows ?? 0, columns: instance.pixels?.columns ?? 0,
      planes: instance.frames.map(({ position, orientation, spacingMm }): ImagePlane | null =>
        position && orientation && spacingMm ? { origin: position, rowDirection: orientation.row, columnDirection: orientation.column, rowSpacingMm: spacingMm[0], columnSpacingMm: spacingMm[1] } : null),
      rescale: instance.frames.map(({ rescaleSlope, rescaleIntercept }) => ({ slope: rescaleSlope, intercept: rescaleIntercept })), hasModalityTable: instance.modalityLut !== undefined,
      valueUnit: instance.valueUnit ?? (instance.modality === 'CT' ? 'HU' : ''), photometric: instance.pixels?.photometric ?? '',
      values: readTexts(fileSource(descriptor), copied),
    };
  } finally {
    closeSync(descriptor);
  }
}

/** Runs an export with its ports and ends their threads, whatever happens. Threads start when the first picture is drawn. */
export async function withExportPorts<Result>(core: Core, context: RequestContext, work: (ports: ExportPorts) => Promise<Result>): Promise<Result> {
  const pool: DecodePool = createPool('decode.worker.ts', decoderCount());
  try {
    return await work(createExportPorts(core, context, pool));
  } finally {
    await pool.close();
  }
}
