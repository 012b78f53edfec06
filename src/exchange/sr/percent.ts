const unitsPerMm = 10_000;
const unitsOf = (mm: number): bigint => BigInt(Math.round(mm * unitsPerMm));

/** Change of a sum against a reference in percent: one decimal, half away from zero, from exact integers (interoperability 1.4.8). "-46.3", "0". Null without a reference or where it is 0. */
export function percentText(sumMm: number, referenceMm: number | null): string | null {
  if (referenceMm === null || referenceMm === 0) return null;
  const [change, reference] = [unitsOf(sumMm) - unitsOf(referenceMm), unitsOf(referenceMm)];
  const size = change < 0n ? -change : change;
  const tenths = (2n * size * 1000n + reference) / (2n * reference);
  return tenths === 0n ? '0' : `${change < 0n ? '-' : ''}${Number(tenths) / 10}`;
}
