// Holds manifests of Kubernetes to its schemas: values to those of kubernetes-models, which let unknown fields pass, and names of
// fields to those of the client.
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import * as client from "@kubernetes/client-node/dist/gen/models/ObjectSerializer.js";

function* unknownFields(value, type, path) {
  const list = /^Array<(.*)>$/.exec(type);
  const map = /^\{ \[key: string\]: (.*); \}$/.exec(type);
  if (list) for (const [index, item] of value.entries()) yield* unknownFields(item, list[1], `${path}/${index}`);
  else if (map) for (const [key, item] of Object.entries(value)) yield* unknownFields(item, map[1], `${path}/${key}`);
  else if (client[type]?.attributeTypeMap)
    for (const [key, item] of Object.entries(value)) {
      const field = client[type].getAttributeTypeMap().find((known) => known.baseName === key);
      if (field) yield* unknownFields(item, field.type, `${path}/${key}`);
      else yield `${path}/${key} is no field of ${type}`;
    }
}

let wrong = 0;
for (const file of process.argv.slice(2))
  for (const document of parseAllDocuments(readFileSync(file, "utf8"))) {
    const object = document.toJS();
    const kind = `${file}: ${object.kind} ${object.metadata?.name}`;
    const errors = [...document.errors.map(String), ...unknownFields(object, `V1${object.kind}`, "")];
    try {
      const models = await import(`kubernetes-models/${object.apiVersion}/${object.kind}`);
      new models[object.kind](object).validate();
    } catch (error) {
      errors.push(error.message);
    }
    for (const error of errors) console.error(`${kind}: ${error}`);
    wrong += errors.length;
    if (errors.length === 0) console.log(kind);
  }
process.exitCode = wrong === 0 ? 0 : 1;
