// SPDX-License-Identifier: Apache-2.0
// Reads and checks the files on the order of work. See work_order.h.
#include "indexer/integration/work_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "indexer/json/decoder.h"

namespace clausemark {
namespace {

constexpr JsonCodes codes{Code::correspondence_malformed, Code::correspondence_malformed,
                          Code::correspondence_malformed};

std::string text(JsonDecoder& in, const JsonValue& object, std::string_view key) {
    const JsonValue* found = in.member(object, key, true);
    return found == nullptr ? std::string() : in.string(*found, fmt::format("\"{}\"", key)).value_or("");
}

std::vector<Phase> read_phases(const WorkOrder::File& file, std::vector<Diagnostic>& faults) {
    JsonDecoder in(file.path, file.text, codes, faults);
    std::vector<Phase> phases;
    const JsonValue* root = in.root();
    if (root == nullptr || !in.object(*root, "a file of phases", {"license", "phases"})) return phases;
    const JsonValue* list = in.member(*root, "phases", true);
    const auto* items = list == nullptr ? nullptr : in.list(*list, "\"phases\"");
    if (items == nullptr) return phases;
    for (const JsonValue& item : *items) {
        if (!in.object(item, "a phase", {"name", "title", "reason"})) continue;
        Phase phase{text(in, item, "name"), text(in, item, "title"), text(in, item, "reason")};
        if (std::ranges::find(phases, phase.name, &Phase::name) != phases.end())
            in.bad_value(item, fmt::format("there are two phases {}", phase.name));
        else
            phases.push_back(std::move(phase));
    }
    return phases;
}

using Pairs = std::map<std::pair<ClauseIndex, ClauseIndex>, bool>;

/// Pairs of clauses by id, each with what is said of it.
Pairs read_pairs(const Catalogue& catalogue, const WorkOrder::File& file, std::vector<Diagnostic>& faults) {
    JsonDecoder in(file.path, file.text, codes, faults);
    Pairs pairs;
    const JsonValue* root = in.root();
    if (root == nullptr || !in.object(*root, "a file of pairs", {"license", "together", "apart"}))
        return pairs;
    for (const bool together : {true, false}) {
        const std::string_view key = together ? "together" : "apart";
        const JsonValue* list = in.member(*root, key, true);
        const auto* items = list == nullptr ? nullptr : in.list(*list, fmt::format("\"{}\"", key));
        if (items == nullptr) continue;
        for (const JsonValue& item : *items) {
            if (!in.object(item, "a pair", {"between", "reason"})) continue;
            text(in, item, "reason");
            const JsonValue* between = in.member(item, "between", true);
            if (between == nullptr) continue;
            std::vector<ClauseIndex> clauses;
            for (const std::string& id : in.strings(*between, "\"between\"")) {
                if (const auto found = catalogue.find(id))
                    clauses.push_back(*found);
                else
                    in.fault(Code::correspondence_unknown_clause, between->span,
                             fmt::format("there is no clause {}", id));
            }
            if (clauses.size() != 2) continue;
            std::ranges::sort(clauses);
            if (!pairs.emplace(std::pair(clauses[0], clauses[1]), together).second)
                in.fault(Code::correspondence_contradicts, item.span, "this pair stands here twice");
        }
    }
    return in.count() > 0 ? Pairs() : pairs;
}

/// The file of one standard being read.
class Reader {
  public:
    Reader(const Catalogue& catalogue, const std::vector<Phase>& phases, const WorkOrder::File& file,
           std::vector<Diagnostic>& faults)
        : catalogue_(catalogue), phases_(phases), in_(file.path, file.text, codes, faults) {}

    bool read() {
        const JsonValue* root = in_.root();
        if (root == nullptr || !in_.object(*root, "a file on the order of work",
                                           {"license", "standard", "scope", "phases", "leans_on"}))
            return false;
        const std::string id = text(in_, *root, "standard");
        const auto found = catalogue_.find_standard(id);
        if (!found) {
            in_.fault(Code::correspondence_unknown_clause, root->span,
                      fmt::format("there is no standard {}", id));
            return false;
        }
        standard = *found;
        if (const JsonValue* at = in_.member(*root, "scope"))
            if (const auto number = in_.string(*at, "\"scope\"")) scope = clause(*at, *number);
        if (const JsonValue* map = in_.member(*root, "phases", true)) read_phases(*map);
        if (in_.count() > 0) return false;
        account(*root);
        if (const JsonValue* list = in_.member(*root, "leans_on", true)) read_dependencies(*list);
        if (in_.count() == 0) check_circles(*root);
        return in_.count() == 0;
    }

    StandardIndex standard = 0;
    ClauseIndex scope = no_clause;
    std::map<ClauseIndex, std::size_t> phase;
    std::map<ClauseIndex, std::vector<Dependency>> leans_on;

  private:
    ClauseIndex clause(const JsonValue& at, const std::string& number) {
        const std::string id = catalogue_.standards()[standard].id + "/" + number;
        if (const auto found = catalogue_.find(id)) return *found;
        const std::string near = catalogue_.nearest(id);
        in_.fault(Code::correspondence_unknown_clause, at.span, fmt::format("there is no clause {}", id),
                  near.empty() ? "" : fmt::format("did you mean {}?", near));
        return no_clause;
    }

    std::vector<ClauseIndex> clauses(const JsonValue& object, std::string_view key, bool required) {
        std::vector<ClauseIndex> out;
        const JsonValue* list = in_.member(object, key, required);
        if (list == nullptr) return out;
        for (const std::string& number : in_.strings(*list, fmt::format("\"{}\"", key)))
            if (const ClauseIndex found = clause(*list, number); found != no_clause) out.push_back(found);
        return out;
    }

    void read_phases(const JsonValue& map) {
        if (!in_.map(map, "\"phases\"")) return;
        for (std::size_t i = 0; i < phases_.size(); ++i) {
            if (in_.member(map, phases_[i].name) == nullptr) continue;
            for (const ClauseIndex one : clauses(map, phases_[i].name, true))
                if (!phase.emplace(one, i).second)
                    in_.bad_value(map, fmt::format("{} stands in two phases", catalogue_.clause(one).number));
        }
        for (const JsonMember& member : map.members)
            if (std::ranges::find(phases_, member.key, &Phase::name) == phases_.end())
                in_.bad_value(map, fmt::format("there is no phase {}", member.key), "phases.json lists them");
    }

    /// Each clause without children must have a phase, itself or above.
    void account(const JsonValue& root) {
        for (const ClauseIndex index : catalogue_.standards()[standard].clauses) {
            if (!catalogue_.clause(index).leaf()) continue;
            bool known = false;
            for (ClauseIndex at = index; at != no_clause && !known; at = catalogue_.clause(at).parent)
                known = phase.contains(at);
            if (!known)
                in_.fault(Code::correspondence_incomplete, root.span,
                          fmt::format("{} stands in no phase", catalogue_.clause(index).number),
                          "name it, or a clause above it, in \"phases\"");
        }
    }

    std::set<ClauseIndex> leaves(const JsonValue& object, std::string_view key, bool required) {
        std::set<ClauseIndex> out;
        for (const ClauseIndex one : clauses(object, key, required))
            for (const ClauseIndex leaf : leaves_of(catalogue_, one)) out.insert(leaf);
        return out;
    }

    void read_dependencies(const JsonValue& list) {
        const auto* items = in_.list(list, "\"leans_on\"");
        if (items == nullptr) return;
        for (const JsonValue& item : *items) {
            if (!in_.object(item, "an entry", {"clauses", "except", "on", "reason"})) continue;
            const auto from = leaves(item, "clauses", true);
            const auto except = leaves(item, "except", false);
            const auto on = leaves(item, "on", true);
            const std::string reason = text(in_, item, "reason");
            for (const ClauseIndex one : from)
                for (const ClauseIndex other : on)
                    if (one != other && !except.contains(one)) leans_on[one].push_back({other, reason});
        }
        for (auto& [from, all] : leans_on) {
            std::ranges::stable_sort(all, {}, &Dependency::on);
            all.erase(std::unique(all.begin(), all.end(),
                                  [](const Dependency& a, const Dependency& b) { return a.on == b.on; }),
                      all.end());
        }
    }

    /// Takes away what leans on nothing that is left, again and again: what stays goes round in a circle.
    void check_circles(const JsonValue& root) {
        std::map<ClauseIndex, std::size_t> open;
        std::map<ClauseIndex, std::vector<ClauseIndex>> carried;
        std::vector<ClauseIndex> ready;
        for (const auto& [from, all] : leans_on) {
            open[from] = all.size();
            for (const Dependency& one : all) {
                carried[one.on].push_back(from);
                if (!leans_on.contains(one.on)) ready.push_back(one.on);
            }
        }
        std::ranges::sort(ready);
        ready.erase(std::unique(ready.begin(), ready.end()), ready.end());
        while (!ready.empty()) {
            const ClauseIndex done = ready.back();
            ready.pop_back();
            open.erase(done);
            for (const ClauseIndex from : carried[done])
                if (--open[from] == 0) ready.push_back(from);
        }
        if (!open.empty())
            in_.fault(Code::correspondence_contradicts, root.span,
                      fmt::format("{} leans on itself, by way of others",
                                  catalogue_.clause(open.begin()->first).number));
    }

    const Catalogue& catalogue_;
    const std::vector<Phase>& phases_;
    JsonDecoder in_;
};

}  // namespace

std::vector<ClauseIndex> leaves_of(const Catalogue& catalogue, ClauseIndex clause) {
    const Clause& found = catalogue.clause(clause);
    if (found.leaf()) return {clause};
    std::vector<ClauseIndex> out;
    for (const ClauseIndex child : found.children)
        for (const ClauseIndex leaf : leaves_of(catalogue, child)) out.push_back(leaf);
    return out;
}

WorkOrder WorkOrder::read(const Catalogue& catalogue, std::span<const File> files,
                          std::vector<Diagnostic>& faults) {
    constexpr std::string_view phases_file = "phases.json";
    constexpr std::string_view pairs_file = "together.json";
    WorkOrder out;
    for (const File& file : files)
        if (file.path.ends_with(phases_file)) out.phases_ = read_phases(file, faults);
    for (const File& file : files) {
        if (file.path.ends_with(phases_file)) continue;
        if (file.path.ends_with(pairs_file)) {
            out.together_ = read_pairs(catalogue, file, faults);
            continue;
        }
        Reader reader(catalogue, out.phases_, file, faults);
        if (!reader.read()) continue;
        out.phase_.merge(reader.phase);
        out.leans_on_.merge(reader.leans_on);
        if (reader.scope != no_clause) out.scope_[reader.standard] = reader.scope;
    }
    return out;
}

std::size_t WorkOrder::phase_of(const Catalogue& catalogue, ClauseIndex clause) const {
    for (ClauseIndex at = clause; at != no_clause; at = catalogue.clause(at).parent)
        if (const auto found = phase_.find(at); found != phase_.end()) return found->second;
    return phases_.size();
}

const std::vector<Dependency>& WorkOrder::leans_on(ClauseIndex clause) const {
    static const std::vector<Dependency> nothing;
    const auto found = leans_on_.find(clause);
    return found == leans_on_.end() ? nothing : found->second;
}

std::optional<bool> WorkOrder::together(ClauseIndex a, ClauseIndex b) const {
    const auto found = together_.find({std::min(a, b), std::max(a, b)});
    return found == together_.end() ? std::nullopt : std::optional(found->second);
}

ClauseIndex WorkOrder::scope_clause(StandardIndex standard) const {
    const auto found = scope_.find(standard);
    return found == scope_.end() ? no_clause : found->second;
}

}  // namespace clausemark
