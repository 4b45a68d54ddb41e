import * as React from "react";
import { makeStyles, tokens } from "@fluentui/react-components";
import type { FormCell, FormSection } from "../../../solution/model/types";
import { useHost } from "../base/host";
import { useWidth } from "../base/useWidth";
import { measures, px } from "../base/layout";
import { FormCellView } from "./FormCellView";
import { useFormFrame } from "./formContext";
import { textIn } from "../data/localized";
import { columnsThatFit, placeCells } from "./grid";
import { useSession } from "../record/useSession";

const useStyles = makeStyles({
  card: {
    boxSizing: "border-box",
    minWidth: 0,
    width: "100%",
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow4,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    paddingBlockStart: "18px",
    paddingBlockEnd: "18px",
    paddingInlineStart: "16px",
    paddingInlineEnd: "18px",
  },
  title: {
    margin: 0,
    height: "43px",
    overflow: "hidden",
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground1,
  },
  grid: { display: "grid", columnGap: px(measures.fieldColumnGap), rowGap: "16px", alignItems: "start" },
  item: { minWidth: 0 },
});

/** Fields keep at least this width in px before their section draws fewer columns. */
const LEAST_CELL = 180;

/** A section: a card with its title and the cells in its field columns. */
export function SectionCard(props: { readonly section: FormSection }): React.ReactElement | null {
  const styles = useStyles();
  const frame = useFormFrame();
  const { formats } = useHost();
  const { section } = props;
  const [ref, width] = useWidth();
  useSession(frame.session);
  const handheld = frame.singleColumn || frame.formFactor !== "web";
  const shown = (cell: FormCell): boolean => {
    if (!cell.visible || cell.spacer || (frame.formFactor === "phone" && !cell.availableForPhone)) return false;
    if (cell.findings.length > 0) return true;
    return cell.control !== undefined && !frame.hiddenControls.has(cell.control.id);
  };
  const columns = handheld ? 1 : columnsThatFit(section.columns, width, measures.fieldColumnGap, LEAST_CELL);
  const placed = placeCells(section.rows, columns, shown);
  if (placed.length === 0) return null;
  const cellWidth = width === 0 ? 0 : (width - measures.fieldColumnGap * (columns - 1)) / columns;
  const position =
    section.labelPosition === "top" || handheld || (cellWidth > 0 && cellWidth < measures.labelTopBelow)
      ? "top"
      : "left";
  const title = section.showLabel ? textIn(section.label, formats.languageId) : "";
  return (
    <section role="group" className={styles.card} aria-label={textIn(section.label, formats.languageId, section.name)}>
      {title ? <h2 className={styles.title}>{title}</h2> : null}
      <div ref={ref} className={styles.grid} style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {width === 0
          ? null
          : placed.map(({ cell, row, column, rowSpan, colSpan }) => (
              <div
                key={cell.control?.id ?? `${row}-${column}`}
                className={styles.item}
                style={{ gridRow: `${row} / span ${rowSpan}`, gridColumn: `${column} / span ${colSpan}` }}
              >
                <FormCellView cell={cell} position={position} rowSpan={cell.rowSpan} />
              </div>
            ))}
      </div>
    </section>
  );
}
