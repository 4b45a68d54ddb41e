import * as React from "react";
import { Button, Text, makeStyles, mergeClasses, tokens, useArrowNavigationGroup } from "@fluentui/react-components";
import type { RecordSet } from "../base/host";
import { Icon } from "../base/icons";
import { measures, px } from "../base/layout";

const useStyles = makeStyles({
  pane: {
    display: "flex",
    flexDirection: "column",
    width: px(measures.recordSet),
    maxWidth: "60vw",
    flexShrink: 0,
    minHeight: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow4,
    border: `1px solid ${tokens.colorTransparentStroke}`,
  },
  head: {
    display: "flex",
    alignItems: "center",
    justifyContent: "space-between",
    padding: tokens.spacingHorizontalM,
    gap: tokens.spacingHorizontalS,
  },
  steps: { display: "flex", flexShrink: 0 },
  list: { overflowY: "auto", minHeight: 0, flexGrow: 1 },
  item: {
    display: "block",
    width: "100%",
    minHeight: "44px",
    paddingInline: tokens.spacingHorizontalM,
    border: "none",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    textAlign: "start",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground3 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  current: { backgroundColor: tokens.colorBrandBackground2, fontWeight: tokens.fontWeightSemibold },
});

/** The rows one came from, to walk through: a click moves on, arrows step. */
export function RecordSetPane(props: {
  readonly recordSet: RecordSet;
  readonly currentId: string | null;
  readonly onChoose: (id: string) => void;
  readonly onStep: (step: -1 | 1) => void;
  readonly onClose: () => void;
}): React.ReactElement {
  const styles = useStyles();
  const arrows = useArrowNavigationGroup({ axis: "vertical" });
  const { rows } = props.recordSet;
  const index = rows.findIndex((row) => row.id === props.currentId);
  return (
    <aside className={styles.pane} aria-label="Record set">
      <div className={styles.head}>
        <Text weight="semibold" truncate wrap={false}>
          {props.recordSet.title}
        </Text>
        <span className={styles.steps} lang="en">
          <Button
            appearance="subtle"
            icon={<Icon name="arrowUp" />}
            aria-label="Previous record"
            disabledFocusable={index <= 0}
            onClick={() => props.onStep(-1)}
          />
          <Button
            appearance="subtle"
            icon={<Icon name="arrowDown" />}
            aria-label="Next record"
            disabledFocusable={index < 0 || index >= rows.length - 1}
            onClick={() => props.onStep(1)}
          />
          <Button
            appearance="subtle"
            icon={<Icon name="dismiss" />}
            aria-label="Close record set"
            onClick={props.onClose}
          />
        </span>
      </div>
      <div className={styles.list} role="listbox" aria-label={props.recordSet.title} {...arrows}>
        {rows.map((row) => (
          <button
            key={row.id}
            type="button"
            role="option"
            aria-selected={row.id === props.currentId}
            className={mergeClasses(styles.item, row.id === props.currentId ? styles.current : undefined)}
            onClick={() => props.onChoose(row.id)}
          >
            {row.name || <span lang="en">(No name)</span>}
          </button>
        ))}
      </div>
    </aside>
  );
}
