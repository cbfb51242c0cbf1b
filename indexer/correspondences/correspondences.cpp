// SPDX-License-Identifier: Apache-2.0
// Reads and checks one file of correspondences as a whole before any of it counts. See correspondences.h.
#include "indexer/correspondences/correspondences.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "indexer/json/decoder.h"

namespace clausemark {
namespace {

constexpr JsonCodes codes{Code::correspondence_malformed, Code::correspondence_malformed,
                          Code::correspondence_malformed};
constexpr std::array<std::string_view, 4> relation_names{"equal", "subset-of", "superset-of", "intersects"};

/// A file being read.
class Reader {
  public:
    Reader(const Catalogue& catalogue, std::string_view path, std::string_view json,
           std::vector<Diagnostic>& faults)
        : catalogue_(catalogue), in_(path, json, codes, faults) {}

    bool read() {
        const JsonValue* root = in_.root();
        if (root == nullptr ||
            !in_.object(*root, "a file of correspondences",
                        {"license", "from", "to", "source", "clauses_only", "rows", "only_from", "only_to"}))
            return false;
        from = standard(*root, "from");
        to = standard(*root, "to");
        source_ = text(*root, "source", true);
        if (const JsonValue* only = in_.member(*root, "clauses_only"))
            clauses_only_ = in_.boolean(*only, "\"clauses_only\"").value_or(false);
        if (!from || !to) return false;
        if (*from == *to) in_.bad_value(*root->find("to"), "a standard corresponds to another one");
        if (const JsonValue* list = in_.member(*root, "rows", true)) read_rows(*list);
        if (const JsonValue* list = in_.member(*root, "only_from")) read_alone(*list, "only_from", *from);
        if (const JsonValue* list = in_.member(*root, "only_to")) read_alone(*list, "only_to", *to);
        if (in_.count() > 0) return false;
        account(*root, *from);
        account(*root, *to);
        return in_.count() == 0;
    }

    std::optional<StandardIndex> from;
    std::optional<StandardIndex> to;
    std::vector<Correspondence> rows;
    std::vector<std::pair<ClauseIndex, std::string>> alone;

  private:
    std::string text(const JsonValue& object, std::string_view key, bool required) {
        const JsonValue* found = in_.member(object, key, required);
        return found == nullptr ? std::string() : in_.string(*found, fmt::format("\"{}\"", key)).value_or("");
    }

    std::optional<StandardIndex> standard(const JsonValue& root, std::string_view key) {
        const std::string id = text(root, key, true);
        if (id.empty()) return std::nullopt;
        const auto found = catalogue_.find_standard(id);
        if (!found)
            in_.fault(Code::correspondence_unknown_clause, root.find(key)->span,
                      fmt::format("there is no standard {}", id));
        return found;
    }

    std::optional<ClauseIndex> clause(const JsonValue& object, std::string_view key, StandardIndex of) {
        const std::string number = text(object, key, true);
        if (number.empty()) return std::nullopt;
        const std::string id = fmt::format("{}/{}", catalogue_.standards()[of].id, number);
        const auto found = catalogue_.find(id);
        if (!found) {
            const std::string near = catalogue_.nearest(id);
            in_.fault(Code::correspondence_unknown_clause, object.find(key)->span,
                      fmt::format("there is no clause {}", id),
                      near.empty() ? "" : fmt::format("did you mean {}?", near));
        }
        return found;
    }

    /// Between editions of one standard rows go from leaf to leaf: what is related is what is asked for.
    void check_leaf(const JsonValue& row, std::string_view key, ClauseIndex clause) {
        if (catalogue_.standards()[*from].family != catalogue_.standards()[*to].family) return;
        const Clause& found = catalogue_.clause(clause);
        if (found.leaf()) return;
        in_.bad_value(*row.find(key), fmt::format("{} has clauses below it", found.id),
                      "between editions of one standard, relate these");
    }

    void read_rows(const JsonValue& list) {
        const auto* items = in_.list(list, "\"rows\"");
        if (items == nullptr) return;
        for (const JsonValue& item : *items) {
            if (!in_.object(item, "a row", {"from", "to", "relation", "reason", "source"})) continue;
            Correspondence row;
            const auto first = clause(item, "from", *from);
            const auto second = clause(item, "to", *to);
            const JsonValue* relation = in_.member(item, "relation", true);
            if (relation != nullptr) {
                row.relation = static_cast<Relation>(
                    in_.one_of(*relation, "\"relation\"", {"equal", "subset-of", "superset-of", "intersects"})
                        .value_or(0));
            }
            row.reason = text(item, "reason", true);
            row.source = text(item, "source", false);
            if (row.source.empty()) row.source = source_;
            if (!first || !second) continue;
            check_leaf(item, "from", *first);
            check_leaf(item, "to", *second);
            row.from = *first;
            row.to = *second;
            if (!pairs_.emplace(row.from, row.to).second) {
                in_.fault(Code::correspondence_contradicts, item.span,
                          fmt::format("{} and {} are related twice", catalogue_.clause(row.from).id,
                                      catalogue_.clause(row.to).id),
                          "remove one of the two rows");
                continue;
            }
            related_.insert(row.from);
            related_.insert(row.to);
            rows.push_back(std::move(row));
        }
    }

    void read_alone(const JsonValue& list, std::string_view key, StandardIndex of) {
        const auto* items = in_.list(list, fmt::format("\"{}\"", key));
        if (items == nullptr) return;
        for (const JsonValue& item : *items) {
            if (!in_.object(item, "an entry", {"clause", "reason"})) continue;
            const auto found = clause(item, "clause", of);
            std::string reason = text(item, "reason", true);
            if (!found) continue;
            if (related_.contains(*found)) {
                in_.fault(Code::correspondence_contradicts, item.span,
                          fmt::format("{} has a row above, and is said to have no counterpart",
                                      catalogue_.clause(*found).id),
                          "remove the row or this entry");
                continue;
            }
            alone_.insert(*found);
            alone.emplace_back(*found, std::move(reason));
        }
    }

    /// Each clause without children must be related, or said to have no counterpart, itself or above.
    void account(const JsonValue& root, StandardIndex of) {
        for (const ClauseIndex index : catalogue_.standards()[of].clauses) {
            const Clause& leaf = catalogue_.clause(index);
            if (!leaf.leaf() || (clauses_only_ && leaf.kind != ClauseKind::clause)) continue;
            bool known = false;
            for (ClauseIndex at = index; at != no_clause && !known; at = catalogue_.clause(at).parent)
                known = related_.contains(at) || alone_.contains(at);
            if (known) continue;
            in_.fault(Code::correspondence_incomplete, root.find(of == *from ? "from" : "to")->span,
                      fmt::format("nothing is said of {} {}", leaf.id, leaf.title),
                      "add a row, or an entry in \"only_from\" or \"only_to\" with the reason");
        }
    }

    const Catalogue& catalogue_;
    JsonDecoder in_;
    std::string source_;
    bool clauses_only_ = false;
    std::set<std::pair<ClauseIndex, ClauseIndex>> pairs_;
    std::set<ClauseIndex> related_;
    std::set<ClauseIndex> alone_;
};

}  // namespace

std::string_view name_of(Relation relation) {
    return relation_names[static_cast<std::size_t>(relation)];
}

std::string_view words_of(Relation relation) {
    constexpr std::array<std::string_view, 4> words{"is the same as", "is a part of", "includes",
                                                    "has something in common with"};
    return words[static_cast<std::size_t>(relation)];
}

Relation inverse(Relation relation) {
    switch (relation) {
        case Relation::subset_of:
            return Relation::superset_of;
        case Relation::superset_of:
            return Relation::subset_of;
        default:
            return relation;
    }
}

void Correspondences::add(const Catalogue& catalogue, std::string_view path, std::string_view json,
                          std::vector<Diagnostic>& faults) {
    Reader file(catalogue, path, json, faults);
    if (!file.read()) return;
    if (const auto other = files_.find({*file.from, *file.to}); other != files_.end()) {
        faults.push_back(
            diagnose(Code::correspondence_contradicts, std::string(path),
                     fmt::format("{} and {} are related in {} already", catalogue.standards()[*file.from].id,
                                 catalogue.standards()[*file.to].id, other->second),
                     "keep one file for two standards: it is read from both sides"));
        return;
    }
    files_[{*file.from, *file.to}] = files_[{*file.to, *file.from}] = path;
    for (Correspondence& row : file.rows) {
        const Correspondence seen_back{row.to, row.from, inverse(row.relation), row.reason, row.source};
        rows_[{row.to, *file.from}].push_back(seen_back);
        rows_[{row.from, *file.to}].push_back(std::move(row));
    }
    for (auto& [key, list] : rows_) std::ranges::stable_sort(list, {}, &Correspondence::to);
    for (auto& [clause, reason] : file.alone) {
        const StandardIndex of = catalogue.clause(clause).standard;
        alone_[{clause, of == *file.from ? *file.to : *file.from}] = std::move(reason);
    }
}

const std::vector<Correspondence>& Correspondences::of(ClauseIndex clause, StandardIndex other) const {
    static const std::vector<Correspondence> nothing;
    const auto found = rows_.find({clause, other});
    return found == rows_.end() ? nothing : found->second;
}

const std::string* Correspondences::alone(const Catalogue& catalogue, ClauseIndex clause,
                                          StandardIndex other) const {
    for (ClauseIndex at = clause; at != no_clause; at = catalogue.clause(at).parent) {
        if (rows_.contains({at, other})) return nullptr;
        if (const auto found = alone_.find({at, other}); found != alone_.end()) return &found->second;
    }
    return nullptr;
}

std::vector<StandardIndex> Correspondences::related_to(StandardIndex standard) const {
    std::vector<StandardIndex> out;
    for (const auto& [pair, path] : files_) {
        if (pair.first == standard) out.push_back(pair.second);
    }
    return out;
}

}  // namespace clausemark
