import { describe, expect, it } from 'vitest';
import { coverageDoubt, liesWithin, regionsOfSeries } from './seriesRegions.ts';

const axial = (lengthMm: number, fromMm = 0) => ({ normal: [0, 0, 1], fromMm, toMm: fromMm + lengthMm } as const);
const regions = (description: string, lengthMm = 100, bodyPart = '') => regionsOfSeries({ description, bodyPart, extent: axial(lengthMm) });

describe('body regions of a series', () => {
  it.each([
    ['Thorax 5.0', ['chest']], ['Tórax', ['chest']], ['Torace', ['chest']], ['грудная клетка', ['chest']], ['胸部', ['chest']], ['Foie', ['abdomen']], ['Hígado', ['abdomen']], ['Addome', ['abdomen']], ['брюшная полость', ['abdomen']], ['上腹部', ['abdomen']],
    ['Becken', ['pelvis']], ['Bassin', ['pelvis']], ['盆腔', ['pelvis']], ['Hals', ['neck']], ['Cuello', ['neck']], ['Schädel', ['head']], ['Cráneo', ['head']], ['脑', ['head']], ['TAP', ['chest', 'abdomen', 'pelvis']], ['Thorax/Abd/Pelvis', ['chest', 'abdomen', 'pelvis']],
    ['Ganzkörper', ['head', 'neck', 'chest', 'abdomen', 'pelvis']], ['Oberschenkel', ['extremities']], ['Series 4', []], ['Halstead study', []], ['Couch', []], ['legacy', []],
  ])('%j is %j by its name', (description, named) => expect(regions(description)).toEqual(named));

  it('reach farther than their name where their positions do, along the body only', () => {
    expect([regions('Chest', 499), regions('Chest', 500), regions('Chest', 640)]).toEqual([['chest'], ['chest', 'abdomen'], ['chest', 'abdomen', 'pelvis']]);
    expect([regions('Abdomen', 379), regions('Abdomen', 380)]).toEqual([['abdomen'], ['abdomen', 'pelvis']]);
    expect([regions('Thorax Abdomen', 600), regions('Thorax Abdomen', 640)]).toEqual([['chest', 'abdomen'], ['chest', 'abdomen', 'pelvis']]);
    expect(regionsOfSeries({ description: 'Chest', bodyPart: '', extent: { normal: [0, 1, 0], fromMm: 0, toMm: 700 } })).toEqual(['chest']);
  });

  it('are doubted where the scan is too short for all it is called', () => {
    const doubt = (description: string, lengthMm: number, slices = 40) => coverageDoubt({ description, bodyPart: '', extent: axial(lengthMm), slices });
    expect(doubt('CAP', 459)).toBe('Called chest, abdomen, pelvis, but only 459 mm long: look for the rest in another series before calling a region imaged.');
    expect([doubt('CAP', 460), doubt('Chest', 20), doubt('CAP', 0, 1), coverageDoubt({ description: 'CAP', extent: null, slices: 40 })]).toEqual([null, null, null, null]);
  });

  it('of a series without a name are those of the series it lies within', () => {
    const cap = { extent: axial(600), frameOfReferenceUid: '1' };
    const lies = (extent: typeof cap.extent | { normal: readonly [number, number, number]; fromMm: number; toMm: number }, frameOfReferenceUid: string | null = '1') => liesWithin({ extent, frameOfReferenceUid }, cap);
    expect([lies(axial(300, 100)), lies(axial(300, 290)), lies(axial(300, 330)), lies(axial(300, 100), '2'), lies(axial(300, 100), null)]).toEqual([true, true, false, false, false]);
    expect([lies({ normal: [0, 0, -1], fromMm: -400, toMm: -100 }), lies({ normal: [0, 0, -1], fromMm: 100, toMm: 400 }), lies({ normal: [0, 1, 0], fromMm: 100, toMm: 400 })]).toEqual([true, false, false]);
  });
});
