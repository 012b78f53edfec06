/** The real handler over a real store, with synthetic stacks instead of files and small ports instead of a host. */
import { v7 as uuidv7 } from 'uuid';
import { roles } from '../../src/accounts/index.ts';
import { createApp, createEventHub, type EventHub, type HostPorts } from '../../src/api/index.ts';
import type { SubjectCaseReply } from '../../src/api/wire.ts';
import { asId, NadirError, type Clock, type IsoDate, type JobId } from '../../src/common/index.ts';
import type { SeriesStack, StoredInstance } from '../../src/dicom/index.ts';
import { createServices, templates, type RequestContext, type Services } from '../../src/services/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';

export const reader: RequestContext = { actor: 'r.reader', accountId: null, roles, role: 'reader' };

/** A clock that moves a second with every look. */
export function steppingClock(start = Date.UTC(2026, 11, 1)): Clock {
  let now = start;
  return { nowIso: () => new Date((now += 1000)).toISOString(), monotonicMs: () => now };
}

/** 100 × 100 pixels of 1 mm × 1 mm in an axial plane; slice z is at z mm. */
export function stack(patientId: string, name: string, date: string | null, over: Partial<SeriesStack['summary']> = {}, slices = 10): SeriesStack {
  const seriesUid = `1.2.826.0.1.${name}`;
  const dicomStudyUid = `1.2.826.0.2.${patientId}.${date ?? 'none'}`;
  return {
    stackKey: `${dicomStudyUid}/${seriesUid}`, dicomStudyUid, seriesUid, patientId, patientName: `${patientId}^Synthetic`, studyDescription: '', transferSyntaxUid: '1.2.840.10008.1.2.1', hidden: false,
    summary: {
      seriesUid, dicomStudyUid, modality: 'CT', number: 2, description: `Thorax ${name}`, date: date as IsoDate | null, kernel: null, contrast: null, rows: 100, columns: 100, slices,
      spacingMm: [1, 1, 1], spacingSource: 'PixelSpacing', spacingReason: 'PixelSpacing: distance between pixels in the patient.', sliceThicknessMm: 1, frameOfReferenceUid: '1.2.3', measuringOff: null, findings: [], ...over,
    },
    images: {
      rowDirection: [1, 0, 0], columnDirection: [0, 1, 0], frameOfReferenceUid: '1.2.3', photometric: 'MONOCHROME2', pixels: { type: 'int16', samples: 1, bytesPerSlice: 20000 },
      windows: [], paddingValue: null,
      slices: Array.from({ length: slices }, (_, z) => ({ sopInstanceUid: `${seriesUid}.${z}`, frameNumber: 1, instanceNumber: z + 1, origin: [0, 0, z] as const, positionMm: z, rescaleSlope: 1, rescaleIntercept: -1024 })),
    },
  };
}

const sha = (text: string): string => Array.from({ length: 64 }, (_, i) => ((text.charCodeAt(i % text.length) * 31 + i) % 16).toString(16)).join('');

export const instancesOf = (one: SeriesStack): StoredInstance[] => one.images.slices.map((slice) => ({
  sopInstanceUid: slice.sopInstanceUid, sopClassUid: '1.2.840.10008.5.1.4.1.1.2', dicomStudyUid: one.dicomStudyUid, seriesUid: one.seriesUid, patientId: one.patientId,
  sha256: sha(slice.sopInstanceUid), bytes: 20000, sourcePath: `${slice.sopInstanceUid}.dcm`,
}) as unknown as StoredInstance);

/** A calliper along x on slice z, its short axis along y through the middle. */
export function caliper(seriesId: string, name: string, z: number, longMm: number, shortMm: number | null, provisional = false) {
  return {
    seriesId, sopInstanceUid: `1.2.826.0.1.${name}.${z}`, frameNumber: 1, longAxis: [[20, 50, z], [20 + longMm, 50, z]] as [[number, number, number], [number, number, number]],
    shortAxis: shortMm === null ? null : [[20 + longMm / 2, 50 - shortMm / 2, z], [20 + longMm / 2, 50 + shortMm / 2, z]] as [[number, number, number], [number, number, number]],
    shortAxisProvisional: provisional, renderer: 'cpu' as const,
  };
}

export const measured = (seriesId: string, name: string, z: number, longMm: number, shortMm: number | null = null) => ({
  state: 'measured' as const, caliper: caliper(seriesId, name, z, longMm, shortMm), claimedLongMm: longMm, claimedShortMm: shortMm,
});

const unused = (name: string) => (): never => {
  throw new NadirError('notFound', `${name} is not part of this test.`, { reason: 'port' });
};

export function ports(over: Partial<HostPorts> = {}): HostPorts {
  return {
    version: '0.0.0-test', shell: 'test', canChooseFolder: false, demo: () => ({ state: 'absent', jobId: null, message: '' }), createDemo: unused('demo'), createTrial: unused('demo'), volume: unused('volume'),
    thumbnail: unused('thumbnail'), beginUpload: unused('upload'), putUpload: unused('upload'), chooseImport: unused('dialog'), startImport: unused('import'),
    importOutcome: unused('import'), job: unused('job'), cancelJob: unused('job'), keyStatus: unused('keys'), unlockKeys: unused('keys'), lockKeys: unused('keys'), protectKeys: unused('keys'),
    loadEnrolment: unused('keys'), exportKeys: unused('keys'), destroyKeys: unused('keys'), quarantined: unused('quarantine'), quarantinedImage: unused('quarantine'),
    checkExport: unused('export'), startExport: unused('export'), exportResult: unused('export'), exportBytes: unused('export'),
    backupState: unused('backups'), backupOverview: unused('backups'), setBackupPlan: unused('backups'), runBackup: unused('backups'), releaseQuarantined: unused('quarantine'), discardQuarantined: unused('quarantine'), ...over,
  };
}

export type Bench = {
  readonly store: Store; readonly services: Services; readonly hub: EventHub; readonly incidents: unknown[];
  get<T>(path: string): Promise<{ status: number; body: T }>;
  post<T>(path: string, body: unknown): Promise<{ status: number; body: T }>;
  fetch(request: Request): Promise<Response>;
  close(): void;
};

export function bench(options: { dataFolder?: string; blobRoot?: string; ports?: Partial<HostPorts>; clock?: Clock } = {}): Bench {
  const clock = options.clock ?? steppingClock();
  const store = openStore({ dataFolder: options.dataFolder ?? ':memory:', blobRoot: options.blobRoot ?? '/nonexistent', programVersion: '0.0.0-test', nowIso: clock.nowIso(), exclusive: false });
  const hub = createEventHub();
  const services = createServices({ store, clock, newId: uuidv7, programVersion: '0.0.0-test', notify: (change) => hub.publish(change) });
  const incidents: unknown[] = [];
  const app = createApp({ services, ports: ports(options.ports), hub, localUser: reader, sessionCookie: 'nadir-account', log: (_incident, error) => incidents.push(error) });
  const call = async <T>(request: Request): Promise<{ status: number; body: T }> => {
    const response = await app.fetch(request);
    const text = await response.text();
    return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
  };
  return {
    store, services, hub, incidents,
    get: (path) => call(new Request(`http://nadir.local${path}`)),
    post: (path, body) => call(new Request(`http://nadir.local${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })),
    fetch: async (request) => app.fetch(request),
    close: () => {
      hub.close();
      store.close();
    },
  };
}

/** A study without visits, with subject S-001, baseline and TP1 with one series each ("bl", "fu"). */
export function studyWithSubject(b: Bench, follow = ['2026-03-01']): { studyId: string; subjectId: string; series: Record<string, string>; case: () => SubjectCaseReply } {
  const { visits: _visits, ...protocol } = templates.phase2.protocol;
  const study = b.services.studies.create(reader, { code: `TRIAL-${Math.random().toString(36).slice(2, 8)}`, title: 'Trial', template: 'phase2', protocol });
  const sink = b.services.importSink(reader, study.id);
  const stacks = [stack('S-001', 'bl', '2026-01-05'), ...follow.map((date, i) => stack('S-001', i === 0 ? 'fu' : `fu${i + 1}`, date))];
  const series: Record<string, string> = {};
  for (const one of stacks) {
    sink.add(instancesOf(one));
    const [id] = sink.putStacks(one.dicomStudyUid, one.seriesUid, [one]);
    series[one.seriesUid.split('.').at(-1) ?? ''] = id ?? '';
  }
  const proposals = b.services.assignments.unassigned(study.id);
  const [subjectId] = b.services.assignments.assign(reader, study.id, proposals.map((one) => ({
    seriesId: one.series.id, subjectId: null, newSubjectCode: one.subject?.code ?? '', timepointIndex: one.timepoint?.index ?? -1,
  })));
  return { studyId: study.id, subjectId: subjectId ?? '', series, case: () => b.services.readCase(subjectId ?? '') };
}

export const jobId = asId<JobId>('job-1');
