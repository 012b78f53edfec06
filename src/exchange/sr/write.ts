/** DICOM objects of a study's reads: per timepoint a measurement report, and of every key image a secondary capture and a presentation state. */
import { isNadirError, NadirError } from '../../common/index.ts';
import type { ExportFile, ExportPorts, ExportRead, ExportStudy, ExportSubject } from '../model.ts';
import { fileNameOf } from '../package/fileName.ts';
import { keyImagePlans, pictureTexts, type KeyImagePlan, type Picture } from '../pictures.ts';
import { encodeObject, rleLossless } from './attributes.ts';
import { reportDocument } from './document.ts';
import { presentationStateOf, secondaryCaptureOf } from './keyImageObjects.ts';
import type { ReportOptions, ReportSource } from './report.ts';
import { rleOfRgb } from './rle.ts';
import { checkWritten } from './selfCheck.ts';
import { reportSource, reported } from './sources.ts';

/** px of a secondary capture's longer side: the callipers' labels can be read, and a study stays small. */
const captureSide = 768;

/** Errors: `unreadable` naming subject, timepoint and key image. */
async function drawn({ read, subject, timepoint }: ReportSource, plan: KeyImagePlan, ports: ExportPorts): Promise<Picture | null> {
  try {
    return await ports.picture({ ...plan, ...pictureTexts(read.case, timepoint, plan), around: null, longerSide: captureSide });
  } catch (cause) {
    throw isNadirError(cause) ? new NadirError(cause.code, `The image of ${plan.title}, subject ${subject.code}, cannot be drawn: ${cause.message}`, { reason: cause.reason, cause }) : cause;
  }
}

async function* keyImagesOf(source: ReportSource, folder: string, ports: ExportPorts): AsyncGenerator<ExportFile> {
  const { read, timepoint } = source;
  let number = 0;
  for (const plan of keyImagePlans(read.case, timepoint)) {
    const header = source.headers.get(plan.sopInstanceUid) ?? await ports.image(plan.seriesId, plan.sopInstanceUid);
    const picture = header && await drawn(source, plan, ports);
    if (!header || !picture) continue;
    number += 1;
    const order = timepoint.index * 1000 + number;
    const path = `${folder}-${fileNameOf(plan.id)}`;
    yield { path: `${path}-capture.dcm`, bytes: encodeObject(secondaryCaptureOf(source, header, plan, picture, rleOfRgb(picture.rgb, picture.width, picture.height), Math.round(order)), rleLossless) };
    const state = presentationStateOf(source, header, plan, Math.round(order));
    if (state) yield { path: `${path}-presentation.dcm`, bytes: encodeObject(state) };
  }
}

async function* objectsOf(study: ExportStudy, subject: ExportSubject, read: ExportRead, ports: ExportPorts, options: ReportOptions): AsyncGenerator<ExportFile> {
  for (const timepoint of reported(study, read)) {
    const found = await reportSource(study, subject, read, timepoint, ports);
    if (!found) continue;
    const folder = `sr/${fileNameOf(subject.code)}/${read.slot}`;
    const bytes = encodeObject(reportDocument(found.source, found.references, options));
    checkWritten(bytes, found.source);
    yield { path: `${folder}-TP${timepoint.index}-report.dcm`, bytes };
    yield* keyImagesOf(found.source, folder, ports);
  }
}

/** One timepoint after another, so that a large study never lies in memory whole. The same facts give the same bytes. Errors: those of the ports; `defect` where a report read back says something else. */
export async function* writeSr(study: ExportStudy, ports: ExportPorts): AsyncGenerator<ExportFile> {
  const options: ReportOptions = { viewerCompatible: study.config.srIdentifiers === 'viewers' };
  for (const subject of study.subjects) for (const read of subject.reads) yield* objectsOf(study, subject, read, ports, options);
}
