/** The parts of a pane that change without React: laid once by ViewerPane, written to by the controller. */
export type PaneDom = {
  readonly root: HTMLDivElement;
  readonly stage: HTMLDivElement;
  readonly overlay: SVGSVGElement;
  readonly calipers: SVGGElement;
  readonly tagLeader: SVGLineElement;
  readonly scale: SVGGElement;
  readonly cursor: SVGGElement;
  readonly topLeft: HTMLDivElement;
  readonly bottomLeft: HTMLDivElement;
  readonly letters: { readonly top: HTMLSpanElement; readonly right: HTMLSpanElement; readonly bottom: HTMLSpanElement; readonly left: HTMLSpanElement };
  readonly tag: HTMLDivElement;
  readonly hover: HTMLDivElement;
  readonly magnifier: HTMLDivElement;
  readonly magnifierCanvas: HTMLCanvasElement;
  readonly rail: SVGSVGElement;
  readonly progress: HTMLDivElement;
  readonly message: HTMLDivElement;
  readonly banner: HTMLDivElement;
  readonly status: HTMLSpanElement;
  readonly live: HTMLSpanElement;
};

/** Sets text only when it changed, so that nothing is laid out for nothing. */
export function setText(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

/** One child per line; lines that are empty keep no place. */
export function setLines(node: Element, lines: readonly string[]): void {
  const wanted = lines.filter((line) => line !== '');
  while (node.children.length > wanted.length) node.lastElementChild?.remove();
  wanted.forEach((line, index) => {
    const child = node.children[index] ?? node.appendChild(document.createElement('div'));
    setText(child, line);
  });
}

/** Sets attributes only where they changed: a value written again makes the browser lay out and paint again. */
export function setAttributes(node: Element, attributes: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(attributes)) if (node.getAttribute(name) !== String(value)) node.setAttribute(name, String(value));
}
