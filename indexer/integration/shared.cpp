// SPDX-License-Identifier: Apache-2.0
// Putting requirements of several standards together. See shared.h.
#include "indexer/integration/shared.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace clausemark {
namespace {

/// The beginnings of a title's longer words: five letters tell "policies" and "policy" to be one.
std::set<std::string> title_words(const std::string& title) {
    constexpr std::size_t shortest = 4;
    constexpr std::size_t kept = 5;
    std::set<std::string> words;
    std::string word;
    const auto end_word = [&] {
        if (word.size() >= shortest) words.insert(word.substr(0, kept));
        word.clear();
    };
    for (const char c : title) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || byte >= 0x80)
            word += static_cast<char>(std::tolower(byte));
        else
            end_word();
    }
    end_word();
    return words;
}

/// How like two titles are: shared words against all, rare ones counting more. [0, 1]
class Titles {
  public:
    Titles(const Catalogue& catalogue, std::span<const StandardIndex> standards) {
        for (const StandardIndex standard : standards)
            for (const ClauseIndex clause : catalogue.standards()[standard].clauses) {
                auto words = title_words(catalogue.clause(clause).title);
                for (const std::string& word : words) ++clauses_with_[word];
                words_.emplace(clause, std::move(words));
            }
    }
    double likeness(ClauseIndex a, ClauseIndex b) const {
        const auto& first = words_.at(a);
        const auto& second = words_.at(b);
        double shared = 0;
        double all = 0;
        for (const std::string& word : first) (second.contains(word) ? shared : all) += weight(word);
        for (const std::string& word : second)
            if (!first.contains(word)) all += weight(word);
        return shared + all > 0 ? shared / (shared + all) : 0;
    }

  private:
    double weight(const std::string& word) const { return 1.0 / clauses_with_.at(word); }
    std::map<ClauseIndex, std::set<std::string>> words_;
    std::map<std::string, int> clauses_with_;
};

struct Binding {
    const Correspondence* row = nullptr;
    int strength = 0;  ///< 3 said to stand together, 2 equal, 1 a part of, 0 something in common
    bool same_number = false;
    double likeness = 0;
};

class Grouping {
  public:
    Grouping(const Catalogue& catalogue, const Correspondences& correspondences, const WorkOrder& order,
             std::span<const StandardIndex> standards)
        : catalogue_(catalogue), order_(order), titles_(catalogue, standards) {
        for (std::size_t i = 0; i < standards.size(); ++i) place_[standards[i]] = i;
        for (std::size_t i = 0; i < standards.size(); ++i)
            for (const ClauseIndex clause : catalogue.standards()[standards[i]].clauses)
                for (std::size_t j = i + 1; j < standards.size(); ++j)
                    for (const Correspondence& row : correspondences.of(clause, standards[j])) {
                        ++rows_of_[row.from];
                        ++rows_of_[row.to];
                        if (order.together(row.from, row.to).value_or(true))
                            bindings_.push_back(binding(row));
                        rows_.push_back(&row);
                    }
        std::ranges::sort(bindings_, [&](const Binding& a, const Binding& b) { return key(a) < key(b); });
    }

    std::vector<SharedRequirement> requirements() {
        for (const Binding& one : bindings_) bind(one);
        std::vector<SharedRequirement> made(hubs_.size());
        for (std::size_t i = 0; i < hubs_.size(); ++i) made[i].lead = hubs_[i];
        for (const auto& [clause, group] : group_of_) made[group].clauses.push_back(clause);
        add_leaves(made);
        for (const Correspondence* row : rows_) {
            const auto from = group_of_.find(row->from);
            const auto to = group_of_.find(row->to);
            if (from == group_of_.end() || to == group_of_.end()) continue;
            if (from->second == to->second) {
                made[from->second].rows.push_back(*row);
                continue;
            }
            made[from->second].near.push_back(*row);
            made[to->second].near.push_back(
                {row->to, row->from, inverse(row->relation), row->reason, row->source});
        }
        return made;
    }

    auto order_of(ClauseIndex clause) const {
        return std::make_pair(place_.at(catalogue_.clause(clause).standard), clause);
    }

  private:
    Binding binding(const Correspondence& row) const {
        Binding one;
        one.row = &row;
        one.likeness = titles_.likeness(row.from, row.to);
        one.same_number = catalogue_.clause(row.from).number == catalogue_.clause(row.to).number;
        if (order_.together(row.from, row.to))
            one.strength = 3;
        else if (row.relation == Relation::equal)
            one.strength = 2;
        else if (row.relation != Relation::intersects)
            one.strength = 1;
        return one;
    }

    std::tuple<int, bool, double, std::pair<std::size_t, ClauseIndex>, std::pair<std::size_t, ClauseIndex>>
    key(const Binding& one) const {
        return {-one.strength, !one.same_number, -one.likeness, order_of(one.row->from),
                order_of(one.row->to)};
    }

    void bind(const Binding& one) {
        const ClauseIndex a = one.row->from;
        const ClauseIndex b = one.row->to;
        const auto in_a = group_of_.find(a);
        const auto in_b = group_of_.find(b);
        const bool weak = one.strength == 0;
        if (in_a == group_of_.end() && in_b == group_of_.end()) {
            if (weak && !one.same_number && one.likeness == 0) return;
            group_of_[a] = group_of_[b] = hubs_.size();
            hubs_.push_back(rows_of_.at(b) > rows_of_.at(a) ? b : a);
            return;
        }
        if (in_a != group_of_.end() && in_b != group_of_.end()) return;
        const ClauseIndex free = in_a == group_of_.end() ? a : b;
        const ClauseIndex taken = free == a ? b : a;
        const std::size_t group = group_of_.at(taken);
        if (!weak || (hubs_[group] == taken && one.likeness > 0)) group_of_[free] = group;
    }

    /// Each leaf belongs to the nearest clause above that is in a requirement; one of no such clause is a
    /// requirement of its own.
    void add_leaves(std::vector<SharedRequirement>& made) {
        for (const auto& [standard, place] : place_)
            for (const ClauseIndex leaf : catalogue_.standards()[standard].clauses) {
                if (!catalogue_.clause(leaf).leaf()) continue;
                ClauseIndex at = leaf;
                while (at != no_clause && !group_of_.contains(at)) at = catalogue_.clause(at).parent;
                if (at != no_clause) {
                    made[group_of_.at(at)].leaves.push_back(leaf);
                    continue;
                }
                group_of_[leaf] = made.size();
                made.push_back({leaf, {leaf}, {leaf}, {}, {}, 0});
            }
    }

    const Catalogue& catalogue_;
    const WorkOrder& order_;
    Titles titles_;
    std::map<StandardIndex, std::size_t> place_;
    std::map<ClauseIndex, int> rows_of_;
    std::vector<Binding> bindings_;
    std::vector<const Correspondence*> rows_;
    std::map<ClauseIndex, std::size_t> group_of_;
    std::vector<ClauseIndex> hubs_;
};

}  // namespace

bool related(const Correspondences& correspondences, StandardIndex a, StandardIndex b) {
    const auto others = correspondences.related_to(a);
    return std::ranges::find(others, b) != others.end();
}

std::vector<std::pair<ClauseIndex, std::string>> alone_in(const Catalogue& catalogue,
                                                          const Correspondences& correspondences,
                                                          StandardIndex standard, StandardIndex other) {
    std::vector<std::pair<ClauseIndex, std::string>> out;
    for (const ClauseIndex clause : catalogue.standards()[standard].clauses) {
        const std::string* why = correspondences.alone(catalogue, clause, other);
        const ClauseIndex above = catalogue.clause(clause).parent;
        const bool said_above =
            above != no_clause && correspondences.alone(catalogue, above, other) != nullptr;
        if (why != nullptr && !said_above) out.emplace_back(clause, *why);
    }
    return out;
}

std::vector<ClauseIndex> SharedRequirement::leaves_in(const Catalogue& catalogue,
                                                      StandardIndex standard) const {
    std::vector<ClauseIndex> out;
    for (const ClauseIndex leaf : leaves)
        if (catalogue.clause(leaf).standard == standard) out.push_back(leaf);
    return out;
}

std::vector<SharedRequirement> share_requirements(const Catalogue& catalogue,
                                                  const Correspondences& correspondences,
                                                  const WorkOrder& order,
                                                  std::span<const StandardIndex> standards) {
    Grouping grouping(catalogue, correspondences, order, standards);
    std::vector<SharedRequirement> made = grouping.requirements();
    const auto before = [&](ClauseIndex a, ClauseIndex b) {
        return grouping.order_of(a) < grouping.order_of(b);
    };
    // A clause may stand for leaves that are all in other requirements: then nothing is left of it.
    std::erase_if(made, [](const SharedRequirement& one) { return one.leaves.empty(); });
    for (SharedRequirement& one : made) {
        std::ranges::sort(one.clauses, before);
        std::ranges::sort(one.leaves, before);
        one.phase = order.phases().size();
        for (const ClauseIndex leaf : one.leaves)
            one.phase = std::min(one.phase, order.phase_of(catalogue, leaf));
    }
    std::ranges::sort(made, [&](const SharedRequirement& a, const SharedRequirement& b) {
        if (a.phase != b.phase) return a.phase < b.phase;
        return before(a.leaves.front(), b.leaves.front());
    });
    return made;
}

}  // namespace clausemark
