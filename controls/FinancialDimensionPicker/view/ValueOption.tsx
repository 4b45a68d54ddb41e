import * as React from "react";
import {
  type ComboboxProps,
  Option,
  makeStyles,
  mergeClasses,
  tokens,
  typographyStyles,
} from "@fluentui/react-components";
import ProhibitedIcon from "@fluentui/svg-icons/icons/prohibited_16_regular.svg";
import { Clamped } from "../../../shared/ui/Clamped";
import { Icon } from "../../../shared/ui/Icon";

const useStyles = makeStyles({
  option: {
    display: "flex",
    alignItems: "baseline",
    columnGap: tokens.spacingHorizontalM,
    flexGrow: 1,
    minWidth: 0,
    position: "relative",
    overflowWrap: "anywhere",
  },
  code: { fontWeight: tokens.fontWeightSemibold, minWidth: "56px" },
  name: { flexGrow: 1, minWidth: 0 },
  refused: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  /** Over the end of the name: a row that is looked at becomes neither higher nor wider, and so nothing jumps. */
  reason: {
    ...typographyStyles.caption1,
    position: "absolute",
    insetInlineEnd: 0,
    insetBlockStart: 0,
    insetBlockEnd: 0,
    maxWidth: "75%",
    display: "flex",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalXS,
    paddingInlineStart: tokens.spacingHorizontalS,
    overflowX: "hidden",
    whiteSpace: "nowrap",
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground1Hover,
  },
  mark: { alignSelf: "center", display: "inline-flex" },
});

interface Props {
  /** What the combobox reports when it is chosen. */
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** Why it cannot be chosen, in two or three words. */
  readonly refused?: string;
  /** Somebody looks at it: then it says why. */
  readonly active?: boolean;
  readonly onLook?: () => void;
}

/** A row of a list: code and description, grey where it is refused. A refused one can be chosen all the same: nothing blocks. */
export function ValueOption({ id, code, name, refused, active, onLook }: Props): React.ReactElement {
  const styles = useStyles();
  return (
    <Option value={id} text={code} onMouseEnter={onLook}>
      <span className={styles.option}>
        <Clamped className={mergeClasses(styles.code, refused && styles.refused)}>{code}</Clamped>
        <Clamped className={mergeClasses(styles.name, refused && styles.refused)}>{name}</Clamped>
        {refused && (
          <span className={styles.mark}>
            <Icon drawing={ProhibitedIcon} tone="neutral" small />
          </span>
        )}
        {refused && active && (
          <span className={styles.reason}>
            <Icon drawing={ProhibitedIcon} tone="danger" small />
            {refused}
          </span>
        )}
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
