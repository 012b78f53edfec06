import { describe, expect, it } from 'vitest';
import type { ExportFormatInfo } from '../../../src/api/wire.ts';
import { everything, orderFault, orderOf } from './choices.ts';

const formats = ['sdtm', 'csv'].map((name) => ({ name }) as ExportFormatInfo);

describe('what is ordered of an export', () => {
  it('is never without the cut-off that somebody wrote: what is no date is a fault, not left out', () => {
    for (const cutOff of ['2024-02-30', '31.03.2024', '2024-03']) {
      expect([orderFault(formats, { ...everything, cutOff }), orderOf('s', formats, { ...everything, cutOff })]).toEqual(['Write the data cut-off as YYYY-MM-DD', null]);
    }
    expect(orderOf('s', formats, { ...everything, cutOff: '2024-03-31' })).toMatchObject({ studyId: 's', formats: ['sdtm', 'csv'], cutOff: '2024-03-31' });
    expect(orderOf('s', formats, everything)).not.toHaveProperty('cutOff');
  });

  it('needs one kind of file', () => {
    const nothing = { ...everything, without: ['sdtm', 'csv'] };
    expect([orderFault(formats, nothing), orderOf('s', formats, nothing)]).toEqual(['Choose at least one kind of file', null]);
  });
});
