import * as React from "react";
import { Combobox, makeStyles, OptionGroup, useFluent } from "@fluentui/react-components";
import type { AccountCoding } from "../state/useAccountEntry";
import { commandOf, shortcuts, withKey } from "./keys";
import { shortProblem, type Words } from "./messages";
import { listPlacing, note, ValueOption } from "./ValueOption";

interface Props {
  readonly coding: AccountCoding;
  readonly words: Words;
  /** The favourites could not be read, as a sentence. */
  readonly failure: string;
  /** Something was found and taken; for one value, the segment that it went into. */
  readonly onTaken: (dimension?: string) => void;
}

/** With more finds than this, nobody has found anything. */
const limit = 30;

const useStyles = makeStyles({ field: { flexGrow: 1, flexBasis: "96px", minWidth: 0 } });

/** One box over everything: values of all segments with their descriptions, whole accounts, favourites, recents and aliases. */
export function SearchBox({ coding, words, failure, onTaken }: Props): React.ReactElement {
  const { ledger, entry, favorites } = coding;
  const { text, nameOf } = words;
  const styles = useStyles();
  const { dir } = useFluent();
  const [typed, setTyped] = React.useState("");
  const [open, setOpen] = React.useState(false);
  const [active, setActive] = React.useState("");
  const needle = typed.trim().toLowerCase();
  const matches = (...texts: readonly string[]): boolean => texts.some((each) => each.toLowerCase().includes(needle));
  const close = (): void => {
    setTyped("");
    setOpen(false);
  };

  const groups = (): React.ReactNode => {
    const whole = coding.accountIn(typed)?.readings[0];
    const accounts = favorites.list.filter(({ name, account }) => matches(name, account));
    const kept = accounts.filter((each) => each.kept);
    const recent = accounts.filter((each) => !kept.some(({ account }) => account === each.account));
    const aliases = ledger
      .aliases("")
      .filter(({ name, account }) => matches(name, account))
      .slice(0, limit);
    const values = needle && !whole ? ledger.search(typed, entry.combination, limit) : [];
    const option = (id: string, code: string, name: string, refused?: string): React.ReactElement => (
      <ValueOption
        key={id}
        id={id}
        code={code}
        name={name}
        refused={refused}
        active={id === active}
        onLook={() => setActive(id)}
      />
    );
    const group = (key: string, label: string, options: readonly React.ReactElement[]): React.ReactElement | false =>
      options.length > 0 && (
        <OptionGroup key={key} label={label}>
          {options}
        </OptionGroup>
      );
    const accountOptions = (list: typeof accounts): React.ReactElement[] =>
      list.map(({ name, account }) => option(`account\n${account}`, account, name));
    const dimensions = [...new Set(values.map(({ dimension }) => dimension))];
    return (
      <>
        {whole &&
          group("whole", text("Search_account"), [
            option(
              `text\n${typed}`,
              ledger.format(whole.combination).text,
              text(whole.verdict.outcome === "valid" ? "Outcome_valid" : "Outcome_invalid"),
            ),
          ])}
        {group("kept", text("Search_favorites"), accountOptions(kept))}
        {group("recent", text("Search_recent"), accountOptions(recent))}
        {group(
          "alias",
          text("Search_aliases"),
          aliases.map(({ name, account }) => option(`alias\n${name}`, name, account)),
        )}
        {dimensions.map((dimension) =>
          group(
            `in ${dimension}`,
            nameOf(dimension),
            values
              .filter((found) => found.dimension === dimension)
              .map(({ value, description, problem }) =>
                option(`${dimension}\n${value}`, value, description, problem && shortProblem(problem, words)),
              ),
          ),
        )}
        {failure && note("failure", failure)}
        {!whole &&
          !accounts.length &&
          !aliases.length &&
          !values.length &&
          note("none", text(needle ? "List_none" : "Search_hint"))}
      </>
    );
  };

  return (
    <Combobox
      className={styles.field}
      input={{
        dir: "auto",
        style: { minWidth: 0, textAlign: dir === "rtl" ? "right" : "left" },
        title: withKey(text("Search"), "search", text),
        onPaste: (event) => {
          if (!coding.paste(event.clipboardData.getData("text"))) return;
          event.preventDefault();
          close();
          onTaken();
        },
      }}
      expandIcon={null}
      {...listPlacing}
      appearance="filled-darker"
      freeform
      aria-label={text("Search")}
      aria-keyshortcuts={shortcuts.search}
      placeholder={text("Search")}
      value={typed}
      selectedOptions={[]}
      open={open}
      onOpenChange={(_, data) => setOpen(data.open)}
      onActiveOptionChange={(_, data) => setActive(data.nextOption?.value ?? "")}
      onChange={(event) => {
        setTyped(event.target.value);
        setOpen(true);
      }}
      onKeyDown={(event) => {
        const command = commandOf(event);
        // What is typed here is the browser's to take back.
        if (typed && (command === "undo" || command === "redo")) event.stopPropagation();
        if (event.key === "Escape" && !open) setTyped("");
      }}
      onOptionSelect={(_, data) => {
        const [kind = "", found = ""] = (data.optionValue ?? "").split("\n");
        if (!found) return;
        close();
        if (kind === "account") coding.takeAccount(found);
        else if (kind === "alias") coding.takeAlias(found);
        else if (kind === "text") coding.paste(found);
        else coding.enter(kind, found);
        onTaken(["account", "alias", "text"].includes(kind) ? undefined : kind);
      }}
    >
      {open && groups()}
    </Combobox>
  );
}
