/** Sign, lock, amend: what is signed stays readable and unchanged, whatever is tried. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalJson, findingKey, type Json } from '../../src/common/index.ts';
import type { SignedVersionReply, SubjectCaseReply } from '../../src/api/wire.ts';
import { bench, measured, reader, studyWithSubject } from './harness.ts';
import { oneReader } from './readBench.ts';
import { password } from './windows.ts';

/** Baseline of one target and one non-target, read and signed. */
async function signedBaseline() {
  const stage = await oneReader();
  const { at } = stage;
  const target = await at.target(40);
  const nonTarget = await at.nonTarget();
  await at.answerAll();
  const signed = await at.sign(0, password);
  expect(signed.reason, signed.message).toBe('ok');
  const follow = async (index: number, mm: number): Promise<void> => {
    await at.record(target, index, at.drawn(index, mm));
    await at.record(nonTarget, index, { state: 'status', status: 'present' });
    await at.answerAll();
  };
  const version = async (index: number, number: number) => (await at.window.send('GET', `/timepoint/signed?subject=${stage.subjectId}&timepoint=${await at.timepoint(index)}&version=${number}`)).body as SignedVersionReply;
  return { ...stage, target, nonTarget, signed, follow, version };
}

test('on a personal workstation a signature first asks for accounts, and nothing is signed', async () => {
  const b = bench();
  const { subjectId, series, case: read } = studyWithSubject(b);
  const timepointId = read().case.timepoints[0]?.id ?? '';
  b.services.lesions.place(reader, { subjectId, expectedRevision: null }, { timepointId, role: 'target', organ: 'liver', kind: 'nonNodal', description: '', group: false, assessment: measured(series['bl'] ?? '', 'bl', 3, 30, 12) });
  const { status, body } = await b.post<{ error: { code: string; reason: string } }>('/api/timepoint/sign', { subjectId, expectedRevision: read().case.revision, timepointId, meaning: 'assessed', password: '' });
  expect([status, body.error.code, body.error.reason]).toEqual([422, 'refused', 'accountNeeded']);
  expect(read().case.signOffs).toEqual({});
  b.close();
});

test('a signature names its signer, freezes the result, and its hash is that of the facts that can be read again', async () => {
  const { at, b, follow, version } = await signedBaseline();
  await follow(1, 24);
  const { reply } = await at.sign(1, password);
  const tp1 = await at.timepoint(1);
  expect(reply.case.signOffs[tp1]).toMatchObject({
    state: 'signed', version: 1, signed: { signer: 'Dr Ada First', meaning: 'assessed', sumMm: 24, result: { overall: 'PR', sum: 24, target: 'PR' }, amendmentReason: null }, versions: [{ version: 1 }],
  });
  const kept = await version(1, 1);
  const { engineInput, parameters, protocolVersion, records } = kept.content;
  expect(createHash('sha256').update(canonicalJson({ engineInput, parameters, protocolVersion, records } as unknown as Json)).digest('hex')).toBe(kept.contentHash);
  expect(kept.content.records).toMatchObject({ timepoint: { label: 'TP1' }, assessments: { [reply.case.lesions[0]?.id ?? '']: { state: 'measured', longAxisMm: 24 } } });
  expect(kept.content.result).toEqual(reply.case.signOffs[tp1]?.signed?.result);
  expect(b.store.compareProjections()).toBeNull();
  expect(b.store.verifyChain().fault).toBeNull();
  b.close();
});

test('a wrong password signs nothing; what is open is named, one by one', async () => {
  const { at, b, target, nonTarget } = await signedBaseline();
  const before = await at.look();
  expect((await at.sign(1, 'not the password')).reason).toBe('wrongPassword');
  const open = await at.sign(1, password);
  expect([open.reason, open.message]).toEqual(['notReady', expect.stringContaining('Still to assess: T1, N1.')]);
  expect((await at.sign(2, password)).message).toContain('Sign TP1 first');
  expect(await at.look()).toEqual(before);
  await at.record(target, 1, at.drawn(1, 70));
  await at.record(nonTarget, 1, { state: 'status', status: 'present' });
  const warned = await at.sign(1, password);
  expect(warned.message).toMatch(/Q-F04 needs a reason: TP1: T1/);
  const warning = (await at.look()).findings.find((one) => one.code === 'Q-F04');
  await at.command('/check/give-reason', { findingKey: warning ? findingKey(warning) : '', reason: 'Same lesion, seen on both' });
  await at.answerAll();
  expect((await at.sign(1, password)).reason).toBe('ok');
  b.close();
});

test('a blocking check stops the signature until it is mended or accepted as a deviation', async () => {
  const { at, b } = await oneReader();
  await at.target(7);
  await at.answerAll().catch(() => undefined);
  const found = (await at.look()).findings.find((one) => one.code === 'Q-B03');
  const key = found ? findingKey(found) : '';
  await at.command('/check/give-reason', { findingKey: key, reason: '' });
  expect((await at.sign(0, password)).message).toContain('Q-B03: ');
  await at.command('/check/give-reason', { findingKey: key, reason: 'Agreed with the sponsor' });
  expect((await at.sign(0, password)).reason).toBe('ok');
  b.close();
});

test('every change of a signed timepoint is refused and leaves no trace; the next one can be read', async () => {
  const { at, b, target, nonTarget, follow, series, subjectId, studyId } = await signedBaseline();
  await follow(1, 30);
  await at.sign(1, password);
  const tp1 = await at.timepoint(1);
  const tp0 = await at.timepoint(0);
  const before = await at.look();
  const tries: readonly (readonly [string, object])[] = [
    ['/assessment/record', { lesionId: target, timepointId: tp1, assessment: { state: 'absent' } }],
    ['/assessment/clear', { lesionId: nonTarget, timepointId: tp1 }],
    ['/lesion/edit', { lesionId: target, description: 'other' }],
    ['/lesion/edit', { lesionId: nonTarget, organ: 'lung' }],
    ['/lesion/remove', { lesionId: nonTarget }],
    ['/lesion/place', { timepointId: tp0, role: 'nonTarget', organ: 'lung', kind: 'nonNodal', description: '' }],
    ['/lesion/place', { timepointId: tp1, role: 'new', organ: 'lung', kind: 'nonNodal', description: '', assessment: { state: 'newLesion', status: 'unequivocal' } }],
    ['/lesion/treat', { lesionId: target, treatment: { kind: 'resected', from: tp1 } }],
    ['/timepoint/override', { timepointId: tp1, component: 'overall', value: 'SD', reason: 'x' }],
    ['/timepoint/override', { timepointId: tp1, component: 'overall', value: 'PD', reason: 'x' }],
    ['/timepoint/set-marker', { timepointId: tp1, marker: { status: 'normal' } }],
    ['/timepoint/set-performed', { timepointId: tp1, performed: false }],
    ['/key-image/add', { timepointId: tp1, seriesId: series[1], sopInstanceUid: '1.2.826.0.1.fu1.3', frameNumber: 1, caption: '' }],
    ['/subject/undo', {}],
    ['/timepoint/sign', { timepointId: tp1, meaning: 'assessed', password }],
  ];
  const reasons = [];
  for (const [path, body] of tries) reasons.push(`${path} ${(await at.command(path, body)).reason}`);
  expect(reasons.filter((one) => !/ (signed|alreadySigned|nothingToUndo|hasRecords|R-136|sameAsComputed)$/.test(one))).toEqual([]);
  expect(await at.look()).toEqual(before);
  // New images would change the date and the place of what was signed.
  const assign = () => b.services.assignments.assign(reader, studyId, [{ seriesId: series[3] as never, subjectId: subjectId as never, newSubjectCode: null, timepointIndex: 1 }]);
  expect(assign).toThrow(/TP1 is signed/);
  await follow(2, 30);
  expect((await at.sign(2, password)).reason).toBe('ok');
  b.close();
});

test('an amendment opens version 2 with its reason and leaves version 1 readable; what follows from it and no longer fits is said', async () => {
  const { at, b, target, follow, version } = await signedBaseline();
  await follow(1, 30);
  await at.sign(1, password);
  await follow(2, 32);
  await at.sign(2, password);
  const [tp1, tp2] = [await at.timepoint(1), await at.timepoint(2)];
  expect((await at.amend(1, ' ')).reason).toBe('noReason');
  expect((await at.amend(3, 'x')).reason).toBe('notSigned');
  const opened = await at.amend(1, 'Wrong phase measured');
  expect(opened.reply.case.signOffs[tp1]).toMatchObject({ state: 'amending', version: 2, amendment: { reason: 'Wrong phase measured', by: 'Dr Ada First' }, signed: { version: 1 } });
  expect((await at.amend(1, 'again')).reason).toBe('notSigned');
  expect((await at.command('/subject/undo', {})).reason).toBe('nothingToUndo');

  await at.record(target, 1, at.drawn(1, 24));
  const differing = (await at.look()).findings.filter((one) => one.code === 'SIG-01');
  expect(differing.map((one) => [one.at?.['timepointId'], one.message])).toEqual([[tp2, expect.stringMatching(/^TP2 was signed as SD, sum 32\.0 mm; the engine now says PD, sum 32\.0 mm\. What it rests on was changed/)]]);
  await at.answerAll();
  const again = await at.sign(1, password);
  expect(again.reason, again.message).toBe('ok');
  expect(again.reply.case.signOffs[tp1]).toMatchObject({ state: 'signed', version: 2, versions: [{ version: 1, sumMm: 30, result: { overall: 'SD' } }, { version: 2, sumMm: 24, amendmentReason: 'Wrong phase measured', result: { overall: 'PR' } }] });
  expect((await version(1, 1)).content.records.assessments[target]).toMatchObject({ longAxisMm: 30 });
  expect((await version(1, 2)).content.records.assessments[target]).toMatchObject({ longAxisMm: 24 });
  expect((await at.window.tries('GET', `/timepoint/signed?subject=${(await at.look()).case.subjectId}&timepoint=${tp1}&version=3`))).toBe('version');
  // The disagreement was answered with a reason although TP2 is signed and stays so.
  expect((await at.look()).case.signOffs[tp2]?.state).toBe('signed');
  b.close();
});

test('R-620: a subject without disease is read by signing it: NED until a new lesion', async () => {
  const { at, b } = await oneReader({ params: { measurableDiseaseRequired: false } });
  expect((await at.sign(0, password)).reason).toBe('ok');
  const signed = await at.sign(1, password);
  expect(signed.reply.case.signOffs[await at.timepoint(1)]?.signed?.result).toMatchObject({ overall: 'NED', target: 'NA', nonTarget: 'NA' });
  await at.newLesion(2, 'unequivocal');
  expect((await at.look()).result?.timepoints.map((one) => one.overall)).toEqual(['NED', 'PD']);
  b.close();
});

test('two windows sign at once: one signature, the other is told that the facts moved', async () => {
  const { at, b, subjectId } = await signedBaseline();
  const { case: subject } = (await at.look()) as SubjectCaseReply;
  void subject;
  const follow = async () => {
    const now = await at.look();
    for (const lesion of now.case.lesions) await at.record(lesion.id, 1, lesion.role === 'target' ? at.drawn(1, 38) : { state: 'status', status: 'present' });
    await at.answerAll();
  };
  await follow();
  const { revision } = (await at.look()).case;
  const body = { subjectId, expectedRevision: revision, timepointId: await at.timepoint(1), meaning: 'assessed', password };
  const answers = await Promise.all([at.window.tries('POST', '/timepoint/sign', body), at.window.tries('POST', '/timepoint/sign', body)]);
  expect(answers.sort()).toEqual(['ok', 'revisionMoved']);
  expect((await at.look()).case.signOffs[await at.timepoint(1)]?.versions).toHaveLength(1);
  b.close();
});
