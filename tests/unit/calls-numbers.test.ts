import { answersOf, numberText, partyOf, QUESTIONS, subjectOf, withoutCountry } from "../../calls";

test.each([
  ["+46701234567", { digits: "46701234567" }],
  ["46701234567", { digits: "46701234567" }],
  ["+46 70-123 45 67", { digits: "46701234567" }],
  ["tel:+46701234567", { digits: "46701234567" }],
  ["tel:+46-70-123.45(67);phone-context=example.com", { digits: "46701234567" }],
  ["sip:+46701234567@Voice.PSTN.sinch.com", { digits: "46701234567", host: "voice.pstn.sinch.com" }],
  ["sips:46701234567@voice.example:5061;transport=tls?x=y", { digits: "46701234567", host: "voice.example" }],
  ["+46701234567@voice.example:5060", { digits: "46701234567", host: "voice.example" }],
  ["sip:%2B46701234567;npdi@voice.example", { digits: "46701234567", host: "voice.example" }],
  ['"Anna" <sip:+46701234567@192.0.2.7>;tag=1', { digits: "46701234567", host: "192.0.2.7" }],
  ["sip:+46701234567@[2001:DB8::1]:5060", { digits: "46701234567", host: "2001:db8::1" }],
  ["sip:12015555555@76.184.202.212", { digits: "12015555555", host: "76.184.202.212" }],
  ["sip:alice@voice.example", { digits: "", host: "voice.example" }],
  ["sip:voice.example", { digits: "", host: "voice.example" }],
  ["anonymous", { digits: "" }],
  ["+", { digits: "" }],
  ["", { digits: "" }],
  ["+4670123456789012345", { digits: "4670123456789012345" }],
])("%s is %j", (text, party) => {
  expect(partyOf(text)).toEqual(party);
});

test("the country of a record stands in capitals, and an empty one is none", () => {
  expect(partyOf("+1", "us")).toEqual({ digits: "1", country: "US" });
  expect(partyOf("sip:1@x", "us")).toEqual({ digits: "1", host: "x", country: "US" });
  expect(partyOf("+1", "")).toEqual({ digits: "1" });
});

test("a number is told with +, whatever its form was", () => {
  expect(numberText(partyOf("sip:46701234567@x"))).toBe("+46701234567");
  expect(numberText(partyOf("anonymous"))).toBe("no number");
});

test.each([
  ["+80012345678", "a number of no country"],
  ["+881612345678", "a number of no country"],
  ["+979123456789", "a number of no country"],
  ["+4670123456789012", "longer than the 15 digits that E.164 allows"],
  ["+19995550123", "in no country's number plan"],
  ["0046701234567", "in no country's number plan"],
  ["anonymous", "no number"],
])("%s is %s", (text, what) => {
  const party = partyOf(text);
  expect(subjectOf(party)).toMatchObject({ country: undefined, regions: undefined });
  expect(withoutCountry(party)).toBe(what);
});

test("a country that the record names is taken before the table, also for a number of none", () => {
  expect(subjectOf(partyOf("+881612345678", "US")).country).toBe("US");
  expect(subjectOf(partyOf("+46701234567", "NO")).country).toBe("NO");
});

describe("what a user settles", () => {
  test("answers of questions are taken", () => {
    expect(answersOf({ "no-gate": "let in" }, "--answer")).toEqual({ "no-gate": "let in" });
  });

  test("a question that there is not is refused, with the one that was meant", () => {
    expect(() => answersOf({ nogate: "let in" }, "answers.yaml")).toThrow(
      /^answers\.yaml: there is no question nogate: did you mean no-gate\? It is one of no-gate, endpoint-address, /,
    );
  });

  test("an answer that there is not is refused, with those that there are", () => {
    expect(() => answersOf({ "no-gate": "open" }, "answers.yaml")).toThrow(
      "answers.yaml: no-gate cannot be open: it is one of refused and let in",
    );
    expect(() => answersOf({ "no-gate": true }, "answers.yaml")).toThrow("no-gate cannot be true");
  });

  test("each question has a name for flags, evidence and two different answers", () => {
    expect(new Set(QUESTIONS.map(({ id }) => id)).size).toBe(QUESTIONS.length);
    for (const { id, text, answers, evidence } of QUESTIONS) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(text).toMatch(/^whether /);
      expect(answers[0]).not.toBe(answers[1]);
      expect(evidence.length).toBeGreaterThan(20);
    }
  });
});
