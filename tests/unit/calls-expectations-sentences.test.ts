import { sentenceOf } from "../../calls/expectations/sentence";
import { FORMS } from "../../calls/expectations/words";

const OUT = { form: "outbound", can: true, except: [] };

test.each([
  [
    "office can call DE",
    { ...OUT, caller: { form: "party", name: "office" }, destinations: [{ country: "DE" }] },
  ],
  [
    "office cannot call CU, KP or +46701234567",
    {
      ...OUT,
      can: false,
      caller: { form: "party", name: "office" },
      destinations: [{ country: "CU" }, { country: "KP" }, { number: "+46701234567" }],
    },
  ],
  ["nobody can call CU", { ...OUT, caller: { form: "nobody" }, destinations: [{ country: "CU" }] }],
  [
    "office can call US and CA except +1900 and +1976",
    {
      ...OUT,
      caller: { form: "party", name: "office" },
      destinations: [{ country: "US" }, { country: "CA" }],
      except: ["1900", "1976"],
    },
  ],
  [
    "198.51.100.99 cannot call",
    { ...OUT, can: false, caller: { form: "address", address: "198.51.100.99" }, destinations: [] },
  ],
  [
    "2001:db8::1 cannot call SE",
    {
      ...OUT,
      can: false,
      caller: { form: "address", address: "2001:db8::1" },
      destinations: [{ country: "SE" }],
    },
  ],
])("%s", (text, sentence) => {
  expect(sentenceOf(text)).toEqual(sentence);
});

const IN = { form: "inbound", number: "+12025550101", down: [] };

test.each([
  ["+12025550101 rings sbc1", { ...IN, rings: [["sbc1"]] }],
  ["+12025550101 rings sbc1, then sbc2", { ...IN, rings: [["sbc1"], ["sbc2"]] }],
  ["+12025550101 rings sbc1 and sbc2 then sbc3", { ...IN, rings: [["sbc1", "sbc2"], ["sbc3"]] }],
  ['+12025550101 rings "Berlin, 1st", then "then"', { ...IN, rings: [["Berlin, 1st"], ["then"]] }],
  ["with sbc1 down it rings sbc2", { ...IN, number: undefined, down: ["sbc1"], rings: [["sbc2"]] }],
  [
    "with sbc1, sbc2 and sbc3 down, +12025550101 rings +12025550199",
    { ...IN, down: ["sbc1", "sbc2", "sbc3"], rings: [], forwardedTo: "+12025550199" },
  ],
  ["+12025550101 rings sbc1, then +12025550199", { ...IN, rings: [["sbc1"]], forwardedTo: "+12025550199" }],
  ["+12025550101 from +447700900123 cannot be called", { ...IN, from: "+447700900123", rings: [] }],
])("%s", (text, sentence) => {
  expect(sentenceOf(text)).toEqual(sentence);
});

test("each form that errors show is one", () => {
  for (const form of FORMS) expect(() => sentenceOf(form)).not.toThrow();
});

test.each([
  ["", "the sentence is empty"],
  ["office", 'after office comes "can call" or "cannot call"'],
  ["office may call DE", 'after office comes "can call" or "cannot call", not may'],
  ["office can call", 'say where to, such as "office can call DE"'],
  [
    "office can call Germany",
    "Germany is no country: countries are two capital letters of ISO 3166-1, DE is probably meant",
  ],
  [
    "office can call de",
    "de is no country: countries are two capital letters of ISO 3166-1, DE is probably meant",
  ],
  ["office can call DE FR", "it should end before FR"],
  ["office can call DE and", "a country or a number is expected, where it ends"],
  ["office can call +46 70 123 45 67", "+46 is no number: numbers are in E.164"],
  ["office can call +46701234567 except +4670", '"except" takes numbers out of a country'],
  [
    "office can call SE except 4670",
    '4670 is no beginning of numbers: "+" and the first digits, such as +49900',
  ],
  ["nobody cannot call CU", 'say "nobody can call …"'],
  ["nobody can call", 'say where to, such as "nobody can call DE"'],
  ["+12025550101 rings", "it ends too early"],
  ["+12025550101 rings sbc1, sbc2", 'groups of endpoints are parted by ", then"'],
  ["+12025550101 rings sbc1 down", 'groups of endpoints are parted by ", then"'],
  ["+12025550101 rings down", "a name is expected, not down"],
  ["+12025550101 reaches sbc1", 'of a number "rings …" or "cannot be called" is expected, not reaches'],
  ["with sbc1 down office can call DE", 'after "down" comes a number or "it", not office'],
  ["with sbc1 it rings sbc2", '"down" is expected, not it'],
  ['+12025550101 rings "sbc1', "a quotation mark is left open"],
])("%j is refused: %s", (text, problem) => {
  expect(() => sentenceOf(text)).toThrow(problem);
});
