import * as React from "react";
import { makeStyles, mergeClasses, tokens, typographyStyles } from "@fluentui/react-components";
import { toDataverseError } from "../../../shared/dataverse/error";
import { errorKey } from "../../../shared/form/strings";
import { useRovingFocus } from "../../../shared/ui/useRovingFocus";
import type { AccountCoding } from "../state/useAccountEntry";
import type { ServerSearch } from "../state/useServerSearch";
import { factsOf } from "./facts";
import { destination, type Move, placesOf, segmentOf } from "./keys";
import type { Words } from "./messages";
import { Remarks } from "./Remarks";
import { SearchBox } from "./SearchBox";
import { Caption, SegmentField } from "./SegmentField";
import { Status } from "./Status";
import { Toolbar } from "./Toolbar";

interface Props {
  readonly coding: AccountCoding;
  readonly server: ServerSearch;
  /** Some part of the configuration could not be read. */
  readonly unverified: boolean;
  readonly words: Words;
  readonly delimiter: string;
  readonly label: string;
  readonly required: boolean;
  readonly compact: boolean;
  /** The form itself finds the value wrong; it says so below the control. */
  readonly invalid: boolean;
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

/** What is typed next takes the place of what stands in the field. */
const selected = (place: HTMLElement | undefined): HTMLElement | undefined => {
  if (place instanceof HTMLInputElement) place.select();
  return place;
};

/** Coding an account: its segments, what is wrong and the way out, what will be posted; search, favourites, undo. */
export function AccountEntry(props: Props): React.ReactElement {
  const { coding, server, words, compact } = props;
  const { ledger, entry, segments, favorites, name, at } = coding;
  const { text, nameOf } = words;
  const styles = useStyles();
  const focus = useRovingFocus<HTMLDivElement>(placesOf);
  const move = (to: Move): void => focus.moveOnceDrawn((root, from) => selected(destination(root, from, to)));
  const moveTo = (segment: string): void =>
    focus.moveOnceDrawn((root) => selected(placesOf(root).find((place) => segmentOf(place) === segment)));
  return (
    <div
      ref={focus.ref}
      className={styles.root}
      role="group"
      aria-label={props.label}
      onFocus={(event) => {
        coding.come(segmentOf(event.target));
        focus.onFocus(event);
      }}
      onBlur={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) coding.leave();
      }}
      onKeyDown={(event) => {
        const arrow = event.target instanceof HTMLButtonElement && /^Arrow(Right|Left)$/.exec(event.key);
        if (!arrow) return;
        event.preventDefault();
        move(arrow[1] === "Right" ? "right" : "left");
      }}
    >
      <div className={mergeClasses(styles.segments, compact && styles.compact)}>
        {segments.map((segment) => {
          const { dimension } = segment;
          const isMain = dimension === ledger.mainAccount;
          return (
            <SegmentField
              key={dimension}
              ledger={ledger}
              words={words}
              segment={segment}
              combination={entry.combination}
              facts={factsOf(coding, words, dimension)}
              invalid={props.invalid && isMain}
              required={segment.required || (props.required && isMain)}
              delimiter={props.delimiter}
              compact={compact}
              showAll={coding.showsAll}
              onSearch={(typed) => server.search(dimension, typed)}
              searching={server.searching}
              onCommit={(value) => coding.enter(dimension, value)}
              onAlias={coding.takeAlias}
              onMove={move}
              onToggleShow={coding.toggleAll}
              onUndo={() => coding.undo?.()}
              onPaste={(pasted) => !ledger.lookup(dimension, pasted.trim()) && coding.paste(pasted)}
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
              {nameOf(at)} <Caption {...factsOf(coding, words, at)} />
            </span>
          )}
        </div>
      )}
      <div className={styles.line} aria-live="polite">
        {!coding.isEmpty && (
          <Status
            ledger={ledger}
            words={words}
            entry={entry}
            verdict={coding.verdict}
            posting={coding.posting}
            pending={coding.isPending}
            unverified={props.unverified}
            telling={compact ? [] : segments.map(({ dimension }) => dimension)}
            onFix={(fix) => {
              coding.takeFix(fix);
              // The link goes with what it mended: the focus stays with the segment that was mended.
              moveTo(fix.changes[0]?.dimension ?? ledger.mainAccount);
            }}
          />
        )}
        <Remarks
          coding={coding}
          words={words}
          onReading={(reading) => {
            coding.takeReading(reading);
            moveTo(ledger.mainAccount);
          }}
        />
      </div>
      <div className={styles.line}>
        <SearchBox
          ledger={ledger}
          words={words}
          combination={entry.combination}
          favorites={favorites.list}
          failure={
            favorites.failure === undefined
              ? ""
              : text("Search_failed", text(errorKey(toDataverseError(favorites.failure).kind), "fsn_dimensionfavorite"))
          }
          onValue={coding.enter}
          onAccount={coding.takeAccount}
          onAlias={coding.takeAlias}
        />
        <Toolbar coding={coding} words={words} />
      </div>
    </div>
  );
}
