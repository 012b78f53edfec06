export { buildCaliperScene, outlineOf, type SceneCaliper, type SceneGroup, type SceneShape, type ScreenSegment } from './caliperScene.ts';
export { placeBeside, placeMagnifier, type PlacedBox, type PlacementRequest } from './labelPlacement.ts';
export { boxOf, convexOverlap, cornersOf, distanceBetween, grown, isInside, nearestOnBox, nearestOnSegment, type Box, type CanvasPoint } from './planar.ts';
export { scaleBar, type ScaleBar } from './scaleBar.ts';
export { overlaySvg, roleColours, type PictureOverlay } from './sceneSvg.ts';
