/** @file A drawing surface that understands the canvas calls we use and writes SVG. */

const UNSAFE = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu;

/** @param {string} text */
export function escapeXml(text) {
  return text.replace(UNSAFE, (c) => (/[&<>"']/.test(c) ? `&#${c.charCodeAt(0)};` : ""));
}

export class SvgSurface {
  /** @param {number} width @param {number} height @param {(text: string, font: string) => number} measure */
  constructor(width, height, measure) {
    this.size = { width, height };
    this.measure = measure;
    /** @type {string[]} */
    this.parts = [];
    this.d = "";
    this.fillStyle = "#000000";
    this.strokeStyle = "#000000";
    this.lineWidth = 1;
    this.globalAlpha = 1;
    this.lineJoin = "miter";
    this.lineCap = "butt";
    this.font = "12px sans-serif";
    this.textBaseline = "alphabetic";
    this.textAlign = "left";
    this.dash = "";
  }

  beginPath() { this.d = ""; }
  closePath() { this.d += "Z"; }
  /** @param {number} x @param {number} y */
  moveTo(x, y) { this.d += `M${round(x)} ${round(y)}`; }
  /** @param {number} x @param {number} y */
  lineTo(x, y) { this.d += `L${round(x)} ${round(y)}`; }
  /** @param {number} cx @param {number} cy @param {number} x @param {number} y */
  quadraticCurveTo(cx, cy, x, y) { this.d += `Q${round(cx)} ${round(cy)} ${round(x)} ${round(y)}`; }
  /** @param {number} x @param {number} y @param {number} w @param {number} h */
  rect(x, y, w, h) { this.d += `M${round(x)} ${round(y)}h${round(w)}v${round(h)}h${round(-w)}Z`; }
  /** Whole circles only: we draw no others. @param {number} x @param {number} y @param {number} r */
  arc(x, y, r) {
    const s = round(r);
    const across = round(2 * s); // of the rounded radius: else the halves would not meet
    this.d += `M${round(x - s)} ${round(y)}a${s} ${s} 0 1 0 ${across} 0a${s} ${s} 0 1 0 ${-across} 0Z`;
  }
  /** @param {number[]} dash */
  setLineDash(dash) { this.dash = dash.join(" "); }
  fill() { if (this.d) this.parts.push(`<path d="${this.d}" fill="${this.fillStyle}"${this.#alpha("fill")}/>`); }
  stroke() { if (this.d) this.parts.push(`<path d="${this.d}" fill="none"${this.#line()}/>`); }
  /** @param {number} x @param {number} y @param {number} w @param {number} h */
  fillRect(x, y, w, h) { this.parts.push(`<rect x="${round(x)}" y="${round(y)}" width="${round(w)}" height="${round(h)}" fill="${this.fillStyle}"/>`); }
  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) { this.#text(text, x, y, `fill="${this.fillStyle}"`); }
  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) { this.#text(text, x, y, `fill="none"${this.#line()}`); }
  /** @param {string} text */
  measureText(text) { return { width: this.measure(text, this.font) }; }

  /** @param {string} kind */
  #alpha(kind) { return this.globalAlpha < 1 ? ` ${kind}-opacity="${this.globalAlpha}"` : ""; }
  #line() {
    const dash = this.dash ? ` stroke-dasharray="${this.dash}"` : "";
    return ` stroke="${this.strokeStyle}" stroke-width="${round(this.lineWidth)}" stroke-linejoin="${this.lineJoin}" stroke-linecap="${this.lineCap}"${dash}${this.#alpha("stroke")}`;
  }
  /** @param {string} text @param {number} x @param {number} y @param {string} paint */
  #text(text, x, y, paint) {
    const anchor = this.textAlign === "center" ? ' text-anchor="middle"' : "";
    this.parts.push(`<text x="${round(x)}" y="${round(y)}"${anchor} dominant-baseline="central" style="font:${escapeXml(this.font)}" ${paint}>${escapeXml(text)}</text>`);
  }
  toString() {
    const { width, height } = this.size;
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${this.parts.join("")}<` + "/svg>";
  }
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}
