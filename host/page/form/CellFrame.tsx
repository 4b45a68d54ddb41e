import * as React from "react";
import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { Icon } from "../base/icons";
import { atMostLines, measures, px } from "../base/layout";

const useStyles = makeStyles({
  cell: { minWidth: 0, width: "100%" },
  left: { display: "grid", gridTemplateColumns: `${px(measures.label)} minmax(0, 1fr)`, alignItems: "start" },
  label: {
    display: "flex",
    alignItems: "flex-start",
    boxSizing: "border-box",
    minWidth: 0,
    color: tokens.colorNeutralForeground1,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
  },
  labelLeft: { minHeight: "32px", paddingBlock: "6px", paddingInlineEnd: tokens.spacingHorizontalM },
  labelTop: { minHeight: px(measures.labelTop), paddingBlockEnd: "4px" },
  text: { hyphens: "auto", ...atMostLines(4) },
  grow: { flexGrow: 1 },
  star: { color: tokens.colorPaletteRedForeground1, paddingInlineStart: tokens.spacingHorizontalXS },
  markerBox: { display: "inline-flex", alignItems: "center", flexShrink: 0, height: "20px" },
  marker: { color: tokens.colorNeutralForeground3, paddingInlineStart: tokens.spacingHorizontalXS },
  content: { minWidth: 0, width: "100%" },
  error: {
    display: "flex",
    alignItems: "flex-start",
    gap: tokens.spacingHorizontalXS,
    paddingBlockStart: tokens.spacingVerticalXS,
    color: tokens.colorPaletteRedForeground1,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
});

export interface CellFrameProps {
  readonly label: string;
  readonly showLabel: boolean;
  readonly position: "left" | "top";
  /** Id of the labelled input; absent for what names itself. */
  readonly inputId: string | undefined;
  readonly required: boolean;
  readonly locked: boolean;
  readonly secured: boolean;
  readonly error: string | null;
  readonly errorId: string;
  readonly children: React.ReactNode;
}

/** A cell: label with its markers, the control, and the error under it. */
export function CellFrame(props: CellFrameProps): React.ReactElement {
  const styles = useStyles();
  const left = props.position === "left" && props.showLabel;
  return (
    <div className={mergeClasses(styles.cell, left ? styles.left : undefined)}>
      {props.showLabel ? (
        <label
          className={mergeClasses(styles.label, left ? styles.labelLeft : styles.labelTop)}
          htmlFor={props.inputId}
        >
          <span className={mergeClasses(styles.text, left ? styles.grow : undefined)}>{props.label}</span>
          {props.required ? (
            <span className={styles.star} aria-hidden>
              *
            </span>
          ) : null}
          {props.locked ? (
            <span className={styles.markerBox} title="Read-only">
              <Icon name="lock" small className={styles.marker} />
            </span>
          ) : null}
          {props.secured ? (
            <span className={styles.markerBox} title="Column security">
              <Icon name="key" small className={styles.marker} />
            </span>
          ) : null}
        </label>
      ) : null}
      <div className={styles.content}>
        {props.children}
        {props.error ? (
          <div id={props.errorId} role="alert" className={styles.error}>
            <Icon name="errorCircle" small />
            <span>{props.error}</span>
          </div>
        ) : null}
      </div>
    </div>
  );
}
