import { ApprovalBook } from "./approvalBook";
import { approvalCases, type Books, type Story } from "./approvalCases";
import type { SampleBatch, Scale } from "./rows";
import { KitBook } from "./kitBook";
import { kitCases } from "./kitCases";
import { people, person, purchasingTeam } from "./people";
import type { Random } from "./random";
import { requestCount, requesterOf, requestId, requestTitle } from "./requests";

const bidi = "موافقة مشروطة";

/**
 * Approval histories in every state that a timeline must tell apart. Each scenario writes to one purchase request; the
 * first requests carry one scenario each, the rest a plain history. Days count back from `now`.
 */
const scenarios: readonly Story[] = [
  // Everyone must approve: one has, two are waited for.
  ({ power: book }, request) => {
    const approval = book.approval(request, { age: 3, everyone: true, dueIn: 2 });
    book.respond(book.ask(approval, person("Priya Raman"), { age: 3 }), {
      age: 2.5,
      outcome: "Approve",
      comment: "Budget is there; please order before the price list changes.",
    });
    book.ask(approval, person("Mia Chen"), { age: 3 });
    book.ask(approval, person("Grace Kim"), { age: 3 });
  },
  // First to respond: three are asked, nobody has answered.
  ({ power: book }, request) => {
    const approval = book.approval(request, { age: 1, dueIn: 5 });
    for (const name of ["Mia Chen", "Omar Haddad", "Diego Fernández"]) book.ask(approval, person(name), { age: 1 });
  },
  // First to respond: two answer within the same second; the first one won.
  ({ power: book }, request) => {
    const approval = book.approval(request, { age: 8, status: "completed", result: "Approve", completedAge: 7 });
    const first = book.ask(approval, person("Mia Chen"), { age: 8, status: "inactive" });
    const second = book.ask(approval, person("Omar Haddad"), { age: 8, status: "inactive" });
    book.ask(approval, person("Grace Kim"), { age: 8, status: "inactive" });
    book.respond(first, { age: 7, outcome: "Approve" });
    book.respond(second, { age: 7, outcome: "Reject", comment: "Too expensive." });
  },
  // Everyone must approve: one of three rejects, which ends it.
  ({ power: book }, request) => {
    const approval = book.approval(request, {
      age: 12,
      status: "completed",
      result: "Reject",
      completedAge: 10,
      everyone: true,
    });
    book.respond(book.ask(approval, person("Priya Raman"), { age: 12, status: "inactive" }), {
      age: 11,
      outcome: "Approve",
    });
    book.respond(book.ask(approval, person("Lars Müller"), { age: 12, status: "inactive" }), {
      age: 10,
      outcome: "Reject",
      comment: "Bitte zuerst ein zweites Angebot einholen.",
    });
    book.ask(approval, person("Grace Kim"), { age: 12, status: "inactive" });
  },
  // Custom responses with commas, semicolons, another script, an emoji, and an option that only looks like Approve.
  ({ power: book }, request) => {
    const approval = book.approval(request, {
      age: 6,
      status: "completed",
      result: "Approve later",
      completedAge: 5,
      options: `Approve later,Approve; with conditions,${bidi},👍 fine`,
    });
    book.respond(book.ask(approval, person("ליאור כהן"), { age: 6, status: "inactive" }), {
      age: 5,
      outcome: "Approve later",
      comment: "Next quarter, please.",
    });
  },
  // Reassigned A → B → C → A: a cycle that ends where it began.
  ({ power: book }, request) => {
    const approval = book.approval(request, { age: 9, dueIn: 1 });
    const a = book.ask(approval, person("Omar Haddad"), { age: 9, status: "reassigned" });
    const b = book.ask(approval, person("Diego Fernández"), { age: 8, status: "reassigned", from: a });
    const c = book.ask(approval, person("Noah Okafor"), { age: 7, status: "reassigned", from: b });
    book.ask(approval, person("Omar Haddad"), { age: 6, from: c });
  },
  // Cancelled by its owner while request rows are still active.
  ({ power: book }, request) => {
    const approval = book.approval(request, { age: 15, status: "canceled", completedAge: 13 });
    book.ask(approval, person("Mia Chen"), { age: 15 });
  },
  // Active for 31 days: the waiting flow has given up, nothing listens.
  ({ power: book }, request) => void book.ask(book.approval(request, { age: 31 }), person("Grace Kim"), { age: 31 }),
  // Sequential: step 1 approved, step 2 rejected, step 3 never reached.
  ({ power: book }, request) => {
    const approval = book.approval(request, {
      age: 20,
      status: "completed",
      result: "Reject",
      completedAge: 16,
      steps: 3,
      currentStep: 2,
    });
    book.respond(book.ask(approval, person("Diego Fernández"), { age: 20, status: "inactive", step: 1 }), {
      age: 18,
      outcome: "Approve",
      step: 1,
    });
    book.respond(book.ask(approval, person("Mia Chen"), { age: 18, status: "inactive", step: 2 }), {
      age: 16,
      outcome: "Reject",
      step: 2,
      comment: "The vendor is blocked for new orders.",
    });
  },
  // Drafts: one reviewing, one saved; neither is a decision.
  ({ power: book }, request) => {
    const approval = book.approval(request, { age: 2, everyone: true });
    book.respond(book.ask(approval, person("Mia Chen"), { age: 2 }), {
      age: 1,
      outcome: "Approve",
      status: "reviewing",
    });
    book.respond(book.ask(approval, person("Grace Kim"), { age: 2 }), {
      age: 0.5,
      outcome: "Reject",
      status: "saved",
      comment: "Draft: I am not sure yet.",
    });
  },
  // Expired, and abandoned, after an earlier attempt.
  ({ power: book }, request) => {
    book.ask(book.approval(request, { age: 70, status: "expired", completedAge: 40 }), person("Omar Haddad"), {
      age: 70,
      status: "inactive",
    });
    book.ask(book.approval(request, { age: 38, status: "abandoned", completedAge: 36 }), person("Omar Haddad"), {
      age: 38,
      status: "inactive",
    });
    book.ask(book.approval(request, { age: 27 }), person("Grace Kim"), { age: 27 });
  },
  // Created and not yet sent; and suspended.
  ({ power: book }, request) => {
    book.approval(request, { age: 0.1, status: "created" });
    book.ask(book.approval(request, { age: 5, status: "suspended" }), person("Priya Raman"), { age: 5 });
  },
  // A disabled approver, a team, a guest and an application user; an answer given on behalf of somebody else.
  ({ power: book }, request) => {
    const approval = book.approval(request, { age: 11, everyone: true });
    book.ask(approval, person("Ivan Petrov"), { age: 11 });
    book.ask(approval, purchasingTeam, { age: 11, team: true });
    book.respond(book.ask(approval, person("Elena Rossi"), { age: 11, status: "inactive" }), {
      age: 9,
      outcome: "Approve",
      createdBy: person("# Approvals Service"),
    });
  },
  // Active for 28 days, due exactly now; answered before it was asked, as clocks differ.
  ({ power: book }, request) => {
    const approval = book.approval(request, { age: 28, dueIn: 0, everyone: true });
    book.respond(book.ask(approval, person("Mia Chen"), { age: 28 }), { age: 28.001, outcome: "Approve" });
    book.ask(approval, person("Omar Haddad"), { age: 28 });
  },
  // Active for 30 days, and hostile text, which must show as text.
  ({ power: book }, request) => {
    const approval = book.approval(request, {
      age: 30,
      details: `<script>alert("x")</script> [click](javascript:alert(1)) ${"Long reasoning. ".repeat(2_100)}`.slice(
        0,
        32_768,
      ),
    });
    book.respond(book.ask(approval, person("Mia Chen"), { age: 30 }), {
      age: 29,
      outcome: "<script>alert(1)</script>",
      comment: '<img src=x onerror="alert(1)">',
    });
  },
  // Several stages: approval, condition, AI with its rationale, stages to come, skipped and withdrawn.
  ({ power: book }, request) => {
    const approval = book.approval(request, { age: 4, dueIn: 3 });
    book.respond(book.ask(approval, person("Diego Fernández"), { age: 4, status: "inactive", step: 1 }), {
      age: 3.5,
      outcome: "Approve",
      step: 1,
    });
    book.ask(approval, person("Grace Kim"), { age: 3, step: 4 });
    book.stage(approval, { order: 1, name: "Manager", kind: "approval", status: "completed" });
    book.stage(approval, {
      order: 2,
      name: "Amount over 10,000?",
      kind: "condition",
      status: "completed",
      logic: "fsn_amount gt 10000",
      outcome: "continue",
    });
    book.stage(approval, {
      order: 3,
      name: "Policy check",
      kind: "ai",
      status: "completed",
      response: "Approve",
      rationale: "The amount is within the yearly contract, and the vendor is on the approved list.",
      outcome: "continue",
    });
    book.stage(approval, { order: 4, name: "Finance", kind: "approval", status: "active" });
    book.stage(approval, { order: 5, name: "Purchasing", kind: "approval", status: "initialized" });
    book.stage(approval, { order: 6, name: "Legal", kind: "approval", status: "skipped" });
    book.stage(approval, { order: 7, name: "Board", kind: "approval", status: "inactive" });
  },
  // Links that mean this record in other spellings.
  ({ power: book }, request) => {
    book.ask(book.approval(request, { age: 2, link: "encodedBraces" }), person("Mia Chen"), { age: 2 });
    book.ask(book.approval(request, { age: 1, link: "upperCase" }), person("Omar Haddad"), { age: 1 });
  },
  // Links that do not: the same id in another table, in another organisation, a short link, and none.
  ({ power: book }, request) => {
    for (const link of ["otherTable", "otherOrganisation", "short", "none"] as const)
      book.ask(book.approval(request, { age: 2, link }), person("Mia Chen"), { age: 2 });
  },
  // The same person asked twice, and a code that no documentation lists.
  ({ power: book }, request) => {
    const approval = book.approval(request, { age: 3, everyone: true });
    book.respond(book.ask(approval, person("Mia Chen"), { age: 3, status: "inactive", step: 1 }), {
      age: 2,
      outcome: "Approve",
      step: 1,
    });
    book.ask(approval, person("Mia Chen"), { age: 2, step: 2 });
    book.approval(request, { age: 1, status: "unknown" });
  },
];

export function* approvalRows(random: Random, scale: Scale, now: Date): Generator<SampleBatch> {
  const book = new ApprovalBook(now, requestTitle, requestId, requesterOf);
  const kit = new KitBook(now, requestTitle, requestId, requesterOf);
  const books: Books = { power: book, kit, now };
  scenarios.forEach((story, index) => story(books, index + 1));
  for (let request = scenarios.length + 1; request <= requestCount[scale]; request++) {
    // Every fourth request has not been sent for approval, unless a case stands on it.
    if (request % 4 !== 0) plainHistory(book, random, request);
  }
  if (scale === "large") longHistory(book, random);
  // The rows of everything above keep their ids when a case is added below.
  [...approvalCases, ...kitCases].forEach((story, index) => story(books, firstCaseRequest + 4 * index));
  if (scale === "large") crowds(book);
  yield* book.batches();
  yield* kit.batches();
}

/** The request whose history has 20,000 events at the large scale. */
export const longHistoryRequest = scenarios.length + 1;

/** The cases stand on the requests that have no plain history: every fourth one, after the one with the long history. */
const firstCaseRequest = Math.ceil((longHistoryRequest + 1) / 4) * 4;

function plainHistory(book: ApprovalBook, random: Random, request: number): void {
  const age = random.between(1, 60);
  const approvers = people.filter(({ roles }) => roles.includes("Purchase Approver"));
  const approver = random.pick(approvers);
  const kind = random.between(1, 10);
  if (kind <= 6) {
    const approval = book.approval(request, {
      age,
      status: "completed",
      result: kind <= 4 ? "Approve" : "Reject",
      completedAge: age - 0.7,
    });
    book.respond(book.ask(approval, approver, { age, status: "inactive" }), {
      age: age - 0.7,
      outcome: kind <= 4 ? "Approve" : "Reject",
      comment: kind === 5 ? "Not this quarter." : undefined,
    });
    return;
  }
  const open = Math.min(age, 24);
  book.ask(book.approval(request, { age: open, dueIn: random.between(-3, 9) }), approver, { age: open });
}

/** Twenty thousand rows on one request: 41 rounds of 250 approvers, many with the same time. */
function longHistory(book: ApprovalBook, random: Random): void {
  const rounds = 41;
  for (let round = 0; round < rounds; round++) {
    const age = 420 - round * 10;
    const last = round === rounds - 1;
    const approval = book.approval(longHistoryRequest, {
      age,
      status: last ? "pending" : "completed",
      result: last ? undefined : "Reject",
      completedAge: last ? undefined : age - 2,
      everyone: true,
    });
    for (let n = 0; n < 250; n++) {
      const approver = people[n % people.length] ?? random.pick(people);
      const ask = book.ask(approval, approver, { age, status: last ? "active" : "inactive", step: n + 1 });
      if (!last || n < 120)
        book.respond(ask, {
          age: age - Math.floor(n / 50) * 0.25,
          outcome: n === 249 ? "Reject" : "Approve",
          step: n + 1,
        });
    }
  }
}

/** Sizes at which paging and drawing break: a full page and one row more, 500 approvers at once, 200 rounds. */
function crowds(book: ApprovalBook): void {
  const ask = (request: number, age: number, approvers: number, answers: number): void => {
    const approval = book.approval(request, { age, everyone: true });
    for (let n = 0; n < approvers; n++) {
      const asked = book.ask(approval, people[n % people.length] ?? purchasingTeam, { age, step: n + 1 });
      if (n < answers) book.respond(asked, { age: age - 0.5, outcome: "Approve", step: n + 1 });
    }
  };
  for (let round = 0; round < 10; round++) ask(crowdRequests.fullPage, 24 - round, 250, 250);
  for (let round = 0; round < 10; round++) ask(crowdRequests.onePastPage, 24 - round, 250, 250);
  ask(crowdRequests.onePastPage, 1, 1, 0);
  ask(crowdRequests.manyApprovers, 2, 500, 200);
  for (let round = 0; round < 200; round++) ask(crowdRequests.manyRounds, 200 - round, 1, round === 199 ? 0 : 1);
}

/** The requests of the large scale whose histories have 5,000 requests and answers, 5,001, 500 approvers in one stage, and 200 rounds. */
export const crowdRequests = { fullPage: 104, onePastPage: 108, manyApprovers: 112, manyRounds: 116 };
