import * as React from "react";
import { makeStyles } from "@fluentui/react-components";
import type { FormTab } from "../../../solution/model/types";
import { useWidth } from "../base/useWidth";
import { measures, px } from "../base/layout";
import { useFormFrame } from "./formContext";
import { SectionCard } from "./SectionCard";

const useStyles = makeStyles({
  columns: { display: "grid", gap: px(measures.gap), alignItems: "start", minWidth: 0 },
  stack: { display: "flex", flexDirection: "column", gap: px(measures.gap), minWidth: 0 },
});

/** Below this each tab column has the whole width: later columns drop below. */
const ONE_COLUMN_BELOW = 768;

/** A tab's columns share the width by percentage, less the gaps between them. */
export function TabBody(props: { readonly tab: FormTab }): React.ReactElement {
  const styles = useStyles();
  const frame = useFormFrame();
  const [ref, width] = useWidth();
  const columns = props.tab.columns.filter((column) => column.sections.length > 0);
  const single = frame.singleColumn || frame.formFactor !== "web" || (width > 0 && width < ONE_COLUMN_BELOW);
  const template = single
    ? "minmax(0, 1fr)"
    : columns.map((column) => `minmax(0, ${column.widthPercent || 1}fr)`).join(" ");
  return (
    <div ref={ref} className={styles.columns} style={{ gridTemplateColumns: template }}>
      {columns.map((column, index) => (
        <div key={index} className={styles.stack}>
          {column.sections
            .filter((section) => section.visible && (frame.formFactor !== "phone" || section.availableForPhone))
            .map((section) => (
              <SectionCard key={section.id} section={section} />
            ))}
        </div>
      ))}
    </div>
  );
}
