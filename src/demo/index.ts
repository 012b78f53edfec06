export { generateDemo, type GeneratedSeries, type GenerateOptions } from './generate.ts';
export { assessmentOf, demoReads, withSeriesId, type DemoAssessment, type DemoCaliper, type DemoReadStep } from './reads.ts';
export { generateDemoSeries, type DemoFile } from './series.ts';
export * from './trial/index.ts';
export { demoPlan, type DemoLesion, type DemoLesionTruth, type DemoSubject, type DemoTimepoint, type DemoTruth } from './truth.ts';
export { writeDemoDicom, type WriteOptions, type WriteProgress, type WrittenDemo } from './write.ts';
