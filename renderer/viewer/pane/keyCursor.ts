/**
 * A crosshair that keys move, so that a calliper can be drawn without a pointer. It feeds the machine of caliperInteraction.ts exactly as a pointer does:
 * what is drawn, asked for and recorded is the same.
 */
import type { Interaction, InteractionEvent } from '../calipers/caliperInteraction.ts';
import { clampPoint, type CaliperShape, type PlaneBounds, type PlanePoint } from '../calipers/caliperShape.ts';

export type KeyCursorEnvironment = {
  /** Whether a calliper can be begun now: something is under the pen and the series has millimetres. */
  mayDraw(): boolean;
  phase(): Interaction['kind'];
  send(event: InteractionEvent): void;
  bounds(): PlaneBounds | null;
  /** Middle of what is seen, plane mm. */
  middle(): PlanePoint | null;
  /** The same lesion at the reference timepoint, where it lies on this slice. */
  ghost(): CaliperShape | null;
  /** The calliper in the making. */
  drawn(): CaliperShape | null;
  /** The crosshair is somewhere else, or gone. */
  moved(at: PlanePoint | null): void;
  /** Tells assistive technology. */
  say(text: string): void;
  /** "long axis 31.0 mm", what the calliper in the making measures; empty when none is. */
  measured(): string;
};

export class KeyCursor {
  #at: PlanePoint | null = null;
  readonly #pane: KeyCursorEnvironment;

  constructor(environment: KeyCursorEnvironment) { this.#pane = environment; }

  /** Plane mm; null: not shown. */
  get at(): PlanePoint | null { return this.#at; }

  hide(): void { if (this.#at) this.#show(null); }

  /** Shows the crosshair; once shown sets a point: an end of the long axis, then of the short axis where one is asked for. False when nothing can be drawn. */
  point(): boolean {
    if (!this.#pane.mayDraw()) return false;
    if (!this.#at) {
      const start = this.#startPoint();
      if (!start) return false;
      this.#show(start);
      this.#pane.say(`Crosshair. Arrows move it by 1 mm, with Shift 0.1 mm, with Ctrl 10 mm.`);
      return true;
    }
    this.#set(this.#at);
    this.#pane.say(this.#at ? `Point set. ${this.#pane.measured()}`.trim() : 'Calliper drawn.');
    return true;
  }

  /** Moves by mm in the plane. False when there is no crosshair. */
  move(by: PlanePoint): boolean {
    const bounds = this.#pane.bounds();
    if (!this.#at || !bounds) return false;
    const at = clampPoint([this.#at[0] + by[0], this.#at[1] + by[1]], bounds);
    this.#show(at);
    this.#pane.send({ type: 'move', at });
    const measured = this.#pane.measured();
    if (measured !== '') this.#pane.say(measured);
    return true;
  }

  #startPoint(): PlanePoint | null {
    if (this.#pane.phase() === 'awaitingShort') return this.#pane.drawn()?.short?.[0] ?? this.#pane.middle();
    return this.#pane.ghost()?.long[0] ?? this.#pane.middle();
  }

  /** One end; the crosshair goes on to where the next one probably is. */
  #set(at: PlanePoint): void {
    const { send, phase } = this.#pane;
    switch (phase()) {
      case 'idle': {
        send({ type: 'down', at, grip: null });
        send({ type: 'up', at });
        const far = this.#pane.ghost()?.long[1];
        if (far) this.#goTo(far);
        break;
      }
      case 'drawing':
        send({ type: 'down', at, grip: null });
        send({ type: 'up', at });
        this.#afterLongAxis();
        break;
      case 'awaitingShort': {
        const far = this.#pane.drawn()?.short?.[1];
        send({ type: 'down', at, grip: null });
        if (far) this.#goTo(far);
        break;
      }
      case 'drawingShort':
        send({ type: 'up', at });
        if (phase() === 'idle') this.hide();
        break;
      default: break;
    }
  }

  #afterLongAxis(): void {
    const now = this.#pane.phase();
    if (now === 'idle') this.hide();
    else if (now === 'awaitingShort') this.#show(this.#pane.drawn()?.short?.[0] ?? this.#at);
  }

  #goTo(at: PlanePoint): void {
    this.#show(at);
    this.#pane.send({ type: 'move', at });
  }

  #show(at: PlanePoint | null): void {
    this.#at = at;
    this.#pane.moved(at);
  }
}
