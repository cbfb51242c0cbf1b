// SPDX-License-Identifier: Apache-2.0
// See encode_findings.h.
#include "server/json/encode_findings.h"

#include <map>
#include <nlohmann/json.hpp>

namespace clausemark {
namespace {

Json position_json(Position position) {
    return {{"line", position.line}, {"column", position.column}};
}

Json place_json(const FindingPlace& at, const PageFiles& files) {
    Json made = {{"wiki", at.document.wiki},
                 {"key", at.document.key},
                 {"title", at.title},
                 {"file", files.name(at.document)}};
    if (at.begin.line == 0) return made;
    made["source"] = Json::array({at.source.begin, at.source.end});
    made["begin"] = position_json(at.begin);
    made["end"] = position_json(at.end);
    made["words"] = at.words;
    if (at.passage != no_passage) made["passage"] = at.passage;
    return made;
}

}  // namespace

Json to_json(const Finding& finding, const PageFiles& files) {
    Json made = {{"code", code_text(finding.code)},
                 {"name", info(finding.code).name},
                 {"severity", name_of(finding.severity)},
                 {"message", finding.message},
                 {"hint", finding.hint},
                 {"subject", finding.subject},
                 {"fingerprint", finding.fingerprint},
                 {"related", Json::array()}};
    if (!finding.at.document.key.empty()) made["at"] = place_json(finding.at, files);
    for (const RelatedPlace& place : finding.related) {
        Json related = place_json(place, files);
        related["message"] = place.message;
        made["related"].push_back(std::move(related));
    }
    if (finding.suppressed)
        made["suppressed"] = {{"by", name_of(finding.suppressed.by)}, {"reason", finding.suppressed.reason}};
    return made;
}

Json to_json(const CheckReport& report, const PageFiles& files, const std::string& as_of) {
    Json findings = Json::array();
    std::map<std::string, std::size_t> codes;
    std::map<std::string, std::size_t> severities = {{"error", 0}, {"warning", 0}, {"note", 0}};
    std::size_t suppressed = 0;
    for (const Finding& finding : report.findings) {
        findings.push_back(to_json(finding, files));
        if (finding.suppressed) {
            ++suppressed;
            continue;
        }
        ++codes[code_text(finding.code)];
        ++severities[std::string(name_of(finding.severity))];
    }
    return {{"as_of", as_of}, {"pages", report.pages},    {"findings", findings},
            {"codes", codes}, {"severities", severities}, {"suppressed", suppressed}};
}

}  // namespace clausemark
