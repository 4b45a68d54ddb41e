import * as React from "react";
import { makeStyles, tokens } from "@fluentui/react-components";
import type { Form, Table } from "../../../solution/model/types";
import { defaultView, viewsFor } from "../lists/rows";
import { RelatedGrid } from "../lists/SubGrid";
import { tableOf, type Host, useHost } from "../base/host";
import { textIn } from "../data/localized";
import type { RecordSession } from "../record/session";

export interface RelatedItem {
  readonly key: string;
  readonly label: string;
  readonly relationship: string;
  readonly table: Table;
}

const useStyles = makeStyles({
  card: {
    display: "flex",
    flexDirection: "column",
    minHeight: "300px",
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    boxShadow: tokens.shadow4,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    padding: tokens.spacingHorizontalL,
  },
});

/** Entries of the Related menu: those of the form's Navigation, in its order. */
export function relatedItems(host: Host, form: Form): readonly RelatedItem[] {
  return form.navigation.flatMap((entry): RelatedItem[] => {
    const relationship = host.model.relationships.find(
      (candidate) => candidate.schemaName.toLowerCase() === entry.relationship.toLowerCase(),
    );
    if (!relationship) return [];
    const name =
      relationship.kind === "oneToMany"
        ? relationship.referencingTable
        : relationship.table1 === form.table
          ? relationship.table2
          : relationship.table1;
    const table = tableOf(host.model, name);
    if (!table || !host.rights.can("Read", name)) return [];
    const { languageId } = host.formats;
    return [
      {
        key: `related:${relationship.schemaName}`,
        label: textIn(entry.label, languageId) || textIn(table.pluralName, languageId, name),
        relationship: relationship.schemaName,
        table,
      },
    ];
  });
}

/** The rows of a related table in its associated view. */
export function RelatedPanel(props: {
  readonly item: RelatedItem;
  readonly session: RecordSession;
}): React.ReactElement {
  const styles = useStyles();
  const { model } = useHost();
  const { item } = props;
  const name = item.table.logicalName;
  const view = defaultView(viewsFor(model, name, 2)) ?? defaultView(viewsFor(model, name, 0));
  return (
    <div className={styles.card} role="tabpanel" aria-label={item.label}>
      <RelatedGrid
        session={props.session}
        table={item.table}
        view={view}
        relationship={item.relationship}
        title={item.label}
        pageSize={50}
        selector={false}
      />
    </div>
  );
}
