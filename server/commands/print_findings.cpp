// SPDX-License-Identifier: Apache-2.0
// See print_findings.h.
#include "server/commands/print_findings.h"

#include <fmt/format.h>

#include <array>
#include <map>

namespace clausemark {
namespace {

Diagnostic shown(const FindingPlace& place, const PageFiles& files) {
    Diagnostic made{};
    if (!place.document.key.empty()) made.file = files.name(place.document);
    made.span = place.source;
    made.position = place.begin;
    made.line = place.line;
    made.line_place = place.line_at;
    return made;
}

std::string indented(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        out += "  " + text.substr(at, end - at);
        at = end;
    }
    return out;
}

std::string counted(std::size_t number, std::string_view noun) {
    return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

}  // namespace

std::string render(const Finding& finding, const PageFiles& files, bool colour) {
    Diagnostic main = shown(finding.at, files);
    main.code = finding.code;
    main.severity = finding.severity;
    main.message = finding.message;
    std::string out = render(main, colour);
    for (const RelatedPlace& place : finding.related) {
        Diagnostic other = shown(place, files);
        other.severity = Severity::note;
        other.code = finding.code;
        other.message = place.message;
        out += indented(render(other, colour));
    }
    if (!finding.hint.empty()) {
        Diagnostic hint{};
        hint.hint = finding.hint;
        const std::string text = render(hint);
        out += text.substr(text.find('\n') + 1);
    }
    return out;
}

std::string summary_text(const CheckReport& report, bool colour) {
    std::array<std::size_t, 3> severities{};
    std::map<Code, std::size_t> codes;
    std::size_t suppressed = 0;
    for (const Finding& finding : report.findings) {
        if (finding.suppressed) {
            ++suppressed;
            continue;
        }
        ++severities[static_cast<std::size_t>(finding.severity)];
        ++codes[finding.code];
    }
    const std::string pages = counted(static_cast<std::size_t>(report.pages), "page");
    std::string out;
    for (const Severity severity : {Severity::error, Severity::warning, Severity::note})
        if (const std::size_t count = severities[static_cast<std::size_t>(severity)]; count > 0)
            out += (out.empty() ? "" : ", ") + counted(count, name_of(severity));
    out = out.empty() ? fmt::format("nothing found in {}", pages) : fmt::format("{} in {}", out, pages);
    if (suppressed > 0) out += fmt::format("; {} suppressed", suppressed);
    out = (colour ? "\x1b[1m" + out + "\x1b[0m" : out) + "\n";
    for (const auto& [code, count] : codes)
        out += fmt::format("  {:>5}  {}  {}\n", count, code_text(code), info(code).title);
    return out;
}

}  // namespace clausemark
