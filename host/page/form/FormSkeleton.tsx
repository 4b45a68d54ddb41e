import * as React from "react";
import { Skeleton, SkeletonItem, Text, makeStyles, tokens } from "@fluentui/react-components";
import { measures, px } from "../base/layout";

const useStyles = makeStyles({
  waiting: { display: "grid", gridTemplateColumns: "1fr 1fr", gap: px(measures.gap) },
  card: {
    display: "flex",
    flexDirection: "column",
    gap: "16px",
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow4,
    padding: "19px",
  },
  line: { height: "32px" },
});

/** What stands there until the record's first values are known. */
export function FormSkeleton(): React.ReactElement {
  const styles = useStyles();
  return (
    <Skeleton className={styles.waiting} lang="en" aria-label="Loading the record">
      {[0, 1].map((card) => (
        <div key={card} className={styles.card}>
          {[0, 1, 2, 3, 4].map((line) => (
            <SkeletonItem key={line} className={styles.line} />
          ))}
        </div>
      ))}
      <Text role="status" aria-live="polite" size={100}>
        Loading…
      </Text>
    </Skeleton>
  );
}
