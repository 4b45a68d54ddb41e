import type { ApprovalBook } from "./approvalBook";
import type { KitBook } from "./kitBook";
import { deletedTeam, deletedUser, nameless, person } from "./people";

export interface Books {
  readonly power: ApprovalBook;
  readonly kit: KitBook;
  readonly now: Date;
}

/** Writes what happened to one purchase request. Days count back from now. */
export type Story = (books: Books, request: number) => void;

/** Power Automate histories that come up seldom, or show what a reader of them easily gets wrong. */
export const approvalCases: readonly Story[] = [
  // Everyone answers with an option of their own; the joined result is cut off at 100 characters, in the middle of an answer.
  ({ power }, request) => {
    const answers = [
      "Yes, but not before May",
      "Approve; with conditions",
      "موافقة مشروطة",
      "👍 fine",
      "Approve later",
    ];
    const options = answers.join(",");
    const result = [...answers, ...answers].join(", ").slice(0, 100);
    const approval = power.approval(request, {
      age: 10,
      status: "completed",
      result,
      completedAge: 6,
      everyone: true,
      options,
    });
    answers.forEach((outcome, index) => {
      const name = ["Mia Chen", "Omar Haddad", "ליאור כהן", "Grace Kim", "Lars Müller"][index] ?? "";
      power.respond(power.ask(approval, person(name), { age: 10, status: "inactive" }), {
        age: 9 - index * 0.6,
        outcome,
      });
    });
    // Models besides the basic one, whose names alone say who must answer, with a result for each step.
    const all = power.approval(request, {
      age: 16,
      status: "completed",
      result: "Approve, Approve",
      completedAge: 14,
      model: "awaitall",
      steps: 1,
      currentStep: 1,
    });
    for (const name of ["Mia Chen", "Grace Kim"])
      power.respond(power.ask(all, person(name), { age: 16, status: "inactive" }), { age: 14.5, outcome: "Approve" });
    const action = power.approval(request, { age: 9, model: "action", options: "Ship,Hold", steps: 2, currentStep: 2 });
    power.respond(power.ask(action, person("Noah Okafor"), { age: 9, status: "inactive", step: 1 }), {
      age: 8,
      outcome: "Ship",
      step: 1,
    });
    power.ask(action, person("Lars Müller"), { age: 8, step: 2 });
    power.ask(
      power.approval(request, { age: 1, model: "awaitallaction", options: "Ship,Hold", steps: 1 }),
      person("Mia Chen"),
      { age: 1 },
    );
  },
  // Handed on in a circle that has no beginning; and by somebody whose request the last one asked, a guest, may not see.
  ({ power }, request) => {
    const circle = power.approval(request, { age: 7 });
    const first = power.ask(circle, person("Diego Fernández"), { age: 7, status: "reassigned" });
    const last = power.ask(circle, person("Noah Okafor"), { age: 6, from: first });
    power.reassignInCircle(first, last);
    const hidden = power.approval(request, { age: 5, everyone: true });
    const a = power.ask(hidden, person("Mia Chen"), { age: 5, status: "reassigned" });
    const b = power.ask(hidden, person("Omar Haddad"), { age: 4, status: "reassigned", from: a });
    power.ask(hidden, person("Elena Rossi"), { age: 3, from: b });
  },
  // Approvers who are gone: deleted with their name, nameless, a dissolved team; and an answer entered for somebody else.
  ({ power }, request) => {
    const approval = power.approval(request, { age: 13, everyone: true });
    power.respond(power.ask(approval, deletedUser, { age: 13, status: "inactive" }), { age: 12, outcome: "Approve" });
    power.ask(approval, nameless, { age: 13 });
    power.ask(approval, deletedTeam, { age: 13, team: true });
    power.respond(power.ask(approval, person("Omar Haddad"), { age: 13, status: "inactive" }), {
      age: 11,
      outcome: "Approve",
      onBehalf: person("# Approvals Service"),
      comment: "By telephone.",
    });
  },
  // An answer that came after the approval had expired, and a link that runs a script where it is followed blindly.
  ({ power, now }, request) => {
    const late = power.approval(request, { age: 45, status: "expired", completedAge: 15, expiresIn: -15 });
    power.respond(power.ask(late, person("Omar Haddad"), { age: 45 }), {
      age: 14,
      outcome: "Approve",
      comment: "Sorry, I was travelling.",
    });
    power.ask(power.approval(request, { age: 2, link: "script" }), person("Grace Kim"), { age: 2 });
    // Asked and answered across the nights in which Berlin changes its clocks: the same wall-clock time twice, and an hour that never was.
    for (const change of [clockChange(now, 9), clockChange(now, 2)]) {
      const [before, after] = [daysSince(now, change) + HALF_HOUR, daysSince(now, change) - HALF_HOUR];
      const approval = power.approval(request, {
        age: before,
        status: "completed",
        result: "Approve",
        completedAge: after,
      });
      power.respond(power.ask(approval, person("Lars Müller"), { age: before, status: "inactive" }), {
        age: after,
        outcome: "Approve",
      });
    }
  },
  // The multi-stage schema in full: a stage of each kind in each status, an AI stage that says no, two numbered stages of requests.
  ({ power }, request) => {
    const approval = power.approval(request, {
      age: 6,
      dueIn: 4,
      expiresIn: 22,
      fixed: true,
      flow: "Purchase request approval",
    });
    power.respond(power.ask(approval, person("Diego Fernández"), { age: 6, status: "inactive", stage: 1 }), {
      age: 5,
      outcome: "Approve",
      stage: 1,
    });
    power.ask(approval, person("Grace Kim"), { age: 4, stage: 4, dueIn: 4, remindedAge: 1, optionsNotSpecified: true });
    power.ask(approval, person("Mia Chen"), { age: 4, stage: 4, dueIn: 4, remindedAge: 1 });
    power.stage(approval, { order: 1, name: "Plant", kind: "approval", status: "completed" });
    power.stage(approval, {
      order: 2,
      name: "Vendor known?",
      kind: "condition",
      status: "completed",
      logic: "fsn_vendor ne null",
      outcome: "continue",
      info: "The vendor is known.",
    });
    power.stage(approval, {
      order: 3,
      name: "Risk assessment",
      kind: "ai",
      status: "completed",
      response: "Reject",
      rationale: "Three invoices of this vendor are disputed; a person should decide.",
      outcome: "continue",
    });
    power.stage(approval, { order: 4, name: "Finance", kind: "approval", status: "active", everyone: true });
    power.stage(approval, {
      order: 5,
      name: "Over budget?",
      kind: "condition",
      status: "initialized",
      logic: "fsn_amount gt 50000",
    });
    power.stage(approval, { order: 6, name: "Board", kind: "approval", status: "initialized" });
    power.stage(approval, {
      order: 7,
      name: "Contract check",
      kind: "ai",
      status: "skipped",
    });
    power.stage(approval, {
      order: 8,
      name: "Legal",
      kind: "condition",
      status: "inactive",
      logic: "fsn_category eq 417200003",
    });
    power.note(approval, person("Amelia Hughes"), {
      age: 5.5,
      subject: "Offer",
      text: "The offer is valid until the end of the month.",
      file: { name: "offer.txt", content: "24 desks at 720.56 each" },
    });
    // An earlier one that the machine ended by itself: nobody decided, and nobody was asked in the stages after it.
    const ended = power.approval(request, { age: 20, status: "completed", result: "Reject", completedAge: 19.9 });
    power.stage(ended, {
      order: 1,
      name: "Policy check",
      kind: "ai",
      status: "completed",
      response: "Reject",
      rationale: "The vendor is on the list of blocked vendors.",
      outcome: "terminateAsRejected",
    });
    power.stage(ended, { order: 2, name: "Plant", kind: "approval", status: "skipped" });
    power.stage(ended, { order: 3, name: "Finance", kind: "approval", status: "skipped" });
  },
];

const DAY = 86_400_000;
const HALF_HOUR = 0.5 / 24;

/** The last Sunday of a month at 01:00 UTC, which is when Europe changes its clocks; the latest one before now. `month` counts from 0. */
function clockChange(now: Date, month: number): Date {
  const inYear = (year: number): Date => {
    const last = new Date(Date.UTC(year, month + 1, 0, 1));
    return new Date(last.getTime() - last.getUTCDay() * DAY);
  };
  const thisYear = inYear(now.getUTCFullYear());
  return thisYear.getTime() + DAY < now.getTime() ? thisYear : inYear(now.getUTCFullYear() - 1);
}

const daysSince = (now: Date, then: Date): number => (now.getTime() - then.getTime()) / DAY;
