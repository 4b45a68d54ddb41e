import { DOMParser, type Element } from "@xmldom/xmldom";

/** The root of a well-formed document; undefined for anything else, a NUL character anywhere included. */
export function rootElement(xml: string): Element | undefined {
  if (xml.includes("\0") || /&#(?:0+|x0+);/iu.test(xml)) {
    return undefined;
  }
  try {
    return (
      new DOMParser({
        onError: (_level, message) => {
          throw new Error(message);
        },
      }).parseFromString(xml, "text/xml").documentElement ?? undefined
    );
  } catch {
    return undefined;
  }
}

export function childElements(parent: Element): Element[] {
  const found: Element[] = [];
  for (let child = parent.firstChild; child !== null; child = child.nextSibling) {
    if (isElement(child)) {
      found.push(child);
    }
  }
  return found;
}

function isElement(node: { readonly nodeType: number }): node is Element {
  return node.nodeType === 1;
}
