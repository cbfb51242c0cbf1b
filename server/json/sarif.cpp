// SPDX-License-Identifier: Apache-2.0
// See sarif.h.
#include "server/json/sarif.h"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "server/app/explain.h"

namespace clausemark {
namespace {

constexpr const char* schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

/// A relative reference (RFC 3986): what is no path character is percent-encoded.
std::string uri_of(const std::string& path) {
    std::string out;
    for (const char c : path) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("-._~/").find(c) != std::string_view::npos;
        out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

Json region_of(const FindingPlace& at) {
    Json region = {{"startLine", at.begin.line},
                   {"startColumn", at.begin.column},
                   {"endLine", at.end.line},
                   {"endColumn", at.end.column}};
    if (!at.words.empty()) region["snippet"] = {{"text", at.words}};
    return region;
}

Json location_of(const FindingPlace& at, const PageFiles& files, const std::string& otherwise) {
    const bool page = !at.document.key.empty();
    Json physical = {{"artifactLocation", {{"uri", uri_of(page ? files.name(at.document) : otherwise)}}}};
    if (at.begin.line > 0)
        physical["region"] = region_of(at);
    else
        physical["region"] = {{"startLine", 1}};
    Json location = {{"physicalLocation", std::move(physical)}};
    if (page)
        location["logicalLocations"] =
            Json::array({{{"fullyQualifiedName", at.document.wiki + "/" + at.document.key},
                          {"name", at.title},
                          {"kind", "page"}}});
    return location;
}

Json rule_of(Code code) {
    const CodeInfo& row = info(code);
    const CodePage page = explain(code);
    const CheckCode* check = check_code(code);
    const bool enabled = check == nullptr || check->on;
    return {{"id", code_text(code)},
            {"name", row.name},
            {"shortDescription", {{"text", row.title}}},
            {"fullDescription", {{"text", page.meaning}}},
            {"help", {{"text", page.text}, {"markdown", page.markdown}}},
            {"defaultConfiguration", {{"level", name_of(row.severity)}, {"enabled", enabled}}}};
}

/// https://docs.github.com/actions: data and properties have characters of their own to escape.
std::string escaped(const std::string& text, bool property) {
    std::string out;
    for (const char c : text) {
        if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        else
            out += c;
    }
    return out;
}

}  // namespace

Json to_sarif(const CheckReport& report, const PageFiles& files, const SarifOptions& options) {
    std::map<Code, std::size_t> rules;
    for (const Finding& finding : report.findings) rules.emplace(finding.code, 0);
    Json rule_list = Json::array();
    for (auto& [code, index] : rules) {
        index = rule_list.size();
        rule_list.push_back(rule_of(code));
    }
    Json results = Json::array();
    for (const Finding& finding : report.findings) {
        std::string message = finding.message;
        if (!finding.hint.empty()) message += ".\n" + finding.hint;
        Json result = {{"ruleId", code_text(finding.code)},
                       {"ruleIndex", rules[finding.code]},
                       {"level", name_of(finding.severity)},
                       {"message", {{"text", message}}},
                       {"locations", Json::array({location_of(finding.at, files, options.without_page)})},
                       {"partialFingerprints", {{"clausemark/v1", finding.fingerprint}}}};
        if (!finding.related.empty()) {
            Json related = Json::array();
            for (const RelatedPlace& place : finding.related) {
                Json location = location_of(place, files, options.without_page);
                location["id"] = related.size() + 1;
                location["message"] = {{"text", place.message}};
                related.push_back(std::move(location));
            }
            result["relatedLocations"] = std::move(related);
        }
        if (finding.suppressed)
            result["suppressions"] = Json::array(
                {{{"kind", finding.suppressed.by == Suppression::By::directive ? "inSource" : "external"},
                  {"status", "accepted"},
                  {"justification", finding.suppressed.reason}}});
        results.push_back(std::move(result));
    }
    Json driver = {{"name", "Clausemark"},
                   {"version", options.version},
                   {"semanticVersion", options.version},
                   {"rules", std::move(rule_list)}};
    return {{"$schema", schema},
            {"version", "2.1.0"},
            {"runs", Json::array({{{"tool", {{"driver", std::move(driver)}}},
                                   {"columnKind", "unicodeCodePoints"},
                                   {"results", std::move(results)}}})}};
}

std::string to_github(const Finding& finding, const PageFiles& files) {
    const FindingPlace& at = finding.at;
    std::string properties;
    const auto add = [&](std::string_view name, const std::string& value) {
        properties += fmt::format("{}{}={}", properties.empty() ? " " : ",", name, escaped(value, true));
    };
    if (!at.document.key.empty()) add("file", files.name(at.document));
    if (at.begin.line > 0) {
        add("line", std::to_string(at.begin.line));
        add("endLine", std::to_string(at.end.line));
        if (at.begin.line == at.end.line) {
            add("col", std::to_string(at.begin.column));
            add("endColumn", std::to_string(at.end.column));
        }
    }
    add("title", code_text(finding.code) + " " + std::string(info(finding.code).title));
    std::string message = finding.message;
    for (const RelatedPlace& place : finding.related)
        message += fmt::format("\n{}: {}{}", place.message, files.name(place.document),
                               place.begin.line > 0 ? ":" + std::to_string(place.begin.line) : "");
    if (!finding.hint.empty()) message += "\nhint: " + finding.hint;
    const std::string_view level = finding.severity == Severity::note ? "notice" : name_of(finding.severity);
    return fmt::format("::{}{}::{}\n", level, properties, escaped(message, false));
}

}  // namespace clausemark
