/** The order of test files: the longest first, so that none of them runs alone at the end. Vitest knows how long they take only where it has run before. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take ten seconds or more, the longest first, unit tests and browser tests alike. Where a file stands changes when a run ends, never what it finds. */
const long = [
  'test/fuzz/fuzz.test.ts', 'test/crash/crash.test.ts', 'test/crash/disk.test.ts', 'test/backup/backup.test.ts', 'test/property/tamper.test.ts', 'test/spec/properties.test.ts', 'test/cli/engine.test.ts', 'test/cli/accounts.test.ts', 'src/demo/files.test.ts',
  'test/spec/naive.test.ts', 'test/hostile/hostile.test.ts', 'test/spec/randomInput.test.ts', 'test/cli/launcher.test.ts', 'src/demo/diameters.test.ts',
  'test/e2e/package.e2e.ts', 'test/e2e/wholeCases.e2e.ts', 'test/e2e/shells.e2e.ts', 'test/e2e/accounts.e2e.ts', 'test/e2e/signing.e2e.ts', 'test/e2e/accessible.e2e.ts', 'test/e2e/doubleRead.e2e.ts',
  'test/e2e/studyPage.e2e.ts', 'test/e2e/reading.e2e.ts', 'test/e2e/checks.e2e.ts', 'test/e2e/viewer.e2e.ts', 'test/e2e/worklist.e2e.ts', 'test/e2e/studies.e2e.ts',
];

/** Long files by the list above, then the others as Vitest has them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = long.findIndex((name) => moduleId.replaceAll('\\', '/').endsWith(`/${name}`));
      return place < 0 ? long.length : place;
    };
    return (await super.sort(files)).sort((a, b) => placeOf(a) - placeOf(b));
  }
}
