import { HEADER, lines, row, told, useFiles } from "../support/call-files";

/*
 * What spreadsheets make of the export. The files of LibreOffice 7.4.7 (`soffice --convert-to csv`, and with the filter's
 * options 59,34,76,1 for semicolons and quoted texts) and of Gnumeric 1.12.55 (`ssconvert`) are as these wrote them.
 */

const file = useFiles();

const NAMES =
  'Timestamp,"Call Id","Answer Time","End Time",From,To,"Trunk Id","Trunk Name",Direction,"Duration (s)",Result,"To Country","From Country","Is Emergency Call","Price Per Minute",Cost,"Cause Code","SIP Response Code",Region,MOS,Transport,Port,"Project Id","Group Id","Relationship Type","Has Children"';

const GNUMERIC = lines(
  NAMES,
  '"2026/02/03 09:00:00.250",01JZ6QM3N5P7R9S1T4V6W8X0YA,"2026/02/03 09:00:04","2026/02/03 09:01:02",sip:+12025550190@203.0.113.21,46701740605,01JZ6Q8V3M7T2C9XK4R5B6N8PD,Voice,OUTBOUND,58,COMPLETED,SE,US,FALSE,"0.0180 USD","0.0180 USD",16,200,us-west,0,udp,5060,emulator-project,01JZ6QM3N5P7R9S1T4V6W8X0YA,initial,null',
  '"2026/02/03 09:00:00.250",01JZ6QM3N5P7R9S1T4V6W8X0YB,"2026/02/03 09:00:04","2026/02/03 09:01:02",12025550190,46701740605,01JZ6Q8V3M7T2C9XK4R5B6N8PD,Voice,OUTBOUND,58,COMPLETED,SE,US,FALSE,"0.0180 USD","0.0180 USD",16,200,us-west,0,udp,5060,emulator-project,01JZ6QM3N5P7R9S1T4V6W8X0YB,initial,null',
  '"2026/02/03 23:59:59",12300000,"2026/02/03 09:00:04","2026/02/03 09:01:02",sip:+12025550190@203.0.113.21,+46701740605@main.pstn.sinch.com:5060,01JZ6Q8V3M7T2C9XK4R5B6N8PD,Voice,OUTBOUND,58,COMPLETED,SE,US,FALSE,"0.0180 USD","0.0180 USD",16,200,us-west,0,udp,5060,emulator-project,12300000,initial,null',
);

const LIBREOFFICE = lines(
  NAMES.replaceAll('"', ""),
  "2026-02-03T09:00:00.250Z,01JZ6QM3N5P7R9S1T4V6W8X0YA,2026-02-03T09:00:04.000Z,2026-02-03T09:01:02.000Z,sip:+12025550190@203.0.113.21,46701740605,01JZ6Q8V3M7T2C9XK4R5B6N8PD,Voice,OUTBOUND,58,COMPLETED,SE,US,false,0.0180 USD,0.0180 USD,16,200,us-west,0,udp,5060,emulator-project,01JZ6QM3N5P7R9S1T4V6W8X0YA,initial,null",
  "2026-02-03T23:59:59.000Z,12300000,2026-02-03T09:00:04.000Z,2026-02-03T09:01:02.000Z,sip:+12025550190@203.0.113.21,+46701740605@main.pstn.sinch.com:5060,01JZ6Q8V3M7T2C9XK4R5B6N8PD,Voice,OUTBOUND,58,COMPLETED,SE,US,false,0.0180 USD,0.0180 USD,16,200,us-west,0,udp,5060,emulator-project,12300000,initial,null",
);

const LIBREOFFICE_SEMICOLONS = lines(
  '"Timestamp";"Call Id";"Answer Time";"End Time";"From";"To";"Trunk Id";"Trunk Name";"Direction";"Duration (s)";"Result";"To Country";"From Country";"Is Emergency Call";"Price Per Minute";"Cost";"Cause Code";"SIP Response Code";"Region";"MOS";"Transport";"Port";"Project Id";"Group Id";"Relationship Type";"Has Children"',
  '"2026-02-03T09:00:00.250Z";"01JZ6QM3N5P7R9S1T4V6W8X0YA";"2026-02-03T09:00:04.000Z";"2026-02-03T09:01:02.000Z";"sip:+12025550190@203.0.113.21";46701740605;"01JZ6Q8V3M7T2C9XK4R5B6N8PD";"Voice";"OUTBOUND";58;"COMPLETED";"SE";"US";"false";"0.0180 USD";"0.0180 USD";16;200;"us-west";0;"udp";5060;"emulator-project";"01JZ6QM3N5P7R9S1T4V6W8X0YA";"initial";"null"',
);

const WITHOUT_PLUS = (rows: string): string =>
  `In ${rows} a number stands without quotes and without "+": a spreadsheet or another program has saved this file, ` +
  'and may have dropped "+", "00" or a leading 0. They are read as if they began with the country code.';

test("a file of Gnumeric is read, and it is said that + and zones are gone, with how many rows", async () => {
  const { records, summary } = await told(file(GNUMERIC));
  expect(records).toMatchObject([
    { timeMs: Date.parse("2026-02-03T09:00:00.250Z"), to: "46701740605", seconds: 58, response: 200 },
    { from: "12025550190" },
    { to: "+46701740605@main.pstn.sinch.com:5060" },
  ]);
  expect(summary.notes).toEqual([
    WITHOUT_PLUS("2 rows"),
    "In 3 rows the time has no zone: it is read as UTC.",
  ]);
});

test("a file of LibreOffice is read, and it is said that + is gone, with how many rows", async () => {
  const { records, summary } = await told(file(LIBREOFFICE));
  expect(records).toMatchObject([{ to: "46701740605" }, { to: "+46701740605@main.pstn.sinch.com:5060" }]);
  expect(summary.notes).toEqual([WITHOUT_PLUS("1 row")]);
});

test("semicolons are told, and so are numbers without quotes where texts have them", async () => {
  const { records, summary } = await told(file(LIBREOFFICE_SEMICOLONS));
  expect(records).toMatchObject([{ to: "46701740605", toCountry: "SE", cost: 0.018 }]);
  expect(summary.notes).toEqual([
    "Cells are separated by semicolons, not by commas: a spreadsheet has saved this file.",
    WITHOUT_PLUS("1 row"),
  ]);
});

test("tabs are told too", async () => {
  const { records, summary } = await told(file(lines(HEADER, row("one")).replaceAll('","', '"\t"')));
  expect(records).toHaveLength(1);
  expect(summary.notes).toEqual([
    "Cells are separated by tabs, not by commas: a spreadsheet has saved this file.",
  ]);
});

test("numbers without + that the API itself wrote, in quotes, are nothing to speak of", async () => {
  expect((await told(file(lines(HEADER, row("one", { To: "12025550147" }))))).summary.notes).toEqual([]);
});

test("numbers that were rounded are lost, which is said with how many rows", async () => {
  const { bad, summary } = await told(
    file(
      lines(
        HEADER,
        row("a", { To: "4.67E+10" }),
        row("b", { From: "4,670174061E+10" }),
        row("c", { To: "1E+12" }),
      ),
    ),
  );
  expect(bad.map(({ line: number, problem }) => `${number}: ${problem}`)).toEqual([
    "2: To is 4.67E+10: a spreadsheet has rounded the number, and its digits are lost",
    "3: From is 4,670174061E+10: a spreadsheet has rounded the number, and its digits are lost",
    "4: To is 1E+12: a spreadsheet has rounded the number, and its digits are lost",
  ]);
  expect(summary.notes).toEqual([
    "In 3 rows a number is rounded to a form such as 4.67E+10. To use them, take the file as the API gave it, or export " +
      "the calls again, and do not save it with a spreadsheet.",
  ]);
});

test("times in the form of some country are refused, which is said with how many rows", async () => {
  const times = ["03.02.2026 09:00", "2/3/26 9:00 AM", "03-02-2026 09:00:00"];
  const { bad, summary } = await told(
    file(lines(HEADER, ...times.map((Timestamp) => row(Timestamp, { Timestamp })))),
  );
  expect(bad).toHaveLength(3);
  expect(summary.notes).toEqual([
    "In 3 rows the time is in the form of some country: which day that is cannot be told. To use them, take the file " +
      "as the API gave it, or export the calls again, and do not save it with a spreadsheet.",
  ]);
});
