// SPDX-License-Identifier: Apache-2.0
// The table of routes and the description of the API agree, both ways: operations, parameters, which of them
// must be given, and the types of answers.
#include <gmock/gmock.h>

#include <set>

#include "server/api/openapi.h"
#include "tests/server/http/handlers.h"

namespace clausemark {
namespace {

using testing::ContainerEq;

using Names = std::set<std::string>;

/// Pages for people and their style are no part of the API.
bool is_described(const Route& route) {
    static const Names others = {"/openapi.json", "/healthz", "/readyz", "/metrics"};
    return route.path.starts_with("/v1/") || others.count(route.path) > 0;
}

const Json& followed(const Json& value) {
    return value.contains("$ref")
               ? api_description().at(Json::json_pointer(value["$ref"].get<std::string>().substr(1)))
               : value;
}

std::string method_of(const Route& route) {
    std::string method = route.method;
    for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
    return method;
}

class Description : public Handlers {};

TEST_F(Description, EachRouteIsDescribedWithItsParametersAndTypes) {
    for (const Route& route : router.routes()) {
        if (!is_described(route)) continue;
        const std::string name = route.method + " " + route.path;
        const Json& paths = api_description()["paths"];
        ASSERT_TRUE(paths.contains(route.path) && paths[route.path].contains(method_of(route))) << name;
        const Json& operation = paths[route.path][method_of(route)];
        Names described;
        for (const Json& given : operation.value("parameters", Json::array())) {
            const Json& parameter = followed(given);
            if (parameter["in"] != "query") continue;
            described.insert((parameter.value("required", false) ? "!" : "") +
                             parameter["name"].get<std::string>());
        }
        EXPECT_THAT(described, ContainerEq(Names(route.parameters.begin(), route.parameters.end()))) << name;
        Names types;
        for (const auto& [type, content] : operation["responses"]["200"]["content"].items())
            types.insert(type);
        if (!route.types.empty()) {
            EXPECT_THAT(types, ContainerEq(Names(route.types.begin(), route.types.end()))) << name;
        }
    }
}

TEST_F(Description, EachOperationIsARouteAndHasExamples) {
    Names ids;
    for (const auto& [path, item] : api_description()["paths"].items())
        for (const auto& [method, operation] : item.items()) {
            const bool found = std::ranges::any_of(router.routes(), [&](const Route& route) {
                return route.path == path && method_of(route) == method;
            });
            EXPECT_TRUE(found) << method << " " << path;
            EXPECT_FALSE(operation["x-examples"].empty()) << method << " " << path;
            EXPECT_TRUE(ids.insert(operation["operationId"]).second) << operation["operationId"];
        }
}

TEST_F(Description, EveryReferenceLeadsSomewhereAndEveryTagIsExplained) {
    Names tags;
    for (const Json& tag : api_description()["tags"]) tags.insert(tag["name"]);
    for (const auto& [path, item] : api_description()["paths"].items())
        for (const auto& [method, operation] : item.items())
            for (const Json& tag : operation["tags"]) EXPECT_TRUE(tags.count(tag)) << path;
    const auto look = [](const auto& self, const Json& value) -> void {
        if (value.is_object() && value.contains("$ref") && value["$ref"].is_string()) {
            const std::string reference = value["$ref"];
            ASSERT_TRUE(reference.starts_with("#/")) << reference;
            EXPECT_TRUE(api_description().contains(Json::json_pointer(reference.substr(1)))) << reference;
        }
        for (const Json& inner : value)
            if (inner.is_structured()) self(self, inner);
    };
    look(look, api_description());
}

TEST_F(Description, ThePageShowsEveryOperationAndRunsNothing) {
    const HttpResponse page = get("/api");
    ASSERT_EQ(page.status, 200);
    EXPECT_EQ(page.body.find("<script"), std::string::npos);
    EXPECT_NE(page.headers.at("Content-Security-Policy").find("default-src 'none'"), std::string::npos);
    for (const auto& [path, item] : api_description()["paths"].items())
        for (const auto& [method, operation] : item.items())
            EXPECT_NE(page.body.find("id=\"" + operation["operationId"].get<std::string>() + "\""),
                      std::string::npos);
}

}  // namespace
}  // namespace clausemark
