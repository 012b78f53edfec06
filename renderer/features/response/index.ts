export { checkWords } from './checkWords.ts';
export { announcement, cardOf, findingsAt, openText, withoutLabel, type CardModel } from './cardModel.ts';
export { growthSinceNadir } from './growth.ts';
export { LiveTag } from './LiveTag.tsx';
export { ResponseCard } from './ResponseCard.tsx';
export { Ruler } from './Ruler.tsx';
export { rulerOf } from './rulerGeometry.ts';
export { progressionLimitWords, thresholdWords } from './thresholdWords.ts';
export { WhyPopover } from './WhyPopover.tsx';
