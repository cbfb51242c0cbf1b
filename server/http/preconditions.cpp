// SPDX-License-Identifier: Apache-2.0
// If-Match, If-None-Match, 412. See preconditions.h.
#include "server/http/preconditions.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "parser/core/limits_http.h"

namespace clausemark {
namespace {

/// The texts between the quotes of a list of entity tags; nothing where it is no such list.
std::optional<std::vector<std::string_view>> tags_in(std::string_view header) {
    std::vector<std::string_view> tags;
    std::size_t at = 0;
    const auto skip = [&](std::string_view these) {
        at = std::min(header.find_first_not_of(these, at), header.size());
    };
    for (skip(" \t"); at < header.size(); skip(" \t")) {
        if (header.substr(at).starts_with("W/")) at += 2;
        const std::size_t end =
            at < header.size() && header[at] == '"' ? header.find('"', at + 1) : std::string_view::npos;
        if (end == std::string_view::npos || tags.size() == limits::listed_tags) return std::nullopt;
        tags.push_back(header.substr(at + 1, end - at - 1));
        at = end + 1;
        skip(" \t");
        if (at < header.size() && header[at] != ',') return std::nullopt;
        skip(" \t,");
    }
    return tags.empty() ? std::nullopt : std::optional(tags);
}

std::string_view unquoted(std::string_view tag) {
    return tag.size() >= 2 ? tag.substr(1, tag.size() - 2) : std::string_view();
}

HttpResponse wrong_header(const char* name, const char* message, std::vector<std::string> allowed) {
    return problem(400, "a header is wrong", {{name, message, std::move(allowed)}});
}

}  // namespace

std::string tag_of_form(const std::string& tag, std::string_view form) {
    return form.empty() ? tag : fmt::format("\"{}-{}\"", unquoted(tag), form);
}

bool names_tag(std::string_view header, std::string_view tag) {
    if (header == "*") return true;
    const auto tags = tags_in(header);
    return tags && std::find(tags->begin(), tags->end(), unquoted(tag)) != tags->end();
}

std::optional<HttpResponse> read_expected(const HttpRequest& request, Expected& expected) {
    const std::string& match = request.header("if-match");
    const std::string& none_match = request.header("if-none-match");
    if (!match.empty() && !none_match.empty())
        return wrong_header("If-None-Match", "cannot be met together with If-Match", {});
    if (!none_match.empty()) {
        if (none_match != "*")
            return wrong_header("If-None-Match", "of a write must be *: there must be nothing yet", {"*"});
        expected.what = Expected::What::nothing;
    } else if (match == "*") {
        expected.what = Expected::What::something;
    } else if (!match.empty()) {
        const auto tags = tags_in(match);
        if (!tags)
            return wrong_header("If-Match", "must be * or entity tags in double quotes, as ETag gave them",
                                {"*", "\"TAG\""});
        expected.what = Expected::What::one_of;
        for (const std::string_view tag : *tags) expected.versions.emplace_back(tag.substr(0, tag.find('-')));
    }
    return std::nullopt;
}

HttpResponse precondition_failed(const std::string& what, const std::string& version,
                                 const std::string& revision) {
    std::string detail = version.empty() ? "there is no such " + what
                                         : fmt::format("the {} stands at version {}", what, version);
    if (!revision.empty()) detail += fmt::format(", revision {}", revision);
    HttpResponse response = problem(412, detail + "; nothing was written");
    Json body = Json::parse(response.body);
    body["current"] = version.empty() ? Json() : Json{{"version", version}, {"revision", revision}};
    response.body = write_json(body);
    if (!version.empty()) response.headers["ETag"] = "\"" + version + "\"";
    return response;
}

}  // namespace clausemark
