import { readdirSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { capital, jsonOf, nameIn, statementDescription, tagText, unwrapped } from "./comment-text";
import type { Declared, Docs, NamedTypeSpec, ObjectSpec, PropertySpec, TypeSpec } from "./spec";

/*
 * Reads types and doc comments out of the sources, so that a text is written once. Runs when the package is built:
 * the compiler is not there when it is installed, so nothing that runs then may import this file.
 */

/** Where a type is read. */
interface Place {
  /** Whom its own lists of words are named after. */
  readonly owner: string;
  readonly isOutput: boolean;
}

const NOTHING: ObjectSpec = { properties: {}, required: [] };

const DECLARING = new Set(["defineEntity", "reader"]);

/** Reads the definitions, the functions and the provider class below the repository's root folder. */
export function readDocs(root: string): Docs {
  const entities = join(root, "provider", "entities");
  const files = [
    ...readdirSync(entities).map((name) => join(entities, name)),
    ...["functions.ts", "lists.ts", "provider.ts", "resource.ts"].map((name) => join(root, "sdk", name)),
    join(root, "provider", "accounts.ts"),
  ];
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(files, options);
  const reader = new Reader(program.getTypeChecker());
  for (const file of files) {
    const source = program.getSourceFile(file);
    source?.statements.forEach((statement) => {
      reader.read(statement);
    });
  }
  return reader;
}

/** Any text, of which editors may complete a part: `"SE" | (string & {})`. */
function isText(type: ts.Type): boolean {
  return type.isUnionOrIntersection() ? type.types.some(isText) : (type.flags & ts.TypeFlags.String) !== 0;
}

class Reader implements Docs {
  readonly declared: Record<string, Declared> = {};
  readonly types: Record<string, NamedTypeSpec> = {};
  common: ObjectSpec = NOTHING;
  commonInputs: ObjectSpec = NOTHING;
  commonArgs: ObjectSpec = NOTHING;
  provider = "";

  constructor(private readonly checker: ts.TypeChecker) {}

  read(statement: ts.Statement): void {
    if (ts.isVariableStatement(statement)) {
      statement.declarationList.declarations.forEach(({ initializer }) => {
        this.readCall(statement, initializer);
      });
    } else if (ts.isInterfaceDeclaration(statement)) {
      this.readInterface(statement.name.text, this.checker.getTypeAtLocation(statement));
    } else if (ts.isClassDeclaration(statement) && statement.name?.text === "Provider") {
      this.provider = this.description(this.checker.getSymbolAtLocation(statement.name));
    }
  }

  private readInterface(name: string, type: ts.Type): void {
    if (name === "CommonOutputs") {
      this.common = this.object(type, { owner: "", isOutput: true });
    } else if (name === "CommonInputs") {
      this.commonInputs = this.object(type, { owner: "", isOutput: false });
    } else if (name === "CommonArgs") {
      this.commonArgs = this.object(type, { owner: "", isOutput: false });
    } else if (name === "Account") {
      this.namedObject(type, type.symbol, { owner: "", isOutput: false });
    }
  }

  private readCall(statement: ts.VariableStatement, call: ts.Expression | undefined): void {
    if (call === undefined || !ts.isCallExpression(call) || !DECLARING.has(call.expression.getText())) {
      return;
    }
    const [argument] = call.arguments;
    const [inputs, outputs] = call.typeArguments ?? [];
    const name = argument && nameIn(argument);
    if (name === undefined || inputs === undefined || outputs === undefined) {
      throw new Error(`${statement.getSourceFile().fileName}: a declaration without name, inputs or outputs`);
    }
    const owner = capital(name);
    const drift = tagText(statement, "drift");
    this.declared[name] = {
      description: statementDescription(statement),
      ...(drift !== undefined && { drift }),
      inputs: this.object(this.checker.getTypeFromTypeNode(inputs), { owner, isOutput: false }),
      outputs: this.object(this.checker.getTypeFromTypeNode(outputs), { owner, isOutput: true }),
    };
  }

  private object(type: ts.Type, place: Place): ObjectSpec {
    const symbols = this.checker.getPropertiesOfType(type);
    const specs = symbols.map((symbol) => ({ symbol, spec: this.property(symbol, place) }));
    // What has a default in an input always has a value in an output.
    const isAlways = ({ symbol, spec }: (typeof specs)[number]): boolean =>
      (symbol.flags & ts.SymbolFlags.Optional) === 0 || (place.isOutput && spec.default !== undefined);
    const kept = ({ default: value, ...spec }: PropertySpec): PropertySpec =>
      value === undefined || place.isOutput ? spec : { ...spec, default: value };
    return {
      properties: Object.fromEntries(specs.map(({ symbol, spec }) => [symbol.name, kept(spec)])),
      required: specs.filter(isAlways).map(({ symbol }) => symbol.name),
    };
  }

  private property(symbol: ts.Symbol, place: Place): PropertySpec {
    const type = this.checker.getNonNullableType(this.checker.getTypeOfSymbol(symbol));
    const tags = symbol.getJsDocTags(this.checker);
    const text = ts.displayPartsToString(tags.find(({ name }) => name === "default")?.text);
    const value = jsonOf(text);
    const words = text !== "" && value === undefined ? ` Default: ${text}.` : "";
    return {
      ...this.type(type, symbol, place),
      description: this.description(symbol) + words,
      ...(value !== undefined && { default: value }),
    };
  }

  private type(type: ts.Type, symbol: ts.Symbol, place: Place): TypeSpec {
    if (type.flags & ts.TypeFlags.BooleanLike) {
      return { type: "boolean" };
    }
    if (isText(type)) {
      return { type: "string" };
    }
    if (type.flags & ts.TypeFlags.Number) {
      const isDecimal = symbol.getJsDocTags(this.checker).some(({ name }) => name === "decimal");
      return { type: isDecimal ? "number" : "integer" };
    }
    if (type.isUnion() && type.types.every((one) => one.isStringLiteral())) {
      const words = type.types.map((one) => one.value);
      return this.words(words, symbol, place);
    }
    const [items] = this.checker.isArrayType(type)
      ? this.checker.getTypeArguments(type as ts.TypeReference)
      : [];
    return items
      ? { type: "array", items: this.type(items, symbol, place) }
      : this.namedObject(type, symbol, place);
  }

  /** One of a few words: a type that is named after the interface that has the property. */
  private words(values: string[], symbol: ts.Symbol, { owner }: Place): TypeSpec {
    const declaredIn = symbol.valueDeclaration?.parent;
    const isInterface = declaredIn !== undefined && ts.isInterfaceDeclaration(declaredIn);
    const parent = isInterface ? declaredIn.name.text.replace(/(Inputs|Outputs|Args|Result)$/, "") : owner;
    const token = `sinch:index:${parent}${capital(symbol.name)}`;
    this.types[token] = {
      description: this.description(symbol),
      type: "string",
      enum: values.map((value) => ({ value })),
    };
    return { $ref: `#/types/${token}` };
  }

  private namedObject(type: ts.Type, property: ts.Symbol, place: Place): TypeSpec {
    const named = type.aliasSymbol ?? type.symbol;
    if (named.name.startsWith("__")) {
      throw new Error(`${property.name} has a type that Pulumi cannot have: give it an interface`);
    }
    const token = `sinch:index:${named.name}`;
    this.types[token] ??= {
      type: "object",
      description: this.description(named),
      ...this.object(type, place),
    };
    return { $ref: `#/types/${token}` };
  }

  private description(symbol: ts.Symbol | undefined): string {
    return unwrapped(ts.displayPartsToString(symbol?.getDocumentationComment(this.checker)));
  }
}
