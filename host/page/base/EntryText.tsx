import * as React from "react";
import { makeStyles } from "@fluentui/react-components";
import { atMostLines } from "./layout";

const useStyles = makeStyles({ entry: atMostLines(2) });

/** What an entry of a menu or of a list of options is called. A maker may have given it a name of any length. */
export function EntryText({ children }: { readonly children: string }): React.ReactElement {
  return <span className={useStyles().entry}>{children}</span>;
}
