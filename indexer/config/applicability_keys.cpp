// SPDX-License-Identifier: Apache-2.0
// See applicability_keys.h.
#include "indexer/config/applicability_keys.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/applicability/read_statement.h"
#include "indexer/config/dates.h"
#include "parser/core/edit_distance.h"

namespace clausemark {
namespace {

std::string lower(std::string_view text) {
    std::string out = cell_text(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

class Keys {
  public:
    Keys(JsonDecoder& in, Config& config, const Catalogue& catalogue,
         const std::function<std::optional<ClauseIndex>(const JsonMember&)>& clause_of)
        : in_(in), config_(config), catalogue_(catalogue), clause_of_(clause_of) {}

    void applicability(const JsonValue& value) {
        if (!in_.map(value, "\"applicability\"")) return;
        config_.applicability.clear();
        for (const JsonMember& member : value.members) {
            const auto clause = clause_of_(member);
            const std::string what = fmt::format("the entry of {}", member.key);
            if (!in_.object(member.value, what,
                            {"applicable", "justification", "because", "implementation", "treatment"}))
                continue;
            Applicability entry;
            if (const JsonValue* flag = in_.member(member.value, "applicable", true))
                if (const auto given = in_.boolean(*flag, "\"applicable\"")) entry.applicable = *given;
            said(member.value, entry);
            if (clause && may_be_excluded(*clause, member))
                config_.applicability[member.key] = std::move(entry);
        }
    }

    void own_controls(const JsonValue& value) {
        if (!in_.map(value, "\"own-controls\"")) return;
        config_.own_controls.clear();
        for (const JsonMember& member : value.members) {
            const std::string what = fmt::format("the entry of {}", member.key);
            if (!in_.object(member.value, what,
                            {"title", "maps-to", "justification", "because", "implementation", "treatment"}))
                continue;
            if (!may_be_own_control(member.key)) {
                in_.fault(Code::config_bad_value, member.key_span,
                          fmt::format("\"{}\" looks like a control of a standard", member.key),
                          "name one's own control so that nobody takes it for one of the standard's, as "
                          "\"OWN-1\"");
                continue;
            }
            OwnControl entry;
            if (const JsonValue* title = in_.member(member.value, "title", true))
                text(*title, "\"title\"", entry.title);
            said(member.value, entry.said);
            if (const JsonValue* maps_to = in_.member(member.value, "maps-to")) read_maps_to(*maps_to, entry);
            config_.own_controls[member.key] = std::move(entry);
        }
    }

    void statement(const JsonValue& value) {
        StatementSettings& to = config_.statement;
        if (value.kind == JsonKind::string) return text(value, "\"statement-of-applicability\"", to.file);
        if (!in_.object(value, "\"statement-of-applicability\"",
                        {"file", "standard", "title", "version", "approver", "approved", "scope", "columns",
                         "words"}))
            return;
        field(value, "file", to.file);
        field(value, "title", to.head.title);
        field(value, "version", to.head.version);
        field(value, "approver", to.head.approver);
        field(value, "approved", to.head.approved);
        field(value, "scope", to.head.scope);
        if (const JsonValue* day = in_.member(value, "approved"); day != nullptr && !to.head.approved.empty())
            if (!is_date(to.head.approved))
                in_.bad_value(*day, "\"approved\" must be a day written as YYYY-MM-DD",
                              "leave it out while the statement is not approved");
        if (const JsonValue* standard = in_.member(value, "standard")) read_standard(*standard);
        if (const JsonValue* columns = in_.member(value, "columns"))
            read_names(*columns, "\"columns\"", statement_columns, to.columns);
        if (const JsonValue* words = in_.member(value, "words"))
            read_names(*words, "\"words\"", statement_words, to.words);
    }

  private:
    void text(const JsonValue& value, std::string_view what, std::string& to) {
        if (const auto given = in_.string(value, what)) to = cell_text(*given);
    }

    void field(const JsonValue& object, std::string_view key, std::string& to) {
        if (const JsonValue* value = in_.member(object, key)) text(*value, fmt::format("\"{}\"", key), to);
    }

    void said(const JsonValue& object, Applicability& to) {
        if (const JsonValue* why = in_.member(object, "justification", true))
            text(*why, "\"justification\"", to.justification);
        field(object, "treatment", to.treatment);
        if (const JsonValue* status = in_.member(object, "implementation"))
            if (const auto index = in_.one_of(*status, "\"implementation\"",
                                              {"not-started", "planned", "partly", "implemented"}))
                to.implementation = static_cast<Implementation>(*index + 1);
        const JsonValue* because = in_.member(object, "because");
        const auto* items = because != nullptr ? in_.list(*because, "\"because\"") : nullptr;
        if (items == nullptr) return;
        for (const JsonValue& item : *items) {
            const auto index =
                in_.one_of(item, "each item of \"because\"", {"risk", "law", "contract", "business"});
            if (!index) continue;
            const auto reason = static_cast<InclusionReason>(*index);
            if (std::ranges::find(to.because, reason) == to.because.end()) to.because.push_back(reason);
        }
        std::ranges::sort(to.because);
    }

    void read_maps_to(const JsonValue& value, OwnControl& entry) {
        const auto* items = in_.list(value, "\"maps-to\"");
        if (items == nullptr) return;
        for (const JsonValue& item : *items) {
            const auto id = in_.string(item, "each item of \"maps-to\"");
            if (!id) continue;
            if (catalogue_.find(*id)) {
                if (std::ranges::find(entry.maps_to, *id) == entry.maps_to.end())
                    entry.maps_to.push_back(*id);
                continue;
            }
            const std::string nearest = catalogue_.nearest(*id);
            in_.fault(Code::config_unknown_clause, item.span,
                      fmt::format("no standard has a clause \"{}\"", *id),
                      nearest.empty() ? "" : fmt::format("did you mean \"{}\"?", nearest));
        }
    }

    void read_standard(const JsonValue& value) {
        const auto id = in_.string(value, "\"standard\"");
        if (!id) return;
        std::vector<std::string_view> ids;
        for (const Standard& standard : catalogue_.standards()) {
            const auto index = static_cast<StandardIndex>(&standard - catalogue_.standards().data());
            if (!controls_of(catalogue_, index).empty()) ids.push_back(standard.id);
        }
        if (std::ranges::find(ids, *id) != ids.end()) {
            config_.statement.standard = *id;
            return;
        }
        in_.bad_value(value, fmt::format("\"{}\" is no standard with controls", *id),
                      fmt::format("it may be \"{}\"", fmt::join(ids, "\", \"")));
    }

    /// Lists of names by a known word; a list that is given replaces the default one.
    template <std::size_t size>
    void read_names(const JsonValue& value, std::string_view what,
                    const std::array<std::string_view, size>& known,
                    std::array<std::vector<std::string>, size>& to) {
        if (!in_.map(value, what)) return;
        for (const JsonMember& member : value.members) {
            const auto* found = std::ranges::find(known, std::string_view(member.key));
            if (found == known.end()) {
                const std::string_view nearest = nearest_name(member.key, known, misspelling(member.key));
                std::string all;
                for (const std::string_view word : known)
                    all += (all.empty() ? "" : ", ") + std::string(word);
                in_.fault(Code::config_unknown_key, member.key_span,
                          fmt::format("{} has no \"{}\"", what, member.key),
                          nearest.empty() ? "it has " + all : fmt::format("did you mean \"{}\"?", nearest));
                continue;
            }
            auto& names = to[static_cast<std::size_t>(found - known.begin())];
            names.clear();
            for (const std::string& name : in_.strings(member.value, fmt::format("\"{}\"", member.key)))
                names.push_back(lower(name));
        }
    }

    bool may_be_excluded(ClauseIndex index, const JsonMember& member) {
        const Clause& clause = catalogue_.clause(index);
        if (clause.kind == ClauseKind::control) return true;
        if (clause.kind == ClauseKind::group) {
            in_.fault(Code::config_bad_value, member.key_span,
                      fmt::format("\"{}\" is a heading above controls", member.key),
                      "name each of its controls: each needs a justification of its own");
        } else {
            in_.fault(
                Code::config_excluded_requirement, member.key_span,
                fmt::format(
                    "\"{}\" is a clause of the {}, and clauses of a management system cannot be excluded",
                    member.key, catalogue_.standard_of(index).system),
                "remove it; where its evidence is kept outside the wiki, use \"held-elsewhere\"");
        }
        return false;
    }

    JsonDecoder& in_;
    Config& config_;
    const Catalogue& catalogue_;
    const std::function<std::optional<ClauseIndex>(const JsonMember&)>& clause_of_;
};

}  // namespace

void read_applicability_keys(JsonDecoder& in, Config& config, const Catalogue& catalogue,
                             const JsonValue& root,
                             const std::function<std::optional<ClauseIndex>(const JsonMember&)>& clause_of) {
    Keys keys(in, config, catalogue, clause_of);
    if (const JsonValue* value = in.member(root, "applicability")) keys.applicability(*value);
    if (const JsonValue* value = in.member(root, "own-controls")) keys.own_controls(*value);
    if (const JsonValue* value = in.member(root, "statement-of-applicability")) keys.statement(*value);
}

}  // namespace clausemark
