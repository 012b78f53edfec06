import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sliceFile, type SliceFacts } from '../../../test/fixtures/dicomBytes.ts';
import { readInstance } from '../instance.ts';
import type { InstanceRecord } from '../model.ts';
import { bufferSource } from '../part10/byteSource.ts';
import { buildStacks } from './stack.ts';

const record = (facts: SliceFacts): InstanceRecord => readInstance(bufferSource(sliceFile(facts))).record;
const axial = (z: number, rest: Partial<SliceFacts> = {}): InstanceRecord => record({ uid: `1.9.${Math.round(z * 100) + 100000}`, position: [0, 0, z], ...rest });
const codes = (stack: { summary: { findings: readonly { code: string }[] } } | undefined): string[] => stack?.summary.findings.map((finding) => finding.code) ?? [];

describe('stacks of a series', () => {
  it('are ordered by position along the normal, head first, whatever numbers and order the files have', () => {
    const heights = [10, 2, 4, 6, 8];
    fc.assert(fc.property(fc.shuffledSubarray(heights, { minLength: 5 }), (order) => {
      const [stack] = buildStacks(order.map((z) => axial(z, { instanceNumber: 1000 - z })));
      expect(stack?.images.slices.map((slice) => slice.positionMm)).toEqual([10, 8, 6, 4, 2]);
    }), { numRuns: 20 });
  });

  it('say spacing from positions, not from thickness', () => {
    const [stack] = buildStacks([0, 3, 6].map((z) => axial(z, { thickness: 2 })));
    expect(stack?.summary).toMatchObject({ slices: 3, spacingMm: [0.5, 0.5, 3], sliceThicknessMm: 2, measuringOff: null, date: '2024-03-06', kernel: 'B30f' });
    expect(codes(stack)).toEqual(['GEO-17']);
  });

  it('name missing slices with place and count', () => {
    const [stack] = buildStacks([0, 2, 4, 10, 12].map((z) => axial(z)));
    expect(stack?.summary.findings).toMatchObject([{ severity: 'warn', code: 'GEO-12', message: '2 slices missing after position 4 mm. A lesion may lie in the gap or reach into it: ask the site for the whole series.' }]);
  });

  it('name mixed spacing', () => {
    const [stack] = buildStacks([0, 2, 4, 6.5, 8.5].map((z) => axial(z)));
    expect(stack?.summary.findings).toMatchObject([{ code: 'GEO-13', message: 'Distance between slices varies from 2 to 2.5 mm: measure in the image plane only. Check that no slice is missing.' }]);
  });

  it('name a tilt by where the slices advance', () => {
    const [stack] = buildStacks([0, 2, 4].map((z) => record({ uid: `1.${z}`, position: [0, z * Math.tan((10 * Math.PI) / 180), z] })));
    expect(stack?.summary.findings.map((finding) => finding.message)).toContain('Slices are sheared (tilt 10.0 degrees): measure in the image plane only. Lengths in the images are right.');
  });

  it('warn of thick slices with the smallest target they allow', () => {
    const [stack] = buildStacks([0, 8, 16].map((z) => axial(z, { thickness: 8 })));
    expect(stack?.summary.findings).toMatchObject([{ code: 'REC-01', message: 'Slices are 8 mm thick: a target lesion must measure at least 16 mm. Use a thinner reconstruction where there is one.' }]);
  });

  it('keep apart what has another plane, size, spacing or is a localizer, each with a lasting key', () => {
    const mixed = [
      ...[0, 2].map((z) => axial(z)),
      record({ uid: '2.1', orientation: [1, 0, 0, 0, 0, -1], position: [0, 5, 0] }),
      record({ uid: '2.2', rows: 4, position: [0, 0, 4] }),
      record({ uid: '2.3', spacing: '0.7\\0.7', position: [0, 0, 6] }),
      record({ uid: '2.4', imageType: 'ORIGINAL\\PRIMARY\\LOCALIZER', position: [0, 0, 8] }),
    ];
    const stacks = buildStacks(mixed);
    expect(stacks.map((stack) => stack.summary.slices).sort()).toEqual([1, 1, 1, 1, 2]);
    expect(stacks.filter((stack) => stack.hidden).map((stack) => stack.images.slices[0]?.sopInstanceUid)).toEqual(['2.4']);
    expect(stacks.filter((stack) => stack.summary.aside).map((stack) => stack.summary.measuringOff)).toEqual(['Localiser: for looking only, nothing is measured on it.']);
    const again = buildStacks([...mixed].reverse().concat(axial(4)));
    expect(again.map((stack) => stack.stackKey).sort()).toEqual(stacks.map((stack) => stack.stackKey).sort());
  });

  it('split phases that repeat positions and never interleave them', () => {
    const phases = [1, 2].flatMap((acquisition) => [0, 2, 4].map((z) => record({ uid: `3.${acquisition}.${z}`, position: [0, 0, z], acquisition })));
    const stacks = buildStacks(phases);
    expect(stacks.map((stack) => stack.images.slices.map((slice) => slice.sopInstanceUid))).toEqual(expect.arrayContaining([['3.1.4', '3.1.2', '3.1.0'], ['3.2.4', '3.2.2', '3.2.0']]));
    expect(stacks.map((stack) => stack.summary.description).sort()).toEqual(['Chest (acquisition 1)', 'Chest (acquisition 2)']);
  });

  it('report a repeated position that nothing tells apart', () => {
    const [stack] = buildStacks([axial(0), axial(2), axial(4), record({ uid: '4.4', position: [0, 0, 2], instanceNumber: 9 })]);
    expect(codes(stack)).toContain('GEO-14');
    expect(stack?.summary.slices).toBe(4);
  });

  it('do not mix patients', () => {
    expect(buildStacks([axial(0), axial(2, { patientId: 'P2' })])).toHaveLength(2);
  });

  it('cannot be measured on without a place in the patient', () => {
    const [stack] = buildStacks([record({ uid: '5', position: null })]);
    expect(stack?.summary.measuringOff).toMatch(/do not say where they lie/);
    expect(stack?.images.slices[0]).toMatchObject({ origin: null, positionMm: null });
  });
});
