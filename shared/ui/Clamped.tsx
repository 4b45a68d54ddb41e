import * as React from "react";
import { makeStyles, mergeClasses } from "@fluentui/react-components";

const useStyles = makeStyles({
  clamped: {
    display: "-webkit-box",
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- no browser clamps lines without it yet
    WebkitBoxOrient: "vertical",
    overflowX: "hidden",
    overflowY: "hidden",
    overflowWrap: "anywhere",
    minWidth: 0,
  },
  two: { WebkitLineClamp: "2" },
  three: { WebkitLineClamp: "3" },
});

/** From about this length on a text may not be seen whole in a narrow column: then it is in the tooltip. */
const LONG = 80;

interface Props {
  /** A text out of data, of any length. */
  readonly children: string;
  readonly lines?: 2 | 3;
  readonly className?: string;
}

/**
 * A title or a name as somebody wrote it, in its own direction. However long it is, and however many marks are stacked on
 * its letters, it takes so many lines and nothing of it reaches over its neighbours.
 */
export function Clamped({ children, lines = 2, className }: Props): React.ReactElement {
  const styles = useStyles();
  return (
    <bdi
      className={mergeClasses(styles.clamped, lines === 2 ? styles.two : styles.three, className)}
      title={children.length > LONG ? children : undefined}
    >
      {children}
    </bdi>
  );
}
