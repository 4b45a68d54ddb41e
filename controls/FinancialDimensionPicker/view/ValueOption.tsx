import * as React from "react";
import {
  type ComboboxProps,
  Option,
  makeStyles,
  mergeClasses,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";

const useStyles = makeStyles({
  option: {
    display: "grid",
    gridTemplateColumns: "auto 1fr",
    columnGap: tokens.spacingHorizontalM,
    minWidth: 0,
    overflowWrap: "anywhere",
  },
  code: { fontWeight: tokens.fontWeightSemibold, minWidth: "56px" },
  refused: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  reason: { ...typographyStyles.caption1, gridColumnEnd: "span 2", color: tokens.colorStatusDangerForeground1 },
});

interface Props {
  /** What the combobox reports when it is chosen. */
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** Why it cannot be chosen, as a sentence. */
  readonly reason?: string;
}

/** A row of a list: code, description and, where it is refused, why. A refused one can be chosen all the same: nothing blocks. */
export function ValueOption({ id, code, name, reason }: Props): React.ReactElement {
  const styles = useStyles();
  return (
    <Option value={id} text={code}>
      <span className={styles.option}>
        <bdi className={mergeClasses(styles.code, reason && styles.refused)}>{code}</bdi>
        <bdi className={reason && styles.refused}>{name}</bdi>
        {reason && <span className={styles.reason}>{reason}</span>}
      </span>
    </Option>
  );
}

/** A sentence in a list, which cannot be chosen. */
export const note = (key: string, sentence: string): React.ReactElement => (
  <Option key={key} value="" text={sentence} disabled>
    {sentence}
  </Option>
);

/** A list is as wide as its rows need, not as narrow as its field; there is room for it above or below, so it never leaves the page. */
export const listPlacing = {
  positioning: {
    matchTargetSize: undefined,
    autoSize: false,
    fallbackPositions: ["above-start", "below-end", "above-end"],
  },
  listbox: {
    style: {
      width: "max-content",
      minWidth: "240px",
      maxWidth: "min(480px, calc(100vw - 32px))",
      maxHeight: "min(360px, 40vh)",
    },
  },
} satisfies Pick<ComboboxProps, "positioning" | "listbox">;
