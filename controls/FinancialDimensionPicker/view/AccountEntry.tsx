import * as React from "react";
import { Button, Link, makeStyles, mergeClasses, tokens, typographyStyles } from "@fluentui/react-components";
import ArrowUndoIcon from "@fluentui/svg-icons/icons/arrow_undo_16_regular.svg";
import StarFilledIcon from "@fluentui/svg-icons/icons/star_16_filled.svg";
import StarIcon from "@fluentui/svg-icons/icons/star_16_regular.svg";
import { toDataverseError } from "../../../shared/dataverse/error";
import { errorKey } from "../../../shared/form/strings";
import { Icon } from "../../../shared/ui/Icon";
import type { Combination, Entry, EntryResult, Ledger, Parsed, Provenance } from "../../../shared/ledger";
import { problemText, type Words } from "./messages";
import { SearchBox } from "./SearchBox";
import { Caption, SegmentField, type SegmentFacts } from "./SegmentField";
import { Status } from "./Status";
import type { Coding } from "../state/useDraft";
import { useFavorites, type FavoriteStore } from "../state/useFavorites";
import { useRovingFocus } from "./useRovingFocus";
import type { ServerSearch } from "../state/useServerSearch";

interface Props {
  readonly ledger: Ledger;
  readonly server: ServerSearch;
  /** Some part of the configuration could not be read. */
  readonly unverified: boolean;
  readonly words: Words;
  readonly coding: Coding;
  readonly favorites: FavoriteStore;
  readonly delimiter: string;
  readonly label: string;
  readonly required: boolean;
  readonly compact: boolean;
  /** The form itself finds the value wrong; it says so below the control. */
  readonly invalid: boolean;
  /** Dimension names that must not be changed, and those that must have a value. */
  readonly lockedSegments: readonly string[];
  readonly requiredSegments: readonly string[];
}

const useStyles = makeStyles({
  root: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalXS, minWidth: 0 },
  segments: {
    display: "grid",
    gridTemplateColumns: "repeat(auto-fill, minmax(min(136px, 100%), 1fr))",
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
  },
  compact: {
    gridTemplateColumns: "repeat(auto-fill, minmax(min(76px, 100%), 1fr))",
    columnGap: tokens.spacingHorizontalXS,
  },
  /** The names of all segments keep their room while those of one are shown. */
  names: { display: "grid", "& > *": { gridArea: "1 / 1" } },
  away: { visibility: "hidden" },
  link: typographyStyles.caption1,
  line: {
    ...typographyStyles.caption1,
    color: tokens.colorNeutralForeground3,
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    minHeight: tokens.lineHeightBase200,
  },
});

interface Remark {
  readonly of: Entry;
  readonly said: string;
  readonly parsed?: Parsed;
}

/** Coding an account: its segments, what is wrong and the way out, what will be posted; search, favourites, undo. */
export function AccountEntry(props: Props): React.ReactElement {
  const { ledger, server, words, coding, compact } = props;
  const { entry, change, undo } = coding;
  const { text, nameOf } = words;
  const { combination } = entry;
  const styles = useStyles();
  const focus = useRovingFocus();
  const favorites = useFavorites(props.favorites);
  const [showAll, setShowAll] = React.useState(false);
  /** What is to be said of an entry, and the other ways to read what was pasted; of no other entry. */
  const [remark, setRemark] = React.useState<Remark | null>(null);
  /** What the account was when the person came; null while the focus is elsewhere. */
  const [before, setBefore] = React.useState<Combination | null>(null);
  /** The segment that has the focus. */
  const [at, setAt] = React.useState<string | undefined>();

  const { segments } = ledger.layout(combination);
  const verdict = ledger.validate(combination);
  const posting = ledger.postingPreview(combination);
  /** What is only missing so far is no mistake of somebody who is still at it. */
  const pending = before !== null && verdict.problems.every(({ code }) => code === "valueRequired");
  const isEmpty = Object.values(combination).every((value) => !value);
  const missing = isEmpty
    ? []
    : props.requiredSegments.filter(
        (dimension) => !combination[dimension] && segments.some((segment) => segment.dimension === dimension),
      );
  const account = ledger.format(combination).text;
  const kept = favorites.list.some((favorite) => favorite.kept && favorite.account === account);
  const current = remark?.of === entry ? remark : null;
  const parsed = current?.parsed ?? coding.stored;
  const readings = parsed?.ambiguous ? parsed.readings : [];
  const dropped = coding.stored?.readings[0]?.dropped ?? [];
  const name = segments
    .map(({ dimension }) => ledger.lookup(dimension, combination[dimension] ?? "")?.description)
    .filter(Boolean)
    .join(" · ");

  const apply = (result: EntryResult, said = "", read?: Parsed): void => {
    setRemark({ of: result.entry, said: result.refused ? problemText(result.refused, words) : said, parsed: read });
    if (!result.refused) change(result.entry);
  };
  /** Locked segments keep what they hold, whatever comes from outside. */
  const unlocked = (given: Combination): Combination =>
    Object.fromEntries(Object.entries(given).filter(([dimension]) => !props.lockedSegments.includes(dimension)));
  const take = (given: Combination, provenance: Provenance, base: Entry = entry): void =>
    apply(ledger.enterAll(base, unlocked(given), provenance));
  const paste = (pasted: string): boolean => {
    const read = ledger.parse(pasted);
    const [reading] = read.readings;
    if (!reading || Object.values(reading.combination).filter(Boolean).length < 2) return false;
    const said = [
      text(
        reading.repairs.length > 0 ? "Notice_pastedRepaired" : "Notice_pasted",
        reading.repairs.map((repair) => text(`Repair_${repair}`)).join(", "),
      ),
      reading.dropped.length > 0 ? text("Notice_dropped", reading.dropped.join(", ")) : "",
    ]
      .filter(Boolean)
      .join(" ");
    apply(ledger.enterAll(entry, unlocked(reading.combination), "typed"), said, read);
    return true;
  };
  /** A partial alias keeps the rest. */
  const alias = (typed: string): boolean => {
    const key = typed.toLowerCase();
    const found = ledger.aliases(typed).find((each) => each.name.toLowerCase() === key);
    const [reading] = found ? ledger.parse(found.account).readings : [];
    if (!reading) return false;
    take(Object.fromEntries(Object.entries(reading.combination).filter(([, value]) => value)), "alias");
    return true;
  };
  const factsOf = (dimension: string): SegmentFacts => {
    const by = entry.locks[dimension];
    const provenance = entry.provenance[dimension];
    const posted = posting.changes.find((each) => each.dimension === dimension);
    const problem = isEmpty ? undefined : verdict.problems.find((each) => each.dimension === dimension);
    const value = combination[dimension] ?? "";
    const locked = props.lockedSegments.includes(dimension);
    return {
      chips: [
        by ? text("Chip_lockedBy", `${nameOf(by.dimension)} ${by.value}`) : locked ? text("Chip_locked") : "",
        provenance && provenance !== "stored" ? text(`Provenance_${provenance}`) : "",
        posted ? text("Chip_fixed", posted.to || text("Blank")) : "",
      ].filter(Boolean),
      locked: by !== undefined || locked,
      error:
        pending && !value
          ? ""
          : problem
            ? problemText(problem, words)
            : missing.includes(dimension)
              ? text("Problem_mainAccountRequired", "", nameOf(dimension))
              : "",
      description: ledger.lookup(dimension, value)?.description ?? "",
    };
  };

  /** What was coded in one go is remembered when the person goes on. */
  const onBlur = (event: React.FocusEvent): void => {
    if (event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)) return;
    setBefore(null);
    setAt(undefined);
    if (before !== null && before !== combination && verdict.outcome === "valid" && account)
      favorites.use(account, name);
  };

  return (
    <div
      ref={focus.ref}
      className={styles.root}
      role="group"
      aria-label={props.label}
      onFocus={(event) => {
        if (before === null) setBefore(combination);
        setAt(event.target.closest<HTMLElement>("[data-segment]")?.dataset.segment);
        favorites.load();
        focus.onFocus(event);
      }}
      onBlur={onBlur}
      onKeyDown={focus.onKeyDown}
    >
      <div className={mergeClasses(styles.segments, compact && styles.compact)}>
        {segments.map((segment) => {
          const { dimension } = segment;
          return (
            <SegmentField
              key={dimension}
              ledger={ledger}
              words={words}
              segment={segment}
              combination={combination}
              facts={factsOf(dimension)}
              invalid={props.invalid && dimension === ledger.mainAccount}
              required={
                props.requiredSegments.includes(dimension) || (props.required && dimension === ledger.mainAccount)
              }
              delimiter={props.delimiter}
              compact={compact}
              showAll={showAll}
              onSearch={(typed) => server.search(dimension, typed)}
              searching={server.searching}
              onCommit={(value) => apply(ledger.enter(entry, dimension, value))}
              onAlias={alias}
              onMove={focus.move}
              onToggleShow={() => setShowAll(!showAll)}
              onUndo={() => undo?.()}
              onPaste={(pasted) => !ledger.lookup(dimension, pasted.trim()) && paste(pasted)}
            />
          );
        })}
      </div>
      {compact && name && (
        // Each field is described by its own; this is for the eye.
        <div className={mergeClasses(styles.line, styles.names)} aria-hidden="true">
          <span className={at && styles.away}>{name}</span>
          {at && (
            <span>
              {nameOf(at)} <Caption {...factsOf(at)} />
            </span>
          )}
        </div>
      )}
      <div className={styles.line} aria-live="polite">
        {!isEmpty && (
          <Status
            ledger={ledger}
            words={words}
            entry={entry}
            verdict={missing.length > 0 && verdict.outcome === "valid" ? { ...verdict, outcome: "invalid" } : verdict}
            posting={posting}
            pending={pending}
            unverified={props.unverified}
            telling={compact ? [] : segments.map(({ dimension }) => dimension)}
            onFix={(fix) => take(fix, "typed")}
          />
        )}
        {current?.said && <span>{current.said}</span>}
        {dropped.length > 0 && <span>{text("Notice_dropped", dropped.join(", "))}</span>}
        {readings.length > 1 && (
          <>
            <span>{text("Notice_ambiguous")}</span>
            {readings.map((reading, index) => (
              <Link
                key={index}
                className={styles.link}
                onClick={() => take(reading.combination, "typed", ledger.open({}))}
              >
                {segments.map(({ dimension }) => reading.combination[dimension] || text("Blank")).join(" | ")}
              </Link>
            ))}
          </>
        )}
      </div>
      <div className={styles.line}>
        <SearchBox
          ledger={ledger}
          words={words}
          combination={combination}
          favorites={favorites.list}
          failure={
            favorites.failure === undefined
              ? ""
              : text("Search_failed", text(errorKey(toDataverseError(favorites.failure).kind), "fsn_dimensionfavorite"))
          }
          onValue={(dimension, value) => apply(ledger.enter(entry, dimension, value))}
          onAccount={(chosen) => take(ledger.parse(chosen).readings[0]?.combination ?? {}, "stored", ledger.open({}))}
          onAlias={alias}
        />
        <Button appearance="subtle" size="small" onClick={() => setShowAll(!showAll)}>
          {text(showAll ? "Show_valid" : "Show_all")}
        </Button>
        {tool(
          text(kept ? "Favorite_remove" : "Favorite_add"),
          kept ? StarFilledIcon : StarIcon,
          account ? () => favorites.keep(account, name, !kept) : undefined,
        )}
        {undo && tool(text("Undo"), ArrowUndoIcon, undo)}
      </div>
    </div>
  );
}

/** A button that its icon stands for. Without something to do it can still be reached, and says so. */
const tool = (label: string, drawing: typeof StarIcon, onClick: (() => void) | undefined): React.ReactElement => (
  <Button
    appearance="subtle"
    size="small"
    aria-label={label}
    title={label}
    disabledFocusable={!onClick}
    icon={<Icon drawing={drawing} mirrored small />}
    onClick={onClick}
  />
);
