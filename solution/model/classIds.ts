import type { Column } from "./types";

/** Class ids of the stock controls, lower case, without braces. */
export const stockClassIds = {
  text: "4273edbd-ac1d-40d3-9fb2-095c621b552d",
  email: "ada2203e-b4cd-49be-9ddf-234642b43b52",
  url: "71716b6c-711e-476c-8ab8-5d11542bfb47",
  memo: "e0dece4b-6fc8-4a8f-a065-082708572369",
  choice: "3ef39988-22bb-4f0b-bbbe-64b5a3748aee",
  multichoice: "4aa28ab7-9c13-4f57-a73d-ad894d048b5f",
  boolean: "67fac785-cd58-4f9f-abb3-4b7ddc6ed5ed",
  datetime: "5b773807-9fb2-42db-97c3-7a91eff8adff",
  decimal: "c3efe0c3-0ec6-42be-8349-cbd9079dfd8e",
  integer: "c6d124ca-7eda-4a60-aea9-7fb8d318b68f",
  money: "533b9e00-756b-4312-95a0-dc888637ac78",
  lookup: "270bd3db-d9af-4782-9025-509e298dec0a",
  status: "5d68b988-0661-4db2-bc3e-17598ad3be6c",
  subgrid: "e7a81278-8635-4d9e-8d4d-59480b391c5b",
} as const;

/** The class ids that can show a column; empty for kinds that no form field shows. The first one is the usual one. */
export function classIdsOf(column: Column): readonly string[] {
  switch (column.type) {
    case "text":
      switch (column.format) {
        case "email":
          return [stockClassIds.email];
        case "url":
          return [stockClassIds.url];
        case "textarea":
        case "richtext":
          return [stockClassIds.memo, stockClassIds.text];
        default:
          return [stockClassIds.text];
      }
    case "memo":
      return [stockClassIds.memo];
    case "choice":
      return [stockClassIds.choice];
    case "state":
    case "status":
      return [stockClassIds.status, stockClassIds.choice];
    case "float":
    case "decimal":
      return [stockClassIds.decimal];
    case "boolean":
    case "multichoice":
    case "datetime":
    case "integer":
    case "money":
    case "lookup":
      return [stockClassIds[column.type]];
    case "primarykey":
    case "guid":
    case "bigint":
    case "image":
    case "file":
      return [];
  }
}

/** The field's kind for messages, from its class id. */
export function classIdName(classId: string): string {
  return Object.entries(stockClassIds).find(([, id]) => id === classId)?.[0] ?? "an unknown kind of";
}
