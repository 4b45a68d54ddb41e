import * as React from "react";
import { Button, makeStyles, mergeClasses, tokens, typographyStyles } from "@fluentui/react-components";
import ErrorIcon from "@fluentui/svg-icons/icons/error_circle_20_regular.svg";
import InfoIcon from "@fluentui/svg-icons/icons/info_20_regular.svg";
import WarningIcon from "@fluentui/svg-icons/icons/warning_20_regular.svg";
import { Icon } from "./Icon";

const useStyles = makeStyles({
  notice: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "flex-start",
    columnGap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
    ...typographyStyles.body1,
    minWidth: 0,
  },
  quiet: { color: tokens.colorNeutralForeground3, minHeight: "32px", alignItems: "center" },
  /** Where the action would leave the sentence too little, it goes below. */
  body: { minWidth: 0, flexGrow: 1, flexBasis: "200px", flexShrink: 1 },
  detail: { display: "block", color: tokens.colorNeutralForeground3, ...typographyStyles.caption1 },
  icon: { display: "inline-flex", paddingTop: tokens.spacingVerticalXXS },
  action: { flexShrink: 0 },
});

interface Props {
  /** `quiet` is one grey sentence without an icon: an empty state. */
  readonly kind: "quiet" | "info" | "warning" | "error";
  readonly children: React.ReactNode;
  /** What exactly was said, for those who trace it. */
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly onClick: () => void };
}

const ICONS = { info: [InfoIcon, "neutral"], warning: [WarningIcon, "warning"], error: [ErrorIcon, "danger"] } as const;

/** A sentence about the state of the control itself, in the place of its content. An error is announced at once. */
export function Notice({ kind, children, detail, action }: Props): React.ReactElement {
  const styles = useStyles();
  const icon = kind === "quiet" ? null : ICONS[kind];
  return (
    <div
      role={kind === "error" ? "alert" : kind === "quiet" ? undefined : "note"}
      className={mergeClasses(styles.notice, kind === "quiet" && styles.quiet)}
    >
      {icon && (
        <span className={styles.icon}>
          <Icon drawing={icon[0]} tone={icon[1]} />
        </span>
      )}
      <div className={styles.body}>
        {children}
        {detail !== undefined && detail !== "" && <span className={styles.detail}>{detail}</span>}
      </div>
      {action && (
        <Button className={styles.action} appearance="subtle" onClick={action.onClick}>
          {action.label}
        </Button>
      )}
    </div>
  );
}
