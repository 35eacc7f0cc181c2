/** What others see of calls/. */
export { afterPlan, beforePlan } from "./after";
export { answersOf } from "./answers";
export type { Call, Party } from "./call";
export { traceOf, verdictOf } from "./judge";
export { numberText, partyOf, subjectOf, withoutCountry } from "./numbers";
export { QUESTIONS, type Answers, type Ask, type Question } from "./questions";
export type { Outcome, Reason, Step, Verdict } from "./verdict";
export { worldOf, type Account, type Trunk, type World } from "./world";
export { pageOf, type Surroundings } from "./replay/page";
export { Replay, type ReplayOptions } from "./replay/replay";
export { failedBy, notJudgedShare, type ReplayReport } from "./replay/report";
export { replayText } from "./replay/text";
export { checkExpectations, type Checked } from "./expectations/check";
export { readAnswers, readExpectations, type Expectations } from "./expectations/file";
export { expectationsJunit } from "./expectations/junit";
export { checkedJson, checkedLines, summaryText } from "./expectations/text";
export { inventoryIn, inventoryJson, readInventory, type Inventory } from "./inventory";
export { masked, maskedJson, maskedNumber } from "./mask";
export { checkUsername, endpointNamed, trunkNamed } from "./names";
export { verdictText } from "./replay/difference";
export { sidesOf, type Sides } from "./sides";
export { askLines, stepLines } from "./steps-text";
export {
  apiHistory,
  fileHistory,
  forgetHistories,
  parseSources,
  sourcesByTrunk,
  type ApiHistory,
  type CallTime,
  type History,
} from "./history";
