/** @file The small map in the corner: everybody as dots, and a frame around what is in view. */
import { fit, onMap } from "./camera.js";
import { el } from "./dom.js";
import { colourOf } from "./palette.js";

/** @typedef {import("./main.js").App} App */

const WIDTH = 320;
const HEIGHT = 220;
const FEWEST = 20;

export class Minimap {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.element = el("canvas", { class: "minimap", width: WIDTH, height: HEIGHT, "aria-hidden": "true", hidden: true });
    this.dots = el("canvas", { width: WIDTH, height: HEIGHT });
    this.stale = true;
    this.camera = this.whole();
    this.element.addEventListener("pointerdown", (event) => {
      const scale = WIDTH / this.element.clientWidth;
      app.centre(...onMap(this.camera, event.offsetX * scale, event.offsetY * scale));
    });
  }

  /** All of the map. @returns {import("./camera.js").Camera} */
  whole() {
    return fit(this.app.network.box, { left: 12, top: 12, right: WIDTH - 12, bottom: HEIGHT - 12 }, 100);
  }

  /** Colours, filters or places have changed: draw the dots anew when they are next seen. */
  refresh() {
    this.stale = true;
    this.camera = this.whole();
  }

  draw() {
    const { network, view } = this.app;
    const { k, x, y } = this.camera;
    const pen = /** @type {CanvasRenderingContext2D} */ (this.dots.getContext("2d"));
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    const side = network.count > 3000 ? 2 : 4;
    for (let i = 0; i < network.count; i++) {
      if (!view.visible.people[i]) continue;
      pen.fillStyle = colourOf(view.theme, view.grouping, view.grouping.of[i]);
      pen.fillRect(network.x[i] * k + x - side / 2, network.y[i] * k + y - side / 2, side, side);
    }
  }

  /** Show which part is in view; where all is, there is nothing to show. */
  frame() {
    const { view, network } = this.app;
    this.element.hidden = view.camera.k < view.whole * 1.3 || network.count < FEWEST;
    const pen = this.element.getContext("2d");
    if (this.element.hidden || !pen) return;
    if (this.stale) this.draw();
    this.stale = false;
    const { k, x, y } = this.camera;
    const [left, top] = onMap(view.camera, 0, 0);
    const [right, bottom] = onMap(view.camera, view.width, view.height);
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.drawImage(this.dots, 0, 0);
    pen.strokeStyle = view.theme.accent;
    pen.lineWidth = 3;
    pen.strokeRect(left * k + x, top * k + y, (right - left) * k, (bottom - top) * k);
  }
}
