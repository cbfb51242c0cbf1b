// SPDX-License-Identifier: Apache-2.0
// Findings of the words that rules report. See terminology.h.
#include "indexer/pages/terminology.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "indexer/pages/print_page.h"
#include "parser/core/limits.h"

namespace clausemark {
namespace {

/// Systems and editions in force whose scope takes the page in, and systems in force. A draft is in scope:
/// its writer reads it.
std::set<std::string> that_hold(const Catalogue& catalogue, std::span<const Standing> standings,
                                const Config& config) {
    std::set<std::string> names;
    for (const StandardIndex index : config.in_force(catalogue)) {
        const Standing standing = standings[index];
        const std::string& system = catalogue.standards()[index].system;
        names.insert(in_force_prefix + system);
        if (standing == Standing::out_of_scope || standing == Standing::other_language ||
            standing == Standing::withdrawn)
            continue;
        names.insert(system);
        names.insert(catalogue.standards()[index].id);
    }
    return names;
}

bool holds(const RuleReport& report, const std::set<std::string>& names) {
    const auto in = [&](const std::string& name) { return names.contains(name); };
    return std::ranges::all_of(report.where, in) && std::ranges::none_of(report.where_not, in);
}

/// The rule's message with the words that were found.
std::string filled(std::string_view says, std::string_view words) {
    constexpr std::string_view place = "{}";
    std::string out;
    for (;;) {
        const std::size_t at = says.find(place);
        out += says.substr(0, at);
        if (at == std::string_view::npos) return out;
        out += words;
        says.remove_prefix(at + place.size());
    }
}

}  // namespace

void report_flagged(std::span<const FlaggedWords> flagged, const RuleSet& rules, const Document& document,
                    std::span<const Standing> standings, bool leans, const Config& config,
                    const std::string& name, PageRecord& record) {
    if (flagged.empty()) return;
    const auto names = that_hold(rules.catalogue(), standings, config);
    const auto in_scope = [&](const std::string& name) { return !name.starts_with(in_force_prefix); };
    if (std::ranges::none_of(names, in_scope)) return;
    std::map<Code, std::size_t> reported;
    for (const FlaggedWords& found : flagged) {
        const RuleReport& report = rules.rules()[found.rule].report;
        if (report.between_systems && (found.one_system || leans)) continue;
        if (!holds(report, names) || left_out(record.passages[found.passage], config)) continue;
        std::size_t& count = reported[report.code];
        if (count >= (report.once_a_page ? 1 : limits::findings_of_a_kind)) continue;
        ++count;
        record.diagnostics.push_back(
            diagnose_at(report.code, name, document.source, to_source(document, found.words),
                        filled(report.says, found.words.of(document.text)), report.advice));
    }
}

}  // namespace clausemark
