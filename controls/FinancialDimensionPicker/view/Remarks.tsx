import * as React from "react";
import { Link, makeStyles, typographyStyles } from "@fluentui/react-components";
import type { Reading } from "../../../shared/ledger";
import type { AccountCoding } from "../state/useAccountEntry";
import { problemText, type Words } from "./messages";

interface Props {
  readonly coding: AccountCoding;
  readonly words: Words;
  readonly onReading: (reading: Reading) => void;
}

const useStyles = makeStyles({ link: typographyStyles.caption1 });

/** What came of the last thing somebody did: refused, pasted, without a place; and the ways to read what is ambiguous. */
export function Remarks({ coding, words, onReading }: Props): React.ReactElement {
  const { refused, pasted, dropped, readings, segments } = coding;
  const { text } = words;
  const styles = useStyles();
  const repairs = pasted?.repairs.map((repair) => text(`Repair_${repair}`)).join(", ") ?? "";
  const homeless = [...(pasted?.dropped ?? []), ...dropped].join(", ");
  return (
    <>
      {refused && <span>{problemText(refused, words)}</span>}
      {pasted && <span>{text(repairs ? "Notice_pastedRepaired" : "Notice_pasted", repairs)}</span>}
      {homeless && <span>{text("Notice_dropped", homeless)}</span>}
      {readings.length > 1 && (
        <>
          <span>{text("Notice_ambiguous")}</span>
          {readings.map((reading, index) => (
            <Link key={index} className={styles.link} onClick={() => onReading(reading)}>
              {segments.map(({ dimension }) => reading.combination[dimension] || text("Blank")).join(" | ")}
            </Link>
          ))}
        </>
      )}
    </>
  );
}
