import { customizationContents, customizationNodes } from "../../pack/customizations";
import { child, children } from "../../../model/xml";
import { FindingList, type LintRule } from "./input";

/** The nodes of customizations.xml stand in the import's order, and each folder in use has its node. */
export const customizationsOrder: LintRule = ({ parts }) => {
  const findings = new FindingList("customizations");
  const { root, file } = parts.customizations;
  const order: readonly string[] = customizationNodes;
  let last = -1;
  for (const element of children(root)) {
    const at = order.indexOf(element.nodeName);
    if (at !== -1 && at < last) {
      findings.at(element, file, element.nodeName, `<${element.nodeName}> must stand before <${order[last] ?? ""}>.`);
    }
    last = Math.max(last, at);
  }
  for (const name of customizationContents(parts, []).keys()) {
    if (child(root, name) === undefined) {
      findings.at(
        root,
        file,
        name,
        `The solution has content for <${name}>, but Customizations.xml lacks the node, so nothing of it would be packed. Add <${name} />.`,
      );
    }
  }
  return findings.list;
};
