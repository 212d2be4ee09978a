// The few ways in which this script touches the page. Text is only ever set as text.

const byId = (id) => document.getElementById(id);

/** Makes an element. Properties are set as such; `class`, `aria-…`, `data-…` and other names with a hyphen as attributes. */
function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "class" || key === "role" || key.includes("-")) made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** Makes an SVG element from attributes. */
function drawn(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const unseen = (text) => element("span", { class: "unseen" }, text);

/** Says `text` to those who listen to the page. */
function announce(text) {
  const live = byId("live");
  // The same words twice are read twice only where the text changes.
  live.textContent = live.textContent === text ? `${text}\u00a0` : text;
}

const grouped = new Intl.NumberFormat("en");
const number = (value) => grouped.format(value);
const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;
const fixed = (score) => (score === null ? "" : score.toFixed(2));

// What joins emoji and Persian letters is left alone; elsewhere it is a stray.
const SHAPELESS = /(?!\u200d\p{Extended_Pictographic}|\u200c\p{Script=Arabic})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|[^\S ]/gu;

/** `text` with characters that have no shape of their own, or turn the line around, named by their numbers. */
function visible(text) {
  return text.replace(SHAPELESS, (c) =>
    c === "\n" ? " ⏎ " : `⟨U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

/** Calls `act` once things have been quiet for a moment. */
function settled(act, milliseconds) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, milliseconds);
  };
}
