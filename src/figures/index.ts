export * from './calipers/index.ts';
export { pairOf, type PairName } from './agreement.ts';
export { drawFigure, figureCsv, figureFileName, figureKinds, figuresOf, figureSvg, type FigureFile } from './figures.ts';
export { footnoteOf, lastFact } from './footnote.ts';
export { figureIds, type Drawing, type FigureId, type FigureSource, type Space, type Spots, type Table, type Told } from './model.ts';
export { groupsOf } from './survival.ts';
export { themes, type Theme } from './theme.ts';
export { between, count, counted, decimal, estimateText, evaluatorOf, groupName, intervalName, percent, proportionText, readName, signed } from './words.ts';
