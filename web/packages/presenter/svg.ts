// The least that is needed to make SVG by hand.

const NS = "http://www.w3.org/2000/svg";

export type Attributes = Record<string, string | number>;

export function el<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  children: SVGElement[] = [],
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/** Writes an attribute only when it changed: an unchanged picture costs nothing to paint. */
export function setter(element: SVGElement, attribute: string): (value: string) => void {
  let last = "";
  return (value) => {
    if (value === last) return;
    last = value;
    element.setAttribute(attribute, value);
  };
}

export const round = (value: number): number => Math.round(value * 100) / 100;

/** `` path`M ${x},${y}` `` with numbers shortened to hundredths. */
export function path(strings: TemplateStringsArray, ...values: number[]): string {
  return strings.reduce((text, part, index) => text + part + (index < values.length ? round(values[index]!) : ""), "");
}

export function gradient(
  id: string,
  stops: [offset: number, colour: string, opacity?: number][],
  kind: "linear" | "radial",
  place: Attributes,
): SVGElement {
  return el(kind === "linear" ? "linearGradient" : "radialGradient", { id, gradientUnits: "userSpaceOnUse", ...place },
    stops.map(([offset, colour, opacity = 1]) => el("stop", { offset, "stop-color": colour, "stop-opacity": opacity })));
}
