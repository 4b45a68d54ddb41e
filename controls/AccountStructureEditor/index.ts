import { FormControl } from "../../shared/form/FormControl";
import { Editor } from "./AccountStructureEditor";
import type { IInputs, IOutputs } from "./generated/ManifestTypes";
import { readEditor, type EditorReading } from "./reading";

/** What the framework makes of the Account Structure Editor. */
export class AccountStructureEditor
  extends FormControl<IInputs, IOutputs, EditorReading>
  implements ComponentFramework.ReactControl<IInputs, IOutputs>
{
  constructor() {
    super({
      name: "structure-editor",
      reader: () => readEditor,
      Root: Editor,
      init: (context) => context.mode.trackContainerResize(true),
    });
  }
}
