# SPDX-License-Identifier: Apache-2.0
"""The OpenAPI description as tests use it: references followed, and every answer held to its schema. Schemas are closed
first: a field that is not described fails, though clients must expect new ones."""
import copy
import pathlib

METHODS = ("put", "get", "post", "delete")


class Description:
    def __init__(self, document, contract):
        self.document = document
        self.contract = {path.name[: -len(".schema.json")] for path in pathlib.Path(contract).glob("*.schema.json")}
        self.components = copy.deepcopy(document["components"])
        for name, schema in self.components["schemas"].items():
            if name not in self.contract:
                close(schema)

    def follow(self, value):
        while "$ref" in value:
            found = self.document
            for step in value["$ref"][2:].split("/"):
                found = found[step]
            value = found
        return value

    def operations(self):
        """(path, method, operation), sorted."""
        for path, item in sorted(self.document["paths"].items()):
            for method in METHODS:
                if method in item:
                    yield path, method, item[method]

    def parameters(self, operation):
        return [self.follow(parameter) for parameter in operation.get("parameters", [])]

    def validate(self, schema, value):
        import jsonschema  # here, so that those who only read the description need no package

        root = {"components": self.components, "allOf": [close(copy.deepcopy(schema))]}
        error = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(root).iter_errors(value))
        if error is not None:
            where = "/".join(str(step) for step in error.absolute_path)
            raise AssertionError(f"{where}: {error.message[:400]}")

    def check_answer(self, operation, answer):
        """The status, the type and the body are described."""
        if answer.status >= 400:
            assert answer.type == "application/problem+json", answer.type
            self.validate({"$ref": "#/components/schemas/problem"}, answer.json())
            assert answer.json()["status"] == answer.status
            return
        response = self.follow(operation["responses"][str(answer.status)])
        content = response.get("content", {})
        described = content.get(answer.type, content.get("*/*"))
        assert described is not None, f"{answer.type} is not among {list(content)}"
        if answer.type.endswith("json") and "schema" in described:
            self.validate(described["schema"], answer.json())


def close(schema):
    """Allows no properties but those that are described. Parts of an allOf describe one object together, and stay open."""
    if isinstance(schema, dict):
        if "properties" in schema and "additionalProperties" not in schema:
            schema["additionalProperties"] = False
        for name, inner in schema.items():
            if name != "allOf":
                close(inner)
    elif isinstance(schema, list):
        for inner in schema:
            close(inner)
    return schema
