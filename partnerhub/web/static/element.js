// Elements made from words. Text is only ever set as text: what another company typed stays text.

/** Make an element: el("td", {class: "number"}, 12, other). */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) element.setAttribute(key, String(value));
  }
  for (const child of children.flat()) {
    if (child === undefined || child === null) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/** Say a name of the API in words: "open_opportunity" becomes "Open opportunity". */
export function words(name) {
  const text = String(name).replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });

/** Say a value as a person writes it. */
export function say(value) {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number") return Number.isInteger(value) ? whole.format(value) : String(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(say).join("; ");
  if (typeof value === "object") {
    if ("amount" in value && "currency" in value) return money(value);
    if ("text" in value) return value.text;
    if ("sentence" in value) return value.sentence;
    if ("name" in value) return value.name ?? value.domain ?? "–";
    return Object.entries(value).map(([key, each]) => `${words(key)}: ${say(each)}`).join(", ");
  }
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return new Date(value).toLocaleString();
  return value;
}

/** Say an amount in its currency. */
export function money({ amount, currency }) {
  // The text of the API goes in unchanged: a binary number would round it.
  return new Intl.NumberFormat(undefined, { style: "currency", currency }).format(amount);
}

/** Say a fraction of the API, such as "0.5500", as a percentage. */
export function share(value) {
  return value === null ? "–" : percent.format(Number(value));
}

/** Make a table: columns are [heading, row => content, isNumber]. */
export function table(caption, columns, rows) {
  const heads = columns.map(([heading, , number]) =>
    el("th", { scope: "col", class: number ? "number" : undefined }, heading));
  const lines = rows.map((row) => el("tr", {}, columns.map(([, content, number], index) =>
    el(index ? "td" : "th", { scope: index ? undefined : "row", class: number ? "number" : undefined }, content(row)))));
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, heads)), el("tbody", {}, lines)));
}

/** Make a row of large figures: [name, value, small print]. */
export function figures(list) {
  return el("dl", { class: "figures" }, list.map(([name, value, of]) =>
    el("div", {}, el("dt", {}, name), el("dd", { class: "value" }, value), of ? el("dd", { class: "of" }, of) : null)));
}
