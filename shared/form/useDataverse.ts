import * as React from "react";
import { createDataverse, type Dataverse, type WebApi } from "../dataverse/client";
import type { Form } from "./FormControl";

/**
 * Dataverse through the form's context: one object for the life of the control, each request sent by the Web API of the
 * context that is the newest at that moment.
 *
 * @param webApi always `(context) => context.webAPI`. It stands in the control, since a control that uses a feature of its
 *   manifest is recognised by these words.
 */
export function useDataverse<Inputs extends object, OutputValues extends object>(
  form: Form<Inputs, OutputValues>,
  webApi: (context: ComponentFramework.Context<Inputs>) => WebApi,
): Dataverse {
  const asked = React.useRef(webApi);
  return React.useMemo(() => {
    const newest = (): WebApi => asked.current(form.context);
    return createDataverse(
      {
        retrieveMultipleRecords: (...query) => newest().retrieveMultipleRecords(...query),
        retrieveRecord: (...query) => newest().retrieveRecord(...query),
        createRecord: (...row) => newest().createRecord(...row),
        updateRecord: (...row) => newest().updateRecord(...row),
        deleteRecord: (...row) => newest().deleteRecord(...row),
      },
      form.isOnline,
    );
  }, [form]);
}
