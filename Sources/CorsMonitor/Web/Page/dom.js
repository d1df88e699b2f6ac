// Building elements. Text always enters as a text node and never as markup, so nothing that a station or a caster sends
// (receiver names, mount points, messages) can become part of the page.

const SVG = "http://www.w3.org/2000/svg";

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    // An ARIA state is a word: aria-pressed="false" says something else than no aria-pressed.
    const isARIA = name.startsWith("aria-");
    if (value === null || value === undefined || (value === false && !isARIA)) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true && !isARIA ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined).map((child) =>
    child instanceof Node ? child : document.createTextNode(String(child))));
  return element;
}

/** An HTML element; `attributes` may hold listeners as `onclick` etc., children are nodes, strings, numbers or null. */
export function h(tag, attributes, ...children) {
  return build(document.createElement(tag), attributes, children);
}

/** An SVG element, as `h`. */
export function svg(tag, attributes, ...children) {
  return build(document.createElementNS(SVG, tag), attributes, children);
}

/** Sets a text only when it differs: at one update a second and station, most cells do not change. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Sets an attribute only when it differs; null removes it. */
export function setAttribute(element, name, value) {
  if (value === null || value === undefined) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

/** `localStorage` that may be switched off in the browser: the page then works and forgets. */
export const memory = {
  get(key) {
    try { return localStorage.getItem(key); } catch { return null; }
  },
  set(key, value) {
    try { localStorage.setItem(key, value); } catch { /* nothing to do: the choice lasts until the page closes */ }
  },
};
