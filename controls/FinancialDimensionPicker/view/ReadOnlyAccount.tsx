import * as React from "react";
import { FluentProvider, Input, makeStyles, tokens, typographyStyles, useFluent } from "@fluentui/react-components";
import { Clamped } from "../../../shared/ui/Clamped";
import { readOnlyTheme } from "../../../shared/ui/readOnlyTheme";
import type { ServerSearch } from "../state/useServerSearch";
import { placeText, problemText, type Words } from "./messages";
import { Posting } from "./steps";
import { outcomeOf, Verdict } from "./Verdict";

interface Props {
  readonly account: string;
  readonly label: string;
  /** Absent while the ledger is not there: then the text alone is shown. */
  readonly known?: { readonly server: ServerSearch; readonly words: Words; readonly unverified: boolean };
}

const useStyles = makeStyles({
  field: { width: "100%", minWidth: 0 },
  provider: { backgroundColor: "transparent" },
  line: { ...typographyStyles.caption1, color: tokens.colorNeutralForeground3, overflowWrap: "anywhere" },
});

/** The account as a locked field shows it: readable, focusable, with what its segments are called, and why it is invalid. */
export function ReadOnlyAccount({ account, label, known }: Props): React.ReactElement {
  const styles = useStyles();
  // An account reads from left to right in every language, blanks at its beginning included.
  const { dir } = useFluent();
  const ledger = known?.server.ledger;
  const [reading] = React.useMemo(() => ledger?.parse(account).readings ?? [], [ledger, account]);
  const combination = reading?.combination ?? {};
  React.useEffect(() => known?.server.verify(combination, account));
  const names = Object.entries(combination)
    .map(([dimension, value]) => ledger?.lookup(dimension, value ?? "")?.description)
    .filter(Boolean);
  const posting = ledger?.postingPreview(combination);
  const [problem] = reading?.verdict.problems ?? [];
  return (
    <FluentProvider theme={readOnlyTheme} className={styles.provider}>
      <Input
        className={styles.field}
        appearance="filled-darker"
        readOnly
        value={account}
        aria-label={label}
        input={{ dir: "ltr", style: { textAlign: dir === "rtl" ? "right" : "left" } }}
      />
      {known && reading && posting && (
        <>
          <Clamped lines={3} className={styles.line}>
            {names.join(" · ")}
          </Clamped>
          <Verdict outcome={outcomeOf(reading.verdict, posting, known.words, known.unverified)} words={known.words} />
          {problem ? (
            <div className={styles.line}>
              {[problemText(problem, known.words), placeText(problem.place, known.words)].filter(Boolean).join(" ")}
            </div>
          ) : (
            posting.changes.length > 0 && <Posting posting={posting} words={known.words} />
          )}
        </>
      )}
    </FluentProvider>
  );
}
