import type { Column, Form } from "../../../solution/model/types";
import type { Access } from "./access";
import { isDirty, type Attribute, type Attributes } from "./attributes";
import { labelOf, visibleColumns } from "./formColumns";
import type { Formats } from "./formats";
import type { FormNotification } from "./session.types";
import { isEmpty, isRequired, requiredText, valueError } from "./validate";

export const isFillable = (column: Column, isNew: boolean): boolean =>
  isNew ? column.validForCreate : column.validForUpdate;

/** Says what is wrong with the fields of a form. */
export class FieldJudge {
  constructor(
    private readonly form: Form,
    private readonly formats: Formats,
    private readonly access: Access,
  ) {}

  /** What the form calls a column. */
  label(column: Column): string {
    return labelOf(this.form, column, this.formats.languageId);
  }

  requiredError(attribute: Attribute, isNew: boolean): string | null {
    const { column } = attribute;
    const judged =
      isRequired(column.requiredLevel) &&
      !column.system &&
      isFillable(column, isNew) &&
      !this.access.isMasked(column, isNew) &&
      !(column.type === "text" && column.autoNumber !== undefined);
    return judged && isEmpty(attribute.value) ? requiredText(this.label(column)) : null;
  }

  /** Writes each field's error to it, and lists the fields that have one, in form order. */
  judgeAll(attributes: Attributes, isNew: boolean): readonly FormNotification[] {
    const shown = visibleColumns(this.form);
    return [...attributes].flatMap((attribute): FormNotification[] => {
      const { column } = attribute;
      const name = column.logicalName;
      // What is stored was the server's to judge: only what is sent is checked here.
      const judged =
        attribute.error ??
        (isDirty(attribute) || isNew ? valueError(column, this.label(column), attribute.value, this.formats) : null);
      attribute.error = judged ?? (shown.has(name) ? this.requiredError(attribute, isNew) : null);
      return attribute.error === null
        ? []
        : [{ id: `field:${name}`, level: "error", text: attribute.error, column: name }];
    });
  }
}
