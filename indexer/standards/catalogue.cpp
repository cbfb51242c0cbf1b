// SPDX-License-Identifier: Apache-2.0
// Reads clause lists into the catalogue. A list is checked as a whole before any of it is added, so that a
// catalogue never holds half a standard. See catalogue.h.
#include "indexer/standards/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "indexer/json/decoder.h"
#include "parser/core/edit_distance.h"

namespace clausemark {
namespace {

constexpr JsonCodes codes{Code::standard_malformed, Code::standard_malformed, Code::standard_malformed};
constexpr std::size_t wrong_id_distance = 3;  // two letters swapped and another edition: still the one meant
constexpr std::size_t longest_description = 140;  // one line of a table or a tooltip

/// One clause of a list with the places that faults about it point to.
struct Row {
    Clause clause;
    std::string parent;
    Span number_span;
    Span parent_span;
};

std::string text_of(JsonDecoder& in, const JsonValue& object, std::string_view key) {
    const JsonValue* found = in.member(object, key, true);
    if (found == nullptr) return {};
    return in.string(*found, fmt::format("\"{}\"", key)).value_or("");
}

Standard read_head(JsonDecoder& in, const JsonValue& root) {
    Standard out;
    out.id = text_of(in, root, "id");
    out.name = text_of(in, root, "name");
    out.family = text_of(in, root, "family");
    out.edition = text_of(in, root, "edition");
    out.title = text_of(in, root, "title");
    out.system = text_of(in, root, "system");
    if (const JsonValue* optional = in.member(root, "optional"))
        out.optional = in.boolean(*optional, "\"optional\"").value_or(false);
    if (const JsonValue* list = in.member(root, "amendments"))
        out.amendments = in.strings(*list, "\"amendments\"");
    if (const JsonValue* list = in.member(root, "citations"))
        out.citations = in.strings(*list, "\"citations\"");
    const JsonValue* id = root.find("id");
    if (id != nullptr && !out.id.empty() && out.id != out.family + ":" + out.edition) {
        in.bad_value(*id, fmt::format("\"id\" must be the family and the edition: \"{}:{}\"", out.family,
                                      out.edition));
    }
    return out;
}

ClauseKind read_kind(JsonDecoder& in, const JsonValue& object) {
    const JsonValue* kind = in.member(object, "kind", true);
    if (kind == nullptr) return ClauseKind::clause;
    const auto index = in.one_of(*kind, "\"kind\"", {"clause", "control", "group"});
    switch (index.value_or(0)) {
        case 1:
            return ClauseKind::control;
        case 2:
            return ClauseKind::group;
        default:
            return ClauseKind::clause;
    }
}

Row read_row(JsonDecoder& in, const JsonValue& object) {
    Row row;
    row.clause.number = text_of(in, object, "number");
    const JsonValue* number = object.find("number");
    row.number_span = number != nullptr ? number->span : object.span;
    row.clause.kind = read_kind(in, object);
    row.clause.description = text_of(in, object, "description");
    if (row.clause.description.size() > longest_description) {
        in.bad_value(*object.find("description"),
                     fmt::format("\"description\" must be at most {} bytes long", longest_description));
    }
    if (const JsonValue* parent = in.member(object, "parent")) {
        row.parent = in.string(*parent, "\"parent\"").value_or("");
        row.parent_span = parent->span;
    }
    if (const JsonValue* title = in.member(object, "title")) {
        row.clause.title = in.string(*title, "\"title\"").value_or("");
    } else {
        row.clause.titled = false;
        if (row.parent.empty()) in.member(object, "title", true);
    }
    return row;
}

/// Parents by number: each stands above its children in the list.
void link_rows(JsonDecoder& in, const Standard& standard, std::vector<Row>& rows) {
    std::unordered_map<std::string_view, std::size_t> by_number;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        Clause& clause = rows[i].clause;
        const auto parent = by_number.find(rows[i].parent);
        if (parent != by_number.end()) {
            clause.parent = static_cast<ClauseIndex>(parent->second);
            rows[parent->second].clause.children.push_back(static_cast<ClauseIndex>(i));
            if (!clause.titled) clause.title = rows[parent->second].clause.title;
        } else if (!rows[i].parent.empty()) {
            std::vector<std::string_view> above;
            for (std::size_t k = 0; k < i; ++k) above.push_back(rows[k].clause.number);
            const std::string_view nearest = nearest_name(rows[i].parent, above, 1);
            in.fault(Code::standard_unknown_parent, rows[i].parent_span,
                     fmt::format("{} has no clause \"{}\" above this one", standard.id, rows[i].parent),
                     nearest.empty() ? "a parent stands before its children"
                                     : fmt::format("did you mean \"{}\"?", nearest));
        }
        if (!clause.number.empty() && !by_number.emplace(clause.number, i).second) {
            in.fault(Code::standard_duplicate_clause, rows[i].number_span,
                     fmt::format("{} lists \"{}\" twice", standard.id, clause.number),
                     "remove one of the two lines");
        }
    }
}

}  // namespace

void Catalogue::add(std::string_view path, std::string_view json, std::vector<Diagnostic>& faults) {
    JsonDecoder in(path, json, codes, faults);
    const JsonValue* root = in.root();
    if (root == nullptr || !in.object(*root, "a standard",
                                      {"license", "id", "name", "family", "edition", "title", "system",
                                       "optional", "amendments", "citations", "clauses"})) {
        return;
    }
    Standard standard = read_head(in, *root);
    if (find_standard(standard.id)) {
        in.bad_value(*root->find("id"),
                     fmt::format("the standard \"{}\" was already read from another file", standard.id));
    }
    std::vector<Row> rows;
    const JsonValue* clauses = in.member(*root, "clauses", true);
    const auto* items = clauses != nullptr ? in.list(*clauses, "\"clauses\"") : nullptr;
    if (items != nullptr) {
        for (const JsonValue& item : *items) {
            if (in.object(item, "a clause", {"number", "kind", "parent", "title", "description"})) {
                rows.push_back(read_row(in, item));
            }
        }
        if (clauses_.size() + rows.size() >= no_clause ||
            standards_.size() >= std::numeric_limits<StandardIndex>::max()) {
            in.bad_value(*clauses, fmt::format("more than {} clauses in all standards", no_clause));
            return;
        }
    }
    link_rows(in, standard, rows);
    if (in.count() > 0) return;

    const auto base = static_cast<ClauseIndex>(clauses_.size());
    for (Row& row : rows) {
        Clause& clause = row.clause;
        clause.standard = static_cast<StandardIndex>(standards_.size());
        clause.id = standard.id + "/" + clause.number;
        if (clause.parent != no_clause) clause.parent = static_cast<ClauseIndex>(clause.parent + base);
        for (ClauseIndex& child : clause.children) child = static_cast<ClauseIndex>(child + base);
        const auto index = static_cast<ClauseIndex>(clauses_.size());
        standard.clauses.push_back(index);
        by_id_.emplace(clause.id, index);
        clauses_.push_back(std::move(clause));
    }
    standards_.push_back(std::move(standard));
}

std::optional<StandardIndex> Catalogue::find_standard(std::string_view id) const {
    const auto found = std::ranges::find(standards_, id, &Standard::id);
    if (found == standards_.end()) return std::nullopt;
    return static_cast<StandardIndex>(found - standards_.begin());
}

std::optional<ClauseIndex> Catalogue::find(std::string_view id) const {
    const auto found = by_id_.find(std::string(id));
    if (found == by_id_.end()) return std::nullopt;
    return found->second;
}

std::string Catalogue::nearest(std::string_view id) const {
    std::vector<std::string_view> ids;
    for (const Clause& clause : clauses_) ids.push_back(clause.id);
    return std::string(nearest_name(id, ids, wrong_id_distance));
}

}  // namespace clausemark
