export { createFactImport, type FactFile, type FactImportService } from './importFacts.ts';
