/** What becomes of lesions, responses by hand, reasons and key images: each accepted where the rules allow it, refused where they do not, and taken back by undo. */
import { describe, expect, test } from 'vitest';
import { findingKey } from '../../src/common/index.ts';
import type { BackdatingPreview } from '../../src/api/wire.ts';
import { oneReader } from './readBench.ts';

describe('split and merged lesions', () => {
  test('R-210: a split lesion counts its fragments; one that is not evaluable makes it so; a fragment too small counts 5 mm', async () => {
    const { at, b } = await oneReader();
    const lesionId = await at.target(40);
    const split = (...parts: object[]) => at.record(lesionId, 1, { state: 'split', parts });
    const first = await split(at.drawn(1, 12.3, 3), at.drawn(1, 9.4, 5), { state: 'tooSmall' });
    expect(first.reason, first.message).toBe('ok');
    expect(first.reply.result?.timepoints[0]).toMatchObject({ sum: 26.7, target: 'PR' });
    expect(first.reply.case.undo.what).toBe('T1 split in 3 at TP1');
    expect((await split(at.drawn(1, 12.3, 3), { state: 'notEvaluable', reason: 'obscured' })).reply.result?.timepoints[0]).toMatchObject({ sum: null, target: 'NE' });
    expect((await split(at.drawn(1, 12.3, 3))).reason).toBe('schema');
    // A fragment is measured like a lesion: what was shown must be what the points give.
    expect((await split(at.drawn(1, 12.3, 3), { ...at.drawn(1, 9.4, 5), claimedLongMm: 11 })).reason).toBe('lengthMismatch');
    expect((await at.record(lesionId, 0, { state: 'split', parts: [at.drawn(0, 12), at.drawn(0, 9, 5)] })).reason).toBe('baselineNotMeasured');
    b.close();
  });

  test('R-211: a merged lesion adds 0 and its lead counts; leads that lead back are refused', async () => {
    const { at, b } = await oneReader();
    const [one, two] = [await at.target(30, 'liver', 3), await at.target(20, 'liver', 5)];
    await at.record(one, 1, at.drawn(1, 45));
    const merged = await at.record(two, 1, { state: 'merged', mergedInto: one });
    expect(merged.reply.result?.timepoints[0]).toMatchObject({ sum: 45, target: 'SD' });
    expect(merged.reply.case.undo.what).toBe('T2 merged with T1 at TP1');
    expect((await at.record(one, 1, { state: 'merged', mergedInto: two })).reason).toBe('badLead');
    expect((await at.record(one, 1, { state: 'merged', mergedInto: one })).reason).toBe('badLead');
    expect((await at.record(one, 1, { state: 'merged', mergedInto: await at.nonTarget() })).reason).toBe('badLead');
    expect(merged.reply.findings.filter((one) => one.code === 'Q-F27').length).toBeGreaterThan(0);
    b.close();
  });
});

describe('treated lesions (R-214)', () => {
  test('from its timepoint on the lesion is not evaluable and nothing is left to assess; before it the records stay; undo takes it back', async () => {
    const { at, b } = await oneReader();
    const [one, two] = [await at.target(30, 'liver', 3), await at.target(20, 'lung', 5)];
    for (const index of [1, 2]) for (const [id, mm] of [[one, 28], [two, 19]] as const) await at.record(id, index, at.drawn(index, mm));
    const treatment = { kind: 'irradiated', from: await at.timepoint(2), date: '2026-04-01', planned: false, note: 'SBRT' };
    const treated = await at.command('/lesion/treat', { lesionId: two, treatment });
    expect(treated.reply.result?.timepoints.map((tp) => [tp.sum, tp.target])).toEqual([[47, 'SD'], [null, 'NE']]);
    expect(treated.reply.case.lesions[1]?.treated).toMatchObject({ kind: 'irradiated', note: 'SBRT' });
    expect((await at.record(two, 3, at.drawn(3, 19))).reason).toBe('treated');
    await at.record(one, 3, at.drawn(3, 28));
    const undone = await at.command('/subject/undo', {}).then(() => at.command('/subject/undo', {}));
    expect(undone.reply.result?.timepoints[1]).toMatchObject({ sum: 47 });
    // The protocol planned it: the lesion goes on being measured.
    expect((await at.command('/lesion/treat', { lesionId: two, treatment: { ...treatment, planned: true } })).reply.result?.timepoints[1]).toMatchObject({ sum: 47 });
    expect((await at.command('/lesion/treat', { lesionId: two, treatment: { ...treatment, from: await at.timepoint(0) } })).reason).toBe('treatedBaseline');
    b.close();
  });
});

describe('new lesions', () => {
  test('an equivocal finding is decided later; looking back is recorded where it was seen, never at baseline; progression moves back (R-507)', async () => {
    const { at, b } = await oneReader();
    const target = await at.target(30);
    for (const index of [1, 2, 3]) await at.record(target, index, at.drawn(index, 29));
    const finding = await at.newLesion(3, 'unequivocal');
    expect((await at.look()).result?.progression).toMatchObject({ date: '2026-07-01' });
    expect((await at.record(finding, 0, { state: 'newLesion', status: 'equivocal' })).reason).toBe('seenAtBaseline');

    const ask = async (status: string | null) => (await at.window.send('POST', '/lesion/preview', { subjectId: (await at.look()).case.subjectId, lesionId: finding, records: [{ timepointId: await at.timepoint(2), status }] })).body as BackdatingPreview;
    const before = await at.look();
    expect(await ask('equivocal')).toMatchObject({
      before: { progression: { date: '2026-07-01' } }, after: { progression: { date: '2026-05-01' } }, sentence: 'TP2 SD → PD; progression dated 2026-05-01 instead of 2026-07-01',
    });
    expect(await ask('dismissed')).toMatchObject({ sentence: 'Nothing changes' });
    expect(await at.look()).toEqual(before);

    const lookedBack = await at.record(finding, 2, { state: 'newLesion', status: 'equivocal' });
    expect(lookedBack.reply.result).toMatchObject({ progression: { date: '2026-05-01' }, timepoints: [{}, { overall: 'PD', overallAsRead: 'SD' }, {}] });
    b.close();
  });

  test('looking back is one command: equivocal since then, the whole of it taken back by one undo; not visible clears it; baseline had it dismisses it', async () => {
    const { at, b } = await oneReader();
    const target = await at.target(30);
    for (const index of [1, 2, 3]) await at.record(target, index, at.drawn(index, 29));
    const finding = await at.newLesion(3, 'unequivocal');
    const [baseline, tp1, tp2, tp3] = [await at.timepoint(0), await at.timepoint(1), await at.timepoint(2), await at.timepoint(3)];
    const look = async (seenSince: string | null, timepointId = tp3) => at.command('/lesion/look-back', { lesionId: finding, timepointId, seenSince });
    const since = await look(tp1);
    expect(since.reply.case.assessments[finding]).toMatchObject({ [tp1]: { status: 'equivocal' }, [tp2]: { status: 'equivocal' }, [tp3]: { status: 'unequivocal', lookBack: { seenSince: tp1 } } });
    expect(since.reply.result).toMatchObject({ progression: { date: '2026-03-01', timepointId: tp1 } });
    expect(since.reply.case.undo.what).toBe('X1 visible since TP1');
    const undone = await at.command('/subject/undo', {});
    expect(Object.keys(undone.reply.case.assessments[finding] ?? {})).toEqual([tp3]);
    expect(undone.reply.result?.progression).toMatchObject({ date: '2026-07-01' });
    await at.command('/subject/redo', {});
    const later = await look(tp2);
    expect(later.reply.result?.progression).toMatchObject({ date: '2026-05-01' });
    const never = await look(null);
    expect(never.reply.case.assessments[finding]).toEqual({ [tp3]: { ...never.reply.case.assessments[finding]?.[tp3], lookBack: { seenSince: null } } });
    expect((await look(tp3)).reason).toBe('lookBackLater');
    expect((await look(null, tp2)).reason).toBe('nothingToLookBackFor');
    expect((await at.command('/lesion/look-back', { lesionId: target, timepointId: tp3, seenSince: null })).reason).toBe('notNew');
    const old = await look(baseline);
    expect(old.reply.case.assessments[finding]?.[tp3]).toMatchObject({ status: 'dismissed', lookBack: { seenSince: baseline } });
    expect(old.reply.result?.progression ?? null).toBeNull();
    b.close();
  });

  test('resolving keeps the calliper and needs an equivocal record before; a non-target is decided the same way', async () => {
    const { at, b } = await oneReader();
    const target = await at.target(30);
    const nonTarget = await at.nonTarget();
    for (const index of [1, 2]) await at.record(target, index, at.drawn(index, 29));
    const { state: _state, ...drawn } = at.drawn(1, 8, 6);
    const placed = await at.command('/lesion/place', { timepointId: await at.timepoint(1), role: 'new', organ: 'lung', kind: 'nonNodal', description: '', assessment: { state: 'newLesion', status: 'equivocal', ...drawn } });
    const finding = placed.reply.ids['lesionId'] ?? '';
    const resolve = async (lesionId: string, index: number, as: string) => at.command('/lesion/resolve', { lesionId, timepointId: await at.timepoint(index), as, note: 'CT', excluded: ['technique', 'benign'] });
    const decided = await resolve(finding, 1, 'unequivocal');
    expect(decided.reply.case.assessments[finding]?.[await at.timepoint(1)]).toMatchObject({ status: 'unequivocal', longAxisMm: 8, note: 'CT', excluded: ['technique', 'benign'] });
    expect(decided.reply.result?.timepoints[0]).toMatchObject({ overall: 'PD' });
    expect((await resolve(finding, 1, 'dismissed')).reason).toBe('notEquivocal');

    expect((await resolve(nonTarget, 2, 'unequivocal')).reason).toBe('notEquivocal');
    await at.record(nonTarget, 1, { state: 'status', status: 'equivocalProgression' });
    expect((await resolve(nonTarget, 2, 'unequivocal')).reply.result?.timepoints[1]).toMatchObject({ nonTarget: 'PD' });
    b.close();
  });
});

describe('responses by hand', () => {
  test('R-626: assigned with a reason, used by later rules, computed value kept; taken back by null and by undo', async () => {
    const { at, b } = await oneReader();
    const target = await at.target(50);
    for (const [index, mm] of [[1, 34], [2, 33]] as const) await at.record(target, index, at.drawn(index, mm));
    const assign = async (component: string, value: string | null, reason: string, index = 1) => at.command('/timepoint/override', { timepointId: await at.timepoint(index), component, value, reason });
    expect((await assign('target', 'SD', '')).reason).toBe('noReason');
    expect((await assign('target', 'PR', 'x')).reason).toBe('sameAsComputed');
    expect((await assign('target', 'NON-CR/NON-PD', 'x')).reason).toBe('category');
    expect((await assign('target', 'SD', 'x', 0)).reason).toBe('atBaseline');
    expect((await assign('overall', 'SD', 'x', 3)).reason).toBe('notRead');
    const done = await assign('overall', 'SD', 'Measured on another phase');
    expect(done.reply.result?.timepoints[0]).toMatchObject({ overall: 'SD', computed: { overall: 'PR' }, overrides: { overall: { reason: 'Measured on another phase' } } });
    expect(done.reply.findings.map((one) => one.code)).toContain('Q-F26');
    expect((await at.command('/subject/undo', {})).reply.case.overrides).toEqual({});
    expect((await at.command('/subject/redo', {})).reply.result?.timepoints[0]?.overall).toBe('SD');
    expect((await assign('overall', null, '')).reply.result?.timepoints[0]?.overall).toBe('PR');
    b.close();
  });

  test('R-623: only a CR is revised; what reappears is then judged against the nadir', async () => {
    const { at, b } = await oneReader();
    const target = await at.target(30);
    await at.record(target, 1, { state: 'absent' });
    await at.record(target, 2, at.drawn(2, 3));
    const revise = async (index: number, reason = 'Residual tissue was overlooked') => at.command('/timepoint/revise-cr', { timepointId: await at.timepoint(index), revised: true, reason });
    expect((await at.look()).result?.timepoints.map((one) => one.overall)).toEqual(['CR', 'PD']);
    expect((await revise(2)).reason).toBe('notCr');
    expect((await revise(1, ' ')).reason).toBe('noReason');
    expect((await revise(1)).reply.result?.timepoints.map((one) => [one.overall, one.overallAsRead])).toEqual([['PR', 'CR'], ['PR', 'PR']]);
    expect((await at.command('/subject/undo', {})).reply.result?.timepoints.map((one) => one.overall)).toEqual(['CR', 'PD']);
    b.close();
  });

  test('R-404: a raised marker keeps CR away; the status must be what the values say', async () => {
    const { at, b } = await oneReader({ params: { tumourMarkerForCR: true }, markers: [{ name: 'CEA', unit: 'µg/l', upperLimit: 5 }] });
    const target = await at.target(30);
    await at.record(target, 1, { state: 'absent' });
    const set = async (index: number, marker: object | null) => at.command('/timepoint/set-marker', { timepointId: await at.timepoint(index), marker });
    const cea = { name: 'CEA', value: 12, unit: 'µg/l', upperLimit: 5 };
    expect((await set(0, { status: 'normal', values: [cea] })).reason).toBe('markerStatus');
    expect((await set(0, { status: 'elevated', values: [{ ...cea, value: 4 }] })).reason).toBe('markerStatus');
    expect((await set(1, { status: 'none' })).reason).toBe('markerStatus');
    await set(0, { status: 'elevated', values: [cea] });
    expect((await at.look()).result?.timepoints[0]).toMatchObject({ nonTarget: 'NE', overall: 'PR' });
    expect((await set(1, { status: 'elevated', values: [cea] })).reply.result?.timepoints[0]).toMatchObject({ nonTarget: 'NON-CR/NON-PD', overall: 'PR' });
    expect((await set(1, { status: 'normal', values: [{ ...cea, value: 3 }] })).reply.result?.timepoints[0]).toMatchObject({ nonTarget: 'CR', overall: 'CR' });
    expect((await set(1, null)).reply.case.markers[await at.timepoint(1)]).toBeUndefined();
    b.close();
  });
});

describe('reasons and key images', () => {
  test('a target too small is accepted as protocol deviation by a reason; what asks for none takes none; an empty reason takes it back', async () => {
    const { at, b } = await oneReader();
    await at.target(7);
    const found = (await at.look()).findings.find((one) => one.code === 'Q-B03');
    const key = found ? findingKey(found) : '';
    const answered = await at.command('/check/give-reason', { findingKey: key, reason: 'Only lesion, agreed with the sponsor' });
    expect(answered.reply.case.checkReasons[key]).toMatchObject({ reason: 'Only lesion, agreed with the sponsor', by: 'Dr Ada First' });
    expect(answered.reply.case.undo.what).toBe('Q-B03 accepted as protocol deviation');
    expect((await at.command('/check/give-reason', { findingKey: 'Q-F99 lesionId=x', reason: 'x' })).reason).toBe('finding');
    const info = (await at.look()).findings.find((one) => one.severity === 'info' || one.acceptsReason === false);
    if (info) expect((await at.command('/check/give-reason', { findingKey: findingKey(info), reason: 'x' })).reason).toBe('noReasonTaken');
    expect((await at.command('/check/give-reason', { findingKey: key, reason: '' })).reply.case.checkReasons).toEqual({});
    expect((await at.command('/subject/undo', {})).reply.case.checkReasons[key]?.reason).toContain('sponsor');
    b.close();
  });

  test('a key image is kept with its caption, changed, removed, and comes back by undo; an image of another timepoint is refused', async () => {
    const { at, b, series } = await oneReader();
    const lesionId = await at.target(30);
    const add = async (seriesId: string, sopInstanceUid: string) => at.command('/key-image/add', { timepointId: await at.timepoint(0), lesionId, seriesId, sopInstanceUid, frameNumber: 1, caption: ' Largest slice ', window: { center: 40, width: 400 } });
    expect((await add(series[1] ?? '', '1.2.826.0.1.fu1.3')).reason).toBe('unknownImage');
    expect((await add(series[0] ?? '', '1.2.826.0.1.bl.99')).reason).toBe('unknownImage');
    const added = await add(series[0] ?? '', '1.2.826.0.1.bl.3');
    const keyImageId = added.reply.ids['keyImageId'] ?? '';
    expect(added.reply.case.keyImages).toMatchObject([{ id: keyImageId, lesionId, caption: 'Largest slice', window: { center: 40, width: 400 } }]);
    expect((await at.command('/key-image/edit', { keyImageId, caption: 'S6' })).reply.case.keyImages[0]?.caption).toBe('S6');
    expect((await at.command('/key-image/remove', { keyImageId })).reply.case.keyImages).toEqual([]);
    expect((await at.command('/subject/undo', {})).reply.case.keyImages[0]?.caption).toBe('S6');
    expect((await at.command('/key-image/remove', { keyImageId: 'x' })).reason).toBe('keyImage');
    expect(b.store.compareProjections()).toBeNull();
    b.close();
  });
});
