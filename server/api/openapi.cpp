// SPDX-License-Identifier: Apache-2.0
// Putting the description together. See openapi.h.
#include "server/api/openapi.h"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string_view>

#include "server/api/embedded_api.h"

namespace clausemark {
namespace {

constexpr std::string_view frame = "openapi.json";
constexpr std::string_view contract_ending = ".schema.json";

void add_all(Json& to, const Json& from, std::string_view file) {
    for (const auto& [name, value] : from.items())
        if (!to.emplace(name, value).second)
            throw std::logic_error(std::string(file) + " defines " + name + " a second time");
}

/// "#/$defs/key" of a schema that stands alone means the same inside the description. Depth: that of our own
/// files.
void move_references(Json& value, const std::string& home) {
    if (value.is_object()) value.erase("$schema");
    for (auto& [name, inner] : value.items()) {
        const bool reference = name == "$ref" && inner.is_string();
        if (reference && inner.get_ref<const std::string&>().starts_with("#/$defs/"))
            inner = home + inner.get<std::string>().substr(1);
        else if (inner.is_structured())
            move_references(inner, home);
    }
}

/// The bodies of the examples, where tools look for them.
Json body_examples(const Json& operation) {
    Json examples = Json::object();
    for (const Json& example : operation.value("x-examples", Json::array()))
        if (example.contains("body"))
            examples[example["title"].get<std::string>()] = {{"value", example["body"]}};
    return examples;
}

void complete(Json& operation, const std::string& path, const std::string& method) {
    operation["responses"]["default"] = {{"$ref", "#/components/responses/problem"}};
    if (method == "get" && path.starts_with("/v1/"))
        operation["responses"]["304"] = {{"$ref", "#/components/responses/not-modified"}};
    if (operation.contains("requestBody"))
        operation["requestBody"]["content"]["application/json"]["examples"] = body_examples(operation);
}

Json put_together() {
    Json whole;
    for (const EmbeddedFile& file : embedded_api())
        if (file.path == frame) whole = Json::parse(file.text);
    Json& schemas = whole["components"]["schemas"];
    for (const EmbeddedFile& file : embedded_api()) {
        if (file.path == frame) continue;
        const Json part = Json::parse(file.text);
        add_all(whole["paths"], part["paths"], file.path);
        add_all(schemas, part["components"]["schemas"], file.path);
    }
    for (const EmbeddedFile& file : embedded_contract()) {
        const std::string name(file.path.substr(0, file.path.size() - contract_ending.size()));
        Json schema = Json::parse(file.text);
        move_references(schema, "#/components/schemas/" + name);
        add_all(schemas, Json{{name, schema}}, file.path);
    }
    for (auto& [path, item] : whole["paths"].items())
        for (auto& [method, operation] : item.items()) complete(operation, path, method);
    whole.erase("$comment");
    return whole;
}

}  // namespace

const Json& api_description() {
    static const Json whole = put_together();
    return whole;
}

const std::string& api_text() {
    static const std::string text = write_json(api_description());
    return text;
}

}  // namespace clausemark
