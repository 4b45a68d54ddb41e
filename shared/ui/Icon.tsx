import * as React from "react";
import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";

export type Tone = "neutral" | "brand" | "success" | "warning" | "danger";

const useStyles = makeStyles({
  icon: {
    display: "inline-flex",
    flexShrink: 0,
    fill: "currentColor",
    "& svg": { width: "1em", height: "1em", fill: "currentColor", display: "block" },
    fontSize: "20px",
  },
  /** As large as its surroundings say, for the icon slot of a badge or a small button. */
  inline: { fontSize: "inherit" },
  small: { fontSize: "16px" },
  neutral: { color: tokens.colorNeutralForeground3 },
  brand: { color: tokens.colorCompoundBrandForeground1 },
  success: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  danger: { color: tokens.colorStatusDangerForeground1 },
  /** Arrows and the like point along the reading direction. */
  mirrored: { '[dir="rtl"] &': { transform: "scaleX(-1)" } },
});

interface Props {
  readonly drawing: React.ComponentType;
  readonly tone?: Tone;
  readonly inline?: boolean;
  /** 16 px instead of 20: with a 16 px drawing. */
  readonly small?: boolean;
  readonly mirrored?: boolean;
}

/** A Fluent icon in a status colour. It is decoration: the text beside it says the same. */
export function Icon({
  drawing: Drawing,
  tone,
  inline = false,
  small = false,
  mirrored = false,
}: Props): React.ReactElement {
  const styles = useStyles();
  return (
    <span
      aria-hidden="true"
      className={mergeClasses(
        styles.icon,
        small && styles.small,
        inline && styles.inline,
        tone && styles[tone],
        mirrored && styles.mirrored,
      )}
    >
      <Drawing />
    </span>
  );
}
