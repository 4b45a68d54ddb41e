import * as React from "react";
import { ControlRoot } from "./ControlRoot";
import { isOnline } from "./online";
import { Outputs } from "./outputs";
import { isOtherRecord } from "./record";
import { settled } from "./settled";
import type { Text } from "./strings";
import { readSurroundings, type Surroundings } from "./surroundings";

/** The form as a control's views reach it. One object for the life of the control. */
export interface Form<Inputs extends object, OutputValues extends object> {
  /**
   * The newest context, for calls: requests, dialogs, methods of a data set. Take it at the moment of the call and keep
   * nothing of it. What is drawn comes from the reading instead, which is compared; this is not.
   */
  readonly context: ComponentFramework.Context<Inputs>;
  /** Takes to the form what a person committed. */
  readonly write: (values: Partial<OutputValues>) => void;
  /** Whether requests can reach the server, as far as the host tells. */
  readonly isOnline: () => boolean;
}

/** What the root component of a control gets. Each part is the same object as long as its content is the same. */
export interface ControlProps<
  Inputs extends object,
  OutputValues extends object,
  Reading,
  TextKey extends string,
> extends Omit<Surroundings, "text"> {
  readonly text: Text<TextKey>;
  readonly form: Form<Inputs, OutputValues>;
  /** Everything else that the control shows of the context. */
  readonly reading: Reading;
  /** Counts the records shown so far; the first save of a new record goes on with the same number. */
  readonly visit: number;
  /** Counts the outputs that the form has answered: from then on its value counts, also where it refused ours. */
  readonly answered: number;
}

/** What tells one control from another. */
export interface ControlDefinition<Inputs extends object, OutputValues extends object, Reading> {
  /** Part of the ids of its elements, in kebab case. */
  readonly name: string;
  /**
   * Makes the function that takes out of a context what the control shows: plain data, and at most functions that call
   * the newest context by way of `form`. It is called in every updateView and must be cheap and without effects. One is
   * made per instance, so that it may remember what it read last.
   */
  readonly reader: (form: Form<Inputs, OutputValues>) => (context: ComponentFramework.Context<Inputs>) => Reading;
  readonly Root: (props: ControlProps<Inputs, OutputValues, Reading, string>) => React.ReactElement;
  /** For what has to be asked of the host once, as `trackContainerResize`. */
  readonly init?: (context: ComponentFramework.Context<Inputs>) => void;
}

/** What was drawn last, and of what. */
interface Drawn<Reading> {
  readonly surroundings: Surroundings;
  readonly reading: Reading | BrokenReading;
  readonly visit: number;
  readonly answered: number;
  readonly element: React.ReactElement;
}

/** What takes the place of a reading that failed: the boundary around the control says it, and the form lives on. */
class BrokenReading {
  constructor(readonly reason: unknown) {}
}

function Broken({ reason }: { readonly reason: unknown }): React.ReactElement {
  throw reason;
}

let instances = 0;

/**
 * The framework's interface: context in, element out. Every control extends it and says in its constructor what it reads
 * and what it draws.
 *
 * A host calls updateView for its own reasons too: focus, resize, a save, another field, and mostly twice. So what the
 * control reads is compared by content with what it read last, and where nothing changed the same element goes back: React
 * then draws nothing at all.
 */
export abstract class FormControl<
  Inputs extends object,
  OutputValues extends object,
  Reading,
> implements ComponentFramework.ReactControl<Inputs, Partial<OutputValues>> {
  private readonly id: string;
  private readonly form: Form<Inputs, OutputValues>;
  private readonly read: (context: ComponentFramework.Context<Inputs>) => Reading;
  private readonly outputs = new Outputs<OutputValues>(() => this.notify());
  private notify: () => void = () => undefined;
  private context: ComponentFramework.Context<Inputs> | null = null;
  private drawn: Drawn<Reading> | null = null;

  protected constructor(private readonly definition: ControlDefinition<Inputs, OutputValues, Reading>) {
    instances += 1;
    // Several instances stand on one form, and their elements' ids must not meet.
    this.id = `fsn-${definition.name}-${instances}`;
    const newest = (): ComponentFramework.Context<Inputs> => this.newest();
    this.form = {
      get context() {
        return newest();
      },
      write: (values) => this.outputs.write(values),
      isOnline: () => isOnline(newest().client),
    };
    this.read = definition.reader(this.form);
  }

  init(context: ComponentFramework.Context<Inputs>, notifyOutputChanged?: () => void): void {
    this.context = context;
    this.notify = notifyOutputChanged ?? this.notify;
    this.definition.init?.(context);
  }

  updateView(context: ComponentFramework.Context<Inputs>): React.ReactElement {
    this.context = context;
    const before = this.drawn;
    const answered = (before?.answered ?? 0) + (this.outputs.settle() ? 1 : 0);
    const surroundings = readSurroundings(context, () => this.newest(), before?.surroundings ?? null);
    const isOther = before !== null && isOtherRecord(before.surroundings.record, surroundings.record);
    if (isOther) this.outputs.drop();
    const visit = (before?.visit ?? 0) + (isOther ? 1 : 0);
    const reading = this.tryToRead(context);
    if (
      before !== null &&
      before.surroundings === surroundings &&
      before.reading === reading &&
      before.visit === visit &&
      before.answered === answered
    )
      return before.element;
    const { form, id } = this;
    const view =
      reading instanceof BrokenReading
        ? React.createElement(Broken, { reason: reading.reason })
        : React.createElement(this.definition.Root, { ...surroundings, form, reading, visit, answered });
    const element = React.createElement(ControlRoot, { id, surroundings, resetKey: reading, children: view });
    this.drawn = { surroundings, reading, visit, answered, element };
    return element;
  }

  getOutputs(): Partial<OutputValues> {
    return this.outputs.take();
  }

  destroy(): void {
    this.outputs.drop();
    this.drawn = null;
  }

  private tryToRead(context: ComponentFramework.Context<Inputs>): Reading | BrokenReading {
    try {
      return settled(this.drawn?.reading, this.read(context));
    } catch (reason) {
      return new BrokenReading(reason);
    }
  }

  private newest(): ComponentFramework.Context<Inputs> {
    if (this.context === null) throw new Error("A control was asked for its form before init.");
    return this.context;
  }
}
