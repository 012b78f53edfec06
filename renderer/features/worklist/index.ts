export { openNextCase, type FinishedCase } from './nextCase.ts';
export { WorklistPlace } from './WorklistPlace.tsx';
