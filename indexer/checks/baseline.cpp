// SPDX-License-Identifier: Apache-2.0
// Reading, writing and applying baselines. See baseline.h.
#include "indexer/checks/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "indexer/checks/checks.h"
#include "indexer/json/decoder.h"
#include "parser/core/limits.h"

namespace clausemark {
namespace {

constexpr JsonCodes codes{check_codes::baseline_malformed, check_codes::baseline_malformed,
                          check_codes::baseline_malformed};
constexpr std::int64_t version = 1;
constexpr std::size_t most_bytes = 16u << 20;  // some 30,000 entries, more than anybody reviews
constexpr std::size_t fingerprint_digits = 32;

bool is_fingerprint(std::string_view text) {
    return text.size() == fingerprint_digits &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

class Reader {
  public:
    Reader(std::string_view path, std::string_view text, std::vector<Diagnostic>& faults)
        : in_(path, text, codes, faults) {}

    std::optional<Baseline> run(std::size_t size) {
        if (size > most_bytes) {
            in_.fault(check_codes::baseline_malformed, {},
                      fmt::format("a baseline may have {} bytes at most", most_bytes));
            return std::nullopt;
        }
        const JsonValue* root = in_.root();
        if (root == nullptr || !read_version(*root)) return std::nullopt;
        if (!in_.object(*root, "a baseline", {"baseline", "clauses", "findings"})) return std::nullopt;
        Baseline out;
        if (const JsonValue* clauses = in_.member(*root, "clauses")) read_clauses(*clauses, out);
        if (const JsonValue* findings = in_.member(*root, "findings", true))
            if (const auto* items = in_.list(*findings, "\"findings\""))
                for (const JsonValue& item : *items) read_entry(item, out);
        return in_.count() == 0 ? std::optional(std::move(out)) : std::nullopt;
    }

  private:
    bool read_version(const JsonValue& root) {
        const JsonValue* given = in_.member(root, "baseline", true);
        if (given == nullptr) return false;
        const auto number = in_.integer(*given, "\"baseline\"", 1, 1'000'000);
        if (number && *number != version)
            in_.fault(check_codes::baseline_version, given->span,
                      fmt::format("this baseline is of version {}, and this program reads version {}",
                                  *number, version),
                      "write it again with --write-baseline, or use the program that wrote it");
        return number && *number == version;
    }

    void read_clauses(const JsonValue& value, Baseline& out) {
        if (!in_.map(value, "\"clauses\"")) return;
        for (const JsonMember& member : value.members) {
            if (!in_.object(member.value, fmt::format("the entry of {}", member.key), {"state", "pages"}))
                continue;
            Baseline::Clause clause;
            if (const JsonValue* state = in_.member(member.value, "state", true))
                if (const auto which = in_.one_of(*state, "\"state\"", {"covered", "partial"}))
                    clause.state = *which == 0 ? CoverageState::covered : CoverageState::partial;
            if (const JsonValue* pages = in_.member(member.value, "pages"))
                clause.pages = in_.strings(*pages, "\"pages\"");
            out.clauses[member.key] = std::move(clause);
        }
    }

    std::string text(const JsonValue& object, const char* key, bool may_be_empty = false) {
        const JsonValue* value = in_.member(object, key, true);
        if (value == nullptr) return {};
        return in_.string(*value, fmt::format("\"{}\"", key), may_be_empty).value_or("");
    }

    void read_entry(const JsonValue& item, Baseline& out) {
        if (!in_.object(item, "an entry", {"code", "page", "words", "fingerprint", "reason"})) return;
        Baseline::Entry entry;
        entry.code = text(item, "code");
        entry.page = text(item, "page", true);
        entry.words = text(item, "words", true);
        entry.fingerprint = text(item, "fingerprint");
        entry.reason = text(item, "reason");
        if (!entry.fingerprint.empty() && !is_fingerprint(entry.fingerprint))
            in_.bad_value(*in_.member(item, "fingerprint"),
                          fmt::format("a fingerprint has {} digits 0-9, a-f", fingerprint_digits));
        if (!entry.code.empty() && !code_named(entry.code))
            in_.bad_value(*in_.member(item, "code"), fmt::format("there is no code {}", entry.code),
                          "clausemark check --list shows all of them");
        out.entries.push_back(std::move(entry));
    }

    JsonDecoder in_;
};

std::string page_of(const Finding& finding) {
    const DocumentKey& id = finding.at.document;
    return id.key.empty() ? "" : id.wiki + "/" + id.key;
}

}  // namespace

std::optional<Baseline> read_baseline(std::string_view path, std::string_view text,
                                      std::vector<Diagnostic>& faults) {
    return Reader(path, text, faults).run(text.size());
}

std::string write_baseline(const Baseline& baseline) {
    std::vector<Baseline::Entry> entries = baseline.entries;
    std::ranges::sort(entries, {}, [](const Baseline::Entry& e) {
        return std::tie(e.page, e.code, e.words, e.fingerprint);
    });
    nlohmann::json out = {
        {"baseline", version}, {"clauses", nlohmann::json::object()}, {"findings", nlohmann::json::array()}};
    for (const auto& [id, clause] : baseline.clauses)
        out["clauses"][id] = {{"state", name_of(clause.state)}, {"pages", clause.pages}};
    for (const Baseline::Entry& entry : entries)
        out["findings"].push_back({{"code", entry.code},
                                   {"page", entry.page},
                                   {"words", entry.words},
                                   {"fingerprint", entry.fingerprint},
                                   {"reason", entry.reason}});
    return out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::vector<Baseline::Entry> entries_of(const std::vector<Finding>& findings, const Baseline& known,
                                        const std::string& reason) {
    std::map<std::string, std::string> reasons;
    for (const Baseline::Entry& entry : known.entries) reasons[entry.fingerprint] = entry.reason;
    std::vector<Baseline::Entry> entries;
    for (const Finding& finding : findings) {
        if (finding.suppressed && finding.suppressed.by != Suppression::By::baseline) continue;
        const auto told = reasons.find(finding.fingerprint);
        entries.push_back({code_text(finding.code), page_of(finding),
                           finding.at.words.empty() ? finding.message : finding.at.words, finding.fingerprint,
                           told == reasons.end() ? reason : told->second});
    }
    return entries;
}

std::vector<Baseline::Entry> apply_baseline(const Baseline& baseline, std::vector<Finding>& findings) {
    std::map<std::string, const Baseline::Entry*> known;
    for (const Baseline::Entry& entry : baseline.entries) known[entry.fingerprint] = &entry;
    std::set<std::string> seen;
    for (Finding& finding : findings) {
        const auto entry = known.find(finding.fingerprint);
        if (entry == known.end()) continue;
        seen.insert(finding.fingerprint);
        if (!finding.suppressed) finding.suppressed = {Suppression::By::baseline, entry->second->reason};
    }
    std::vector<Baseline::Entry> gone;
    for (const Baseline::Entry& entry : baseline.entries)
        if (!seen.contains(entry.fingerprint)) gone.push_back(entry);
    return gone;
}

void report_gone(const std::vector<Baseline::Entry>& gone, const CheckSettings& settings,
                 std::vector<Finding>& findings) {
    const auto level = settings.level_of(check_codes::baseline_entry_gone);
    if (!level) return;
    for (const Baseline::Entry& entry : gone) {
        Finding made = finding_of_wiki(
            check_codes::baseline_entry_gone, entry.fingerprint,
            fmt::format("the baseline has {} on {} (\"{}\"), which occurs no more", entry.code,
                        entry.page.empty() ? "the wiki as a whole" : entry.page, entry.words),
            "remove the entry, or write the baseline anew with --write-baseline");
        made.severity = *level;
        made.fingerprint = entry.fingerprint;
        findings.push_back(std::move(made));
    }
}

}  // namespace clausemark
