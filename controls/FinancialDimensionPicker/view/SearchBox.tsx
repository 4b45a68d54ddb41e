import * as React from "react";
import { Combobox, makeStyles, OptionGroup } from "@fluentui/react-components";
import type { Combination, Ledger } from "../../../shared/ledger";
import { problemText, type Words } from "./messages";
import type { KnownFavorites } from "../state/useFavorites";
import { listPlacing, note, ValueOption } from "./ValueOption";

interface Props {
  readonly ledger: Ledger;
  readonly words: Words;
  readonly combination: Combination;
  readonly favorites: KnownFavorites["list"];
  /** The favourites could not be read, as a sentence. */
  readonly failure: string;
  readonly onValue: (dimension: string, value: string) => void;
  /** A favourite or recent account, or one that was typed as a whole. */
  readonly onAccount: (account: string) => void;
  readonly onAlias: (name: string) => void;
}

/** With more finds than this, nobody has found anything. */
const limit = 30;

const useStyles = makeStyles({ field: { flexGrow: 1, flexBasis: "120px", minWidth: 0, maxWidth: "320px" } });

/** One box over everything: values of all segments with their descriptions, favourites, recents and aliases. */
export function SearchBox({
  ledger,
  words,
  combination,
  favorites,
  failure,
  onValue,
  onAccount,
  onAlias,
}: Props): React.ReactElement {
  const { text, nameOf } = words;
  const styles = useStyles();
  const [typed, setTyped] = React.useState("");
  const [open, setOpen] = React.useState(false);
  const needle = typed.trim().toLowerCase();
  const matches = (...texts: readonly string[]): boolean => texts.some((each) => each.toLowerCase().includes(needle));
  const close = (): void => {
    setTyped("");
    setOpen(false);
  };

  const groups = (): React.ReactNode => {
    const accounts = favorites.filter(({ name, account }) => matches(name, account));
    const aliases = ledger
      .aliases("")
      .filter(({ name, account }) => matches(name, account))
      .slice(0, limit);
    const values = needle ? ledger.search(typed, combination, limit) : [];
    const group = (key: string, label: string, options: readonly React.ReactElement[]): React.ReactElement | false =>
      options.length > 0 && (
        <OptionGroup key={key} label={label}>
          {options}
        </OptionGroup>
      );
    const accountOptions = (kept: boolean): React.ReactElement[] =>
      accounts
        .filter((each) => each.kept === kept)
        .map(({ id, name, account }) => <ValueOption key={id} id={`account\n${account}`} code={account} name={name} />);
    const dimensions = [...new Set(values.map(({ dimension }) => dimension))];
    return (
      <>
        {group("kept", text("Search_favorites"), accountOptions(true))}
        {group("recent", text("Search_recent"), accountOptions(false))}
        {group(
          "alias",
          text("Search_aliases"),
          aliases.map(({ name, account }) => (
            <ValueOption key={name} id={`alias\n${name}`} code={name} name={account} />
          )),
        )}
        {dimensions.map((dimension) =>
          group(
            `in ${dimension}`,
            nameOf(dimension),
            values
              .filter((found) => found.dimension === dimension)
              .map((found) => (
                <ValueOption
                  key={found.value}
                  id={`${dimension}\n${found.value}`}
                  code={found.value}
                  name={found.description}
                  reason={found.problem && problemText(found.problem, words)}
                />
              )),
          ),
        )}
        {failure && note("failure", failure)}
        {!accounts.length &&
          !aliases.length &&
          !values.length &&
          note("none", text(needle ? "List_none" : "Search_hint"))}
      </>
    );
  };

  return (
    <Combobox
      className={styles.field}
      input={{ style: { minWidth: 0 } }}
      expandIcon={null}
      {...listPlacing}
      appearance="filled-darker"
      freeform
      aria-label={text("Search")}
      placeholder={text("Search")}
      value={typed}
      selectedOptions={[]}
      open={open}
      onOpenChange={(_, data) => setOpen(data.open)}
      onChange={(event) => {
        setTyped(event.target.value);
        setOpen(true);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !open) setTyped("");
      }}
      onOptionSelect={(_, data) => {
        const [kind = "", found = ""] = (data.optionValue ?? "").split("\n");
        if (!found) return;
        close();
        if (kind === "account") onAccount(found);
        else if (kind === "alias") onAlias(found);
        else onValue(kind, found);
      }}
    >
      {open && groups()}
    </Combobox>
  );
}
