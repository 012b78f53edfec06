import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageAt, cappedAge, isTime, shiftDate, shiftDateTime } from './dates.ts';
import { isUid, remapUid, shiftDaysFor } from './uids.ts';

const secret = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const day = fc.date({ min: new Date('1950-01-01T00:00:00Z'), max: new Date('2049-12-31T00:00:00Z'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));
const days = (text: string | null): number => Date.parse(`${text?.slice(0, 4)}-${text?.slice(4, 6)}-${text?.slice(6, 8)}`) / 86_400_000;

describe('the date shift', () => {
  it('keeps every interval, over leap days and centuries', () => {
    fc.assert(fc.property(day, day, fc.integer({ min: -3650, max: -1 }), (a, b, shift) => {
      const [from, to] = [shiftDate(a, shift), shiftDate(b, shift)];
      expect(days(to) - days(from)).toBe(days(b) - days(a));
      expect(days(from) - days(a)).toBe(shift);
    }), { numRuns: 300 });
  });

  it('is the same for the same patient, in its range, and never 0', () => {
    fc.assert(fc.property(fc.string(), fc.string(), fc.integer({ min: -4000, max: 20 }), fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 0, max: 255 }), (issuer, id, least, width, fill) => {
      const range = { least, most: least + width };
      const shift = shiftDaysFor(secret(fill), issuer, id, range);
      expect(Number.isInteger(shift) && shift !== 0 && shift >= least && shift <= least + width).toBe(true);
      expect(shiftDaysFor(secret(fill), issuer, id, range)).toBe(shift);
    }), { numRuns: 300 });
    expect(shiftDaysFor(secret(1), '', 'A', { least: -1, most: 0 })).toBe(-1);
    expect(() => shiftDaysFor(secret(1), '', 'A', { least: 0, most: 0 })).toThrow(RangeError);
  });

  it('differs between patients, issuers and studies', () => {
    const range = { least: -3650, most: -1 };
    const of = (fill: number, issuer: string, id: string): number => shiftDaysFor(secret(fill), issuer, id, range);
    expect(new Set(Array.from({ length: 200 }, (_, index) => of(1, 'H', `P${index}`))).size).toBeGreaterThan(180);
    expect(of(1, 'A', '1')).not.toBe(of(1, 'B', '1'));
    expect(of(1, 'A', '1')).not.toBe(of(2, 'A', '1'));
    expect(of(1, 'A1', '2')).not.toBe(of(1, 'A', '12'));
  });

  it('takes only what is exactly a date, drops the time zone and keeps the time', () => {
    expect(shiftDate('20240301', -1)).toBe('20240229');
    expect(shiftDate('2024.03.01', -1)).toBe('20240229');
    expect(shiftDate('', -1)).toBe('');
    for (const wrong of ['20240230', '2024', '20240301-20240302', '1.3.2024', 'DOE^JOHN', '20240301 ', '00000101']) expect(shiftDate(wrong, -1)).toBeNull();
    expect(shiftDateTime('20240301101112.123456+0200', -1)).toBe('20240229101112.123456');
    expect(shiftDateTime('20240301', -1)).toBe('20240229');
    for (const wrong of ['202403', '20240301DOE', '2024030125', '20240301101112.1234 SMITH']) expect(shiftDateTime(wrong, -1)).toBeNull();
    expect(['1011', '101112.5', '10:11:12', '23', ''].map(isTime)).toEqual([true, true, true, true, false]);
    expect(['2511', 'JOHN', '10:1112', '10.5'].map(isTime)).toEqual([false, false, false, false]);
  });

  it('says 090Y above 89 years and finds the age at the scan', () => {
    expect(['089Y', '090Y', '104Y', '999M', '1080M', '052W'].map(cappedAge)).toEqual(['089Y', '090Y', '090Y', '999M', null, '052W']);
    expect(cappedAge('47 years')).toBeNull();
    expect(ageAt('19600301', '20240229')).toBe('063Y');
    expect(ageAt('19600301', '20240301')).toBe('064Y');
    expect(ageAt('19200301', '20240301')).toBe('090Y');
    expect(ageAt('20240302', '20240301')).toBeNull();
    expect(ageAt('', '20240301')).toBeNull();
  });
});

describe('new UIDs', () => {
  it('are valid, short, the same for the same study and different otherwise', () => {
    fc.assert(fc.property(fc.array(fc.nat(1e9), { minLength: 1, maxLength: 6 }), fc.string(), (parts, odd) => {
      const uid = `1.2.276.${parts.join('.')}`;
      for (const one of [uid, odd]) {
        const to = remapUid(secret(3), one);
        expect(isUid(to) && to.length <= 64 && to.startsWith('2.25.') && !/\.0\d/.test(to)).toBe(true);
        expect(remapUid(secret(3), one)).toBe(to);
        expect(remapUid(secret(4), one)).not.toBe(to);
      }
      expect(remapUid(secret(3), uid)).not.toBe(remapUid(secret(3), `${uid}.1`));
    }), { numRuns: 300 });
  });

  it('is the first 128 bits of HMAC-SHA-256 in decimal', () => {
    // openssl dgst -sha256 -mac HMAC -macopt hexkey:07 (32 times) over "1.2.3", first 32 digits
    expect(BigInt(remapUid(secret(7), '1.2.3').slice(5)).toString(16).padStart(32, '0')).toBe('73bbbcd06d5bbadf77cbf2db62efb77f');
  });

  it('leaves the UIDs of the standard alone, not those that only begin like them', () => {
    for (const uid of ['1.2.840.10008.5.1.4.1.1.2', '1.2.840.10008.1.4.1.1', '1.2.840.10008.1.2.4.90', '1.2.840.10008.15.0.4.8']) expect(remapUid(secret(3), uid)).toBe(uid);
    for (const uid of ['1.2.840.10008.1.20240229101112', '1.2.840.100080.1', '1.2.840.10008.5.1.4.1.1.2.SMITH', '1.2.840.10008']) expect(remapUid(secret(3), uid)).toMatch(/^2\.25\./);
  });
});
