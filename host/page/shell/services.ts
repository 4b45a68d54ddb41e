import type { HostModel } from "../../../solution/model/types";
import { coerce } from "../data/values";
import type { AttributeValue, LookupValue } from "../data/values";
import type { HostServices } from "../pcf/hostServices.types";
import type { DialogStore } from "./dialogStore";
import type { GoOptions } from "../base/host";
import type { Place } from "../base/place";

/** Default values as scripts and controls pass them: texts; lookups as `x`, `xname`, `xtype` parameters. */
export function initialValuesOf(
  model: HostModel,
  table: string,
  parameters: Readonly<Record<string, string>> | undefined,
): Record<string, AttributeValue> {
  const found: Record<string, AttributeValue> = {};
  for (const column of model.tables.find((candidate) => candidate.logicalName === table)?.columns ?? []) {
    const text = parameters?.[column.logicalName];
    if (text === undefined) continue;
    const value =
      text === ""
        ? null
        : valueOf(
            column.type,
            text,
            parameters?.[`${column.logicalName}name`] ?? "",
            parameters?.[`${column.logicalName}type`] ?? (column.type === "lookup" ? (column.targets[0] ?? "") : ""),
          );
    const shaped = coerce(column, value);
    if (shaped !== undefined) found[column.logicalName] = shaped;
  }
  return found;
}

function valueOf(type: string, text: string, name: string, lookupTable: string): unknown {
  switch (type) {
    case "lookup":
      return [{ id: text, name, entityType: lookupTable }];
    case "boolean":
      return text === "true" || text === "1";
    case "multichoice":
      return text.replace(/[[\]]/g, "").split(",").map(Number);
    case "integer":
    case "decimal":
    case "float":
    case "money":
    case "choice":
    case "status":
      return Number(text);
    default:
      return text;
  }
}

/** Dialogs, forms and files for the form and its controls. */
export function createServices(
  model: HostModel,
  dialogs: DialogStore,
  go: (place: Place, options?: GoOptions) => Promise<boolean>,
): HostServices {
  const table = (name: string): HostModel["tables"][number] => {
    const found = model.tables.find((candidate) => candidate.logicalName === name);
    if (!found) throw new Error(`The entity "${name}" cannot be found.`);
    return found;
  };
  return {
    async openForm(options, parameters) {
      const name = options.entityName;
      const target = table(name);
      const initialValues = initialValuesOf(model, name, parameters);
      const parent = options.createFromEntity;
      if (
        options.useQuickCreateForm &&
        model.forms.some((form) => form.table === name && form.type === "quickCreate")
      ) {
        const made = await dialogs.quickCreate(target, { ...parentValue(model, name, parent), ...initialValues });
        return { savedEntityReference: made ? [made] : [] };
      }
      const place: Place = {
        kind: "form",
        table: name,
        id: options.entityId ? options.entityId.replace(/[{}]/g, "").toLowerCase() : null,
        formId: options.formId ? options.formId.replace(/[{}]/g, "").toLowerCase() : null,
      };
      if (options.openInNewWindow)
        window.open(`?table=${name}${place.id ? `&id=${place.id}` : "&new=1"}`, "_blank", "noopener");
      else await go(place, { initialValues: { ...parentValue(model, name, parent), ...initialValues } });
      return { savedEntityReference: [] };
    },
    lookupObjects: async (options) => [...(await dialogs.lookup(options))],
    async openAlertDialog(strings, options) {
      await dialogs.ask(
        { title: "", text: strings.text, answers: [{ key: "ok", label: strings.confirmButtonLabel ?? "OK" }] },
        undefined,
        options,
      );
    },
    async openConfirmDialog(strings, options) {
      const answer = await dialogs.ask(
        {
          title: strings.title ?? "Confirm",
          text: strings.subtitle ? `${strings.subtitle}\n\n${strings.text}` : strings.text,
          answers: [
            { key: "ok", label: strings.confirmButtonLabel ?? "OK" },
            { key: "cancel", label: strings.cancelButtonLabel ?? "Cancel" },
          ],
        },
        undefined,
        options,
      );
      return { confirmed: answer === "ok" };
    },
    async openErrorDialog(options) {
      const code = options.errorCode === undefined ? "" : `Error code: 0x${(options.errorCode >>> 0).toString(16)}`;
      await dialogs.ask(
        {
          title: "Something went wrong",
          text: [options.message ?? "An error has occurred.", code].filter(Boolean).join("\n"),
          answers: [{ key: "ok", label: "OK" }],
        },
        options.details ?? "",
      );
    },
    openUrl(url, options) {
      // Only addresses of the web: a control must not make the page run a script.
      if (!/^(https?:|mailto:|tel:|\/)/i.test(url)) throw new Error(`openUrl does not open "${url}".`);
      window.open(
        url,
        "_blank",
        ["noopener", options?.width ? `width=${options.width}` : "", options?.height ? `height=${options.height}` : ""]
          .filter(Boolean)
          .join(","),
      );
    },
    async openFile(file) {
      const bytes = Uint8Array.from(atob(file.fileContent), (character) => character.charCodeAt(0));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([bytes], { type: file.mimeType }));
      link.download = file.fileName;
      link.click();
      URL.revokeObjectURL(link.href);
    },
    openWebResource(name) {
      void dialogs.ask({
        title: "Web resource",
        text: `This host has no web resources: ${name}`,
        answers: [{ key: "ok", label: "OK" }],
      });
    },
    showProgress: (text) => dialogs.showProgress(text),
  };
}

/** A row created from a parent refers to it, through the one lookup that can. */
function parentValue(
  model: HostModel,
  table: string,
  parent: ComponentFramework.NavigationApi.EntityFormOptions["createFromEntity"],
): Record<string, AttributeValue> {
  if (!parent) return {};
  const { entityType, id, name } = parent as {
    readonly entityType?: unknown;
    readonly id?: unknown;
    readonly name?: unknown;
  };
  if (typeof entityType !== "string" || typeof id !== "string") return {};
  const column = model.tables
    .find((candidate) => candidate.logicalName === table)
    ?.columns.find(
      (candidate) => candidate.type === "lookup" && !candidate.system && candidate.targets.includes(entityType),
    );
  const reference: LookupValue = {
    id: id.replace(/[{}]/g, "").toLowerCase(),
    name: typeof name === "string" ? name : "",
    entityType,
  };
  return column ? { [column.logicalName]: [reference] } : {};
}
