import * as React from "react";
import { Button, makeStyles } from "@fluentui/react-components";

const useStyles = makeStyles({ more: { alignSelf: "flex-start" } });

interface Props {
  readonly onClick: () => void;
  readonly size?: "small" | "medium";
  /** Says how many there will be, where that is known. */
  readonly children: string;
}

/** Brings the next portion of a long list, at the end where the portion will stand. */
export function MoreButton({ onClick, size, children }: Props): React.ReactElement {
  return (
    <Button className={useStyles().more} appearance="subtle" size={size} onClick={onClick}>
      {children}
    </Button>
  );
}
