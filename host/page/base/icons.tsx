import * as React from "react";
import { makeStyles, mergeClasses } from "@fluentui/react-components";
import add from "@fluentui/svg-icons/icons/add_20_regular.svg";
import apps from "@fluentui/svg-icons/icons/grid_dots_20_regular.svg";
import arrowDown from "@fluentui/svg-icons/icons/arrow_down_20_regular.svg";
import arrowLeft from "@fluentui/svg-icons/icons/arrow_left_20_regular.svg";
import arrowUp from "@fluentui/svg-icons/icons/arrow_up_20_regular.svg";
import calendar from "@fluentui/svg-icons/icons/calendar_ltr_20_regular.svg";
import call from "@fluentui/svg-icons/icons/call_20_regular.svg";
import checkmarkCircle from "@fluentui/svg-icons/icons/checkmark_circle_20_regular.svg";
import chevronDown from "@fluentui/svg-icons/icons/chevron_down_20_regular.svg";
import chevronLeft from "@fluentui/svg-icons/icons/chevron_left_20_regular.svg";
import chevronRight from "@fluentui/svg-icons/icons/chevron_right_20_regular.svg";
import clock from "@fluentui/svg-icons/icons/clock_20_regular.svg";
import deleteIcon from "@fluentui/svg-icons/icons/delete_20_regular.svg";
import dismiss from "@fluentui/svg-icons/icons/dismiss_20_regular.svg";
import errorCircle from "@fluentui/svg-icons/icons/error_circle_20_regular.svg";
import filter from "@fluentui/svg-icons/icons/filter_20_regular.svg";
import globe from "@fluentui/svg-icons/icons/globe_20_regular.svg";
import info from "@fluentui/svg-icons/icons/info_20_regular.svg";
import key from "@fluentui/svg-icons/icons/key_20_regular.svg";
import list from "@fluentui/svg-icons/icons/list_20_regular.svg";
import lock from "@fluentui/svg-icons/icons/lock_closed_20_regular.svg";
import mail from "@fluentui/svg-icons/icons/mail_20_regular.svg";
import more from "@fluentui/svg-icons/icons/more_vertical_20_regular.svg";
import navigation from "@fluentui/svg-icons/icons/navigation_20_regular.svg";
import open from "@fluentui/svg-icons/icons/open_20_regular.svg";
import person from "@fluentui/svg-icons/icons/person_20_regular.svg";
import play from "@fluentui/svg-icons/icons/play_20_regular.svg";
import popOut from "@fluentui/svg-icons/icons/window_new_20_regular.svg";
import prohibited from "@fluentui/svg-icons/icons/prohibited_20_regular.svg";
import refresh from "@fluentui/svg-icons/icons/arrow_clockwise_20_regular.svg";
import save from "@fluentui/svg-icons/icons/save_20_regular.svg";
import saveClose from "@fluentui/svg-icons/icons/save_arrow_right_20_regular.svg";
import search from "@fluentui/svg-icons/icons/search_20_regular.svg";
import table from "@fluentui/svg-icons/icons/table_20_regular.svg";
import warning from "@fluentui/svg-icons/icons/warning_20_regular.svg";
import wrench from "@fluentui/svg-icons/icons/wrench_20_regular.svg";

const drawings = {
  add,
  apps,
  arrowDown,
  arrowLeft,
  arrowUp,
  calendar,
  call,
  checkmarkCircle,
  chevronDown,
  chevronLeft,
  chevronRight,
  clock,
  delete: deleteIcon,
  dismiss,
  errorCircle,
  filter,
  globe,
  info,
  key,
  list,
  lock,
  mail,
  more,
  navigation,
  open,
  person,
  play,
  popOut,
  prohibited,
  refresh,
  save,
  saveClose,
  search,
  table,
  warning,
  wrench,
};

export type IconName = keyof typeof drawings;

const useStyles = makeStyles({
  icon: {
    display: "inline-flex",
    flexShrink: 0,
    width: "20px",
    height: "20px",
    color: "inherit",
    "& svg": { width: "100%", height: "100%" },
    "& path": { fill: "currentColor" },
  },
  small: { width: "16px", height: "16px" },
  // What points along the line of reading turns round with it.
  directed: { ":dir(rtl)": { transform: "scaleX(-1)" } },
});

const DIRECTED: readonly IconName[] = ["arrowLeft", "chevronLeft", "chevronRight", "saveClose", "open", "list"];

/** A drawing in the colour of the text around it; hidden from screen readers, since its button has a name. */
export function Icon(props: {
  readonly name: IconName;
  readonly small?: boolean;
  readonly className?: string;
}): React.ReactElement {
  const styles = useStyles();
  const classes = mergeClasses(
    styles.icon,
    props.small ? styles.small : undefined,
    DIRECTED.includes(props.name) ? styles.directed : undefined,
    props.className,
  );
  const Drawing = drawings[props.name];
  return (
    <span className={classes} aria-hidden>
      <Drawing />
    </span>
  );
}
