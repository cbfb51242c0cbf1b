// SPDX-License-Identifier: Apache-2.0
// Facts of one parameter collapse to distinct statements, statements that contradict each other are joined,
// and each joined set is one conflict. See conflicts.h.
#include "indexer/conflicts/conflicts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bitset>
#include <cmath>
#include <functional>
#include <numeric>
#include <tuple>

#include "indexer/duplicates/print.h"
#include "parser/core/limits.h"
#include "parser/text/words.h"

namespace clausemark {
namespace {

/// A passage of a document.
using PassagePlace = std::pair<DocumentKey, std::uint32_t>;

/// What is said, by all who say it.
struct Statement {
    const FactRecord* fact = nullptr;
    std::vector<std::uint32_t> facts;    ///< by document, then place
    std::vector<PassagePlace> passages;  ///< that say it; sorted
    std::vector<DocumentKey> documents;  ///< that say it; sorted
    std::vector<DocumentKey> listing;    ///< that say it in a row or an item; sorted
    std::vector<PassagePlace> sections;  ///< in which it is said in prose, by their headings; sorted
};

auto sense_of(const FactRecord& f) {
    return std::tie(f.measure.dimension, f.measure.value, f.measure.range_end, f.measure.bound,
                    f.measure.unit, f.scope, f.subject, f.labelled);
}

std::string_view dimension_of(std::string_view scope) {
    return scope.substr(0, scope.find(':'));
}

bool share_a_word(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::any_of(a.begin(), a.end(),
                       [&](const std::string& word) { return std::binary_search(b.begin(), b.end(), word); });
}

/// Share of the words in common (Jaccard); 1 where one says no words.
double overlap(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    if (a.empty() || b.empty()) return 1;
    const auto shared = static_cast<double>(std::count_if(a.begin(), a.end(), [&](const std::string& word) {
        return std::binary_search(b.begin(), b.end(), word);
    }));
    return shared / (static_cast<double>(a.size() + b.size()) - shared);
}

/// In every dimension that one of them names, both name a common term.
bool same_scope(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    const auto covered = [](const std::vector<std::string>& these, const std::vector<std::string>& those) {
        return std::all_of(these.begin(), these.end(), [&](const std::string& name) {
            return std::any_of(those.begin(), those.end(), [&](const std::string& other) {
                return dimension_of(other) == dimension_of(name) &&
                       std::find(these.begin(), these.end(), other) != these.end();
            });
        });
    };
    return covered(a, b) && covered(b, a);
}

bool about_the_same(const FactRecord& a, const FactRecord& b) {
    const bool labels = a.labelled || b.labelled;
    return same_scope(a.scope, b.scope) && (!labels || share_a_word(a.subject, b.subject));
}

double distance(const Measure& a, const Measure& b) {
    const double high = std::max(std::abs(a.value), std::abs(b.value));
    const double low = std::min(std::abs(a.value), std::abs(b.value));
    return high > 0 ? 1 - low / high : 0;
}

/// "password-minimum-length" as people read it.
std::string readable(std::string name) {
    std::replace(name.begin(), name.end(), '-', ' ');
    if (!name.empty() && name.front() >= 'a' && name.front() <= 'z')
        name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return name;
}

std::uint64_t hash_of(std::string_view text, std::uint64_t hash = 0xCBF29CE484222325u) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    return (hash ^ 0xff) * 0x100000001B3u;
}

class ParameterConflicts {
  public:
    ParameterConflicts(std::span<const FactStatement> facts, double tolerance)
        : facts_(facts), tolerance_(tolerance) {}

    /// `members`: the facts of one parameter, by sense, then document, then place.
    void find(std::span<const std::uint32_t> members, std::vector<Conflict>& out) {
        collapse(members);
        join();
        for (std::size_t root = 0; root < statements_.size(); ++root) {
            if (root_of(root) != root) continue;
            std::vector<const Statement*> joined;
            for (std::size_t i = 0; i < statements_.size(); ++i) {
                if (root_of(i) == root) joined.push_back(&statements_[i]);
            }
            if (joined.size() > 1) out.push_back(conflict(joined, weight_[root]));
        }
    }

  private:
    void collapse(std::span<const std::uint32_t> members) {
        statements_.clear();
        for (const std::uint32_t member : members) {
            const FactRecord& fact = facts_[member].fact;
            if (statements_.empty() || sense_of(*statements_.back().fact) != sense_of(fact))
                statements_.push_back({&fact, {}, {}, {}, {}, {}});
            statements_.back().facts.push_back(member);
            const DocumentKey& document = facts_[member].document;
            statements_.back().passages.emplace_back(document, fact.passage);
            statements_.back().documents.push_back(document);
            if (facts_[member].list != no_passage)
                statements_.back().listing.push_back(document);
            else
                statements_.back().sections.emplace_back(document, facts_[member].section);
        }
        for (Statement& statement : statements_) {
            std::ranges::sort(statement.passages);
            std::ranges::sort(statement.documents);
            std::ranges::sort(statement.listing);
            std::ranges::sort(statement.sections);
        }
        if (statements_.size() <= limits::conflict_statements) return;
        std::stable_sort(statements_.begin(), statements_.end(), [](const Statement& a, const Statement& b) {
            return a.facts.size() > b.facts.size();
        });
        statements_.resize(limits::conflict_statements);
    }

    /// A pair of statements that contradict each other.
    struct Pair {
        double weight = 0;
        std::size_t one = 0;
        std::size_t two = 0;
    };
    using Members = std::bitset<limits::conflict_statements>;

    /// Joins pairs, what matters most first, as long as all statements that come together agree in what they
    /// are about.
    void join() {
        const std::size_t count = statements_.size();
        parent_.resize(count);
        std::iota(parent_.begin(), parent_.end(), std::size_t{0});
        weight_.assign(count, 0);
        std::vector<Members> members(count);
        std::vector<Members> fitting(count);  // of each root: statements that fit all its members
        std::vector<Pair> pairs;
        find_neighbours();
        for (std::size_t i = 0; i < count; ++i) {
            members[i].set(i);
            fitting[i].set(i);
            for (std::size_t j = i + 1; j < count; ++j) {
                const FactRecord& a = *statements_[i].fact;
                const FactRecord& b = *statements_[j].fact;
                if (!about_the_same(a, b)) continue;
                fitting[i].set(j);
                fitting[j].set(i);
                if (contradict(a.measure, b.measure, tolerance_) &&
                    !told_apart(statements_[i], statements_[j]) && !says_both(i, j) && !says_both(j, i))
                    pairs.push_back(
                        {0.6 + 0.2 * distance(a.measure, b.measure) + 0.2 * overlap(a.subject, b.subject), i,
                         j});
            }
        }
        std::ranges::stable_sort(pairs, std::greater<>(), &Pair::weight);
        for (const Pair& pair : pairs) {
            const std::size_t one = std::min(root_of(pair.one), root_of(pair.two));
            const std::size_t two = std::max(root_of(pair.one), root_of(pair.two));
            if (one == two) weight_[one] = std::max(weight_[one], pair.weight);
            if (one == two || (members[two] & ~fitting[one]).any()) continue;
            parent_[two] = one;
            members[one] |= members[two];
            fitting[one] &= fitting[two];
            weight_[one] = std::max({weight_[one], weight_[two], pair.weight});
        }
    }

    /// Of each statement, those that stand in a passage with it.
    void find_neighbours() {
        neighbours_.assign(statements_.size(), {});
        for (std::size_t i = 0; i < statements_.size(); ++i) {
            for (std::size_t j = i + 1; j < statements_.size(); ++j) {
                if (!intersect(statements_[i].passages, statements_[j].passages)) continue;
                neighbours_[i].push_back(j);
                neighbours_[j].push_back(i);
            }
        }
    }

    /// Whether a passage of this statement states the other's value as well: then it says where each holds,
    /// and so does a copy of it that says both in other words.
    bool says_both(std::size_t i, std::size_t other) const {
        const Measure& measure = statements_[other].fact->measure;
        return std::ranges::any_of(neighbours_[i], [&](std::size_t j) {
            return same_value(statements_[j].fact->measure, measure, tolerance_);
        });
    }

    /// A passage that states two values says itself where each of them holds; a page that gives them in two
    /// rows or items does so on purpose.
    static bool told_apart(const Statement& a, const Statement& b) {
        return intersect(a.passages, b.passages) || intersect(a.listing, b.listing) ||
               (intersect(a.documents, b.documents) && !alike(a, b));
    }

    template <typename T>
    static bool intersect(const std::vector<T>& a, const std::vector<T>& b) {
        return std::ranges::any_of(a, [&](const T& one) { return std::ranges::binary_search(b, one); });
    }

    /// Mostly the same words around them. One word alone is mostly the parameter.
    static bool alike(const Statement& a, const Statement& b) {
        constexpr double most = 0.5;
        const std::vector<std::string>& one = a.fact->subject;
        const std::vector<std::string>& two = b.fact->subject;
        if (one.size() == 1 && two.size() == 1) return one == two && intersect(a.sections, b.sections);
        return one.size() != 1 && two.size() != 1 && overlap(one, two) >= most;
    }

    std::size_t root_of(std::size_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }

    Conflict conflict(const std::vector<const Statement*>& joined, double weight) const {
        Conflict made;
        made.parameter = joined.front()->fact->parameter;
        made.dimension = joined.front()->fact->measure.dimension;
        std::vector<const FactRecord*> firsts;
        for (const Statement* statement : joined) {
            std::size_t value = 0;
            while (value < firsts.size() &&
                   !same_value(firsts[value]->measure, statement->fact->measure, tolerance_))
                ++value;
            if (value == firsts.size()) {
                firsts.push_back(statement->fact);
                made.values.emplace_back();
            }
            auto& facts = made.values[value].facts;
            facts.insert(facts.end(), statement->facts.begin(), statement->facts.end());
        }
        const auto place = [&](std::uint32_t i) {
            return std::tie(facts_[i].document, facts_[i].fact.place.text);
        };
        for (ConflictValue& value : made.values) {
            std::sort(value.facts.begin(), value.facts.end(),
                      [&](std::uint32_t a, std::uint32_t b) { return place(a) < place(b); });
            value.written = facts_[value.facts.front()].fact.written;
        }
        std::stable_sort(
            made.values.begin(), made.values.end(), [&](const ConflictValue& a, const ConflictValue& b) {
                return a.facts.size() != b.facts.size() ? a.facts.size() > b.facts.size()
                                                        : place(a.facts.front()) < place(b.facts.front());
            });
        const DocumentKey& first = facts_[made.values.front().facts.front()].document;
        made.one_document =
            std::all_of(made.values.begin(), made.values.end(), [&](const ConflictValue& value) {
                return std::all_of(value.facts.begin(), value.facts.end(),
                                   [&](std::uint32_t i) { return facts_[i].document == first; });
            });
        // One page mostly speaks of several things; another page that differs was not looked at.
        made.weight = made.one_document ? weight * 0.75 : weight;
        made.explanation = explain(made);
        made.key = key_of(made);
        return made;
    }

    std::string explain(const Conflict& conflict) const {
        std::string out = readable(conflict.parameter) + ": ";
        constexpr std::size_t named = 3;
        for (std::size_t i = 0; i < std::min(named, conflict.values.size()); ++i) {
            const ConflictValue& value = conflict.values[i];
            const FactStatement& first = facts_[value.facts.front()];
            std::size_t documents = 1;
            for (std::size_t f = 1; f < value.facts.size(); ++f)
                documents += facts_[value.facts[f]].document != facts_[value.facts[f - 1]].document ? 1 : 0;
            out += fmt::format("{}{} on {}", i > 0 ? ", " : "", value.written,
                               first.title.empty() ? first.document.key : first.title);
            if (documents > 1)
                out += fmt::format(" and {} more {}", documents - 1, documents > 2 ? "pages" : "page");
        }
        if (conflict.values.size() > named)
            out += fmt::format(", and {} more {}", conflict.values.size() - named,
                               conflict.values.size() - named > 1 ? "values" : "value");
        return out + ".";
    }

    /// Two conflicts never have one key: they share no statement.
    std::uint64_t key_of(const Conflict& conflict) const {
        std::vector<std::string> said;
        for (const ConflictValue& value : conflict.values) {
            for (const std::uint32_t i : value.facts) {
                const FactRecord& fact = facts_[i].fact;
                const Measure& m = fact.measure;
                said.push_back(fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", m.value, m.range_end,
                                           name_of(m.bound), m.unit, fmt::join(fact.scope, " "),
                                           fmt::join(fact.subject, " "), fact.labelled, facts_[i].words));
            }
        }
        std::sort(said.begin(), said.end());
        said.erase(std::unique(said.begin(), said.end()), said.end());
        std::uint64_t hash = hash_of(conflict.parameter);
        for (const std::string& one : said) hash = hash_of(one, hash);
        return hash;
    }

    std::span<const FactStatement> facts_;
    double tolerance_;
    std::vector<Statement> statements_;
    std::vector<std::size_t> parent_;
    std::vector<double> weight_;  ///< of each root
    std::vector<std::vector<std::size_t>> neighbours_;
};

}  // namespace

FactStatement statement_of(const StatingDocument& document, const StatedFact& stated) {
    std::vector<Word> words;
    append_words(stated.text, words);
    std::uint64_t value = 0;
    for (const Word& word : words) value = mixed(value, word.value);
    return {document.document.id, document.document.attributes.title,
            stated.fact,          stated.list,
            stated.section,       value};
}

std::vector<Conflict> find_conflicts(std::span<const FactStatement> facts, double tolerance) {
    std::vector<std::uint32_t> order(facts.size());
    std::iota(order.begin(), order.end(), std::uint32_t{0});
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const FactRecord& x = facts[a].fact;
        const FactRecord& y = facts[b].fact;
        if (x.parameter != y.parameter) return x.parameter < y.parameter;
        if (sense_of(x) != sense_of(y)) return sense_of(x) < sense_of(y);
        return std::tie(facts[a].document, x.place.text, a) < std::tie(facts[b].document, y.place.text, b);
    });
    std::vector<Conflict> out;
    ParameterConflicts parameter(facts, tolerance);
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin;
        while (end < order.size() && facts[order[end]].fact.parameter == facts[order[begin]].fact.parameter)
            ++end;
        parameter.find(std::span(order).subspan(begin, end - begin), out);
        begin = end;
    }
    std::stable_sort(out.begin(), out.end(), [](const Conflict& a, const Conflict& b) {
        return std::tuple(-a.weight, std::string_view(a.parameter), a.key) <
               std::tuple(-b.weight, std::string_view(b.parameter), b.key);
    });
    return out;
}

}  // namespace clausemark
