import { DOMParser, type Element } from "@xmldom/xmldom";

const camelCase = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function expression(element: Element, first: string): string {
  const attributes = Array.from({ length: element.attributes.length }, (_, index) => element.attributes.item(index));
  const props = attributes.flatMap((attribute) =>
    attribute && !/^(xmlns|width|height)$/.test(attribute.name)
      ? [`${JSON.stringify(camelCase(attribute.name))}: ${JSON.stringify(attribute.value)}`]
      : [],
  );
  const children = Array.from({ length: element.childNodes.length }, (_, index) => element.childNodes.item(index));
  const nested = children.flatMap((child) => (isElement(child) ? [expression(child, "")] : []));
  return `createElement(${[JSON.stringify(element.tagName), `{ ${[...props, first].filter(Boolean).join(", ")} }`, ...nested].join(", ")})`;
}

const isElement = (node: object | null): node is Element => node !== null && "tagName" in node;

/**
 * A module that draws an .svg file with React, as the controls' build makes one: nothing is left to be parsed as markup in the
 * page, whose policy forbids that.
 * @throws Error naming the file, when it is no SVG
 */
export function svgComponent(source: string, file: string): string {
  const root = new DOMParser({ onError: () => undefined }).parseFromString(source, "image/svg+xml").documentElement;
  if (root?.tagName !== "svg") throw new Error(`${file} is no SVG drawing.`);
  return `import { createElement } from "react";\nexport default (props) => ${expression(root, "...props")};\n`;
}
