export { announcement, cardOf, findingsAt, openText, type CardModel } from './cardModel.ts';
export { growthSinceNadir } from './growth.ts';
export { rulerOf } from './rulerGeometry.ts';
