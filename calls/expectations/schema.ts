import type { JsonObject } from "../../provider/json";
import { QUESTIONS } from "../questions";
import { FORMS } from "./words";

/** What a party may be told. */
export const PARTY_KEYS = ["trunk", "source", "username", "from"] as const;

/** What a file may have. */
export const FILE_KEYS = ["parties", "expect", "answers", "whole"] as const;

/** The JSON Schema of a file of expectations, for editors; reading a file checks the same, and the sentences besides. */
export function expectationsSchema(): JsonObject {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "What a team expects of its calls (pulumi-sinch calls check)",
    type: "object",
    additionalProperties: false,
    required: ["expect"],
    properties: {
      parties: {
        description: "Who calls out, by the name that sentences have for them.",
        type: "object",
        additionalProperties: {
          type: "object",
          additionalProperties: false,
          properties: {
            trunk: text(
              "The trunk that is called: its name, its host name or its id. Needed where there are several.",
            ),
            source: text("The address that calls come from.", "198.51.100.17"),
            username: text(
              "The username that answers a challenge, with the right password. Without it, none is answered.",
            ),
            from: text("The number or SIP address that calls are from.", "+12025550101"),
          },
        },
      },
      expect: {
        description: `Sentences, one of these forms each: ${FORMS.join("; ")}.`,
        type: "array",
        minItems: 1,
        items: { type: "string", examples: [...FORMS] },
      },
      answers: {
        description: "Answers to what nobody has documented, by the names of the questions.",
        type: "object",
        additionalProperties: false,
        properties: Object.fromEntries(
          QUESTIONS.map(({ id, text: asked, answers }) => [id, { description: asked, enum: [...answers] }]),
        ),
      },
      whole: {
        description:
          "Whether what is checked declares all of the account but its countries. Never true by itself.",
        type: "boolean",
        default: false,
      },
    },
  };
}

function text(description: string, example?: string): JsonObject {
  return { description, type: "string", minLength: 1, ...(example !== undefined && { examples: [example] }) };
}
