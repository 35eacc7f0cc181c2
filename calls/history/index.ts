/** Where calls come from. */
export { apiHistory, type ApiHistory, type ApiReading, type CallTime } from "./api";
export { cacheFolder, forgetHistories } from "./cache";
export { readCsv, type CsvReading } from "./csv";
export { fileHistory } from "./file";
export type { BadRows, History, HistorySummary, Lack, OnProgress, Progress } from "./history";
export { wasLetThrough } from "./let-through";
export type { BadRow, CallRecord } from "./record";
export { parseSources, sourcesByTrunk, type Sources, type TrunkNames } from "./sources";
