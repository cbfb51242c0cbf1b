// SPDX-License-Identifier: Apache-2.0
// See word_profiles.h.
#include "indexer/matcher/word_profiles.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <unordered_map>

namespace clausemark {
namespace {

using Terms = std::vector<std::uint32_t>;  // rows of the table of words

/// Calls use(term, count) for each different term, which sorts them.
template <typename Use>
void each_count(Terms& terms, Use use) {
    std::ranges::sort(terms);
    for (std::size_t i = 0; i < terms.size();) {
        const std::size_t first = i;
        while (i < terms.size() && terms[i] == terms[first]) ++i;
        use(terms[first], static_cast<double>(i - first));
    }
}

void keep_different(Terms& terms) {
    std::ranges::sort(terms);
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
}

/// Gathers words of rule text. What an expression looks for counts once a rule, however often it is named.
class Gatherer {
  public:
    /// `vocabulary` knows the aliases of the files.
    Gatherer(const std::vector<RuleFile>& files, Vocabulary& vocabulary)
        : vocabulary_(vocabulary), tokenizer_(std::make_shared<Vocabulary>()) {
        for (const RuleFile& file : files) {
            for (const Definition& definition : file.definitions) {
                if (definition.kind == Definition::Kind::pattern)
                    definitions_.emplace(definition.name, &definition.expr);
            }
        }
    }

    void add_text(std::string_view text, Terms& terms) {
        tokens_.clear();
        tokenizer_.tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, tokens_);
        for (const Token& token : tokens_) {
            if (token.is(Token::number)) continue;
            terms.push_back(row_of(vocabulary_.add(tokenizer_.fold(token.span.of(text)), stemmer_)));
        }
    }

    Terms terms_of(const Rule& rule) {
        Terms looked_for;
        for (const Match& topic : rule.topics) add_expression(topic.expr, looked_for);
        for (const Aspect& aspect : rule.aspects) {
            for (const Match& match : aspect.matches) add_expression(match.expr, looked_for);
        }
        keep_different(looked_for);
        Terms terms = std::move(looked_for);
        add_text(rule.title, terms);
        for (const Aspect& aspect : rule.aspects) {
            add_text(aspect.words, terms);
            add_text(aspect.hint, terms);
        }
        for (const Example& example : rule.examples) {
            if (!example.counter) add_text(example.text, terms);
        }
        return terms;
    }

    /// By term, 0 for those that no bag has; in the order in which the words were met.
    std::vector<std::uint32_t> rows() && { return std::move(rows_); }
    std::size_t row_count() const { return row_count_; }

  private:
    std::uint32_t row_of(TermId term) {
        if (term >= rows_.size()) rows_.resize(term + 1, 0);
        if (rows_[term] == 0) rows_[term] = static_cast<std::uint32_t>(row_count_++);
        return rows_[term];
    }

    // Rule text nests at most limits::rule_nesting deep, and definitions do not name each other in a circle:
    // the compiler has seen to both.
    void add_expression(const Expr& expr, Terms& out) {
        switch (expr.kind) {
            case ExprKind::words:
            case ExprKind::exact:
                add_text(expr.text, out);
                break;
            case ExprKind::name: {
                const Terms& meant = definition(expr.text);
                out.insert(out.end(), meant.begin(), meant.end());
                break;
            }
            case ExprKind::unless:
                add_expression(expr.children.front(), out);
                break;
            default:
                for (const Expr& child : expr.children) add_expression(child, out);
        }
    }

    const Terms& definition(const std::string& name) {
        const auto known = meant_.find(name);
        if (known != meant_.end()) return known->second;
        Terms terms;
        add_expression(*definitions_.at(name), terms);
        keep_different(terms);
        return meant_.emplace(name, std::move(terms)).first->second;
    }

    Vocabulary& vocabulary_;
    Tokenizer tokenizer_;
    Stemmer stemmer_;
    std::vector<Token> tokens_;
    std::unordered_map<std::string, const Expr*> definitions_;
    std::unordered_map<std::string, Terms> meant_;
    std::vector<std::uint32_t> rows_;
    std::size_t row_count_ = 1;
};

/// As a logarithm: such a clause never gives the words of a text.
constexpr double no_bag = -std::numeric_limits<double>::infinity();

/// A word that stands in a text many times says less each time.
double damped(double count) {
    return count > 1 ? 1 + std::log(count) : 1;
}

/// Words of any text that a bag is thought to hold beside its own: the less, the more each of its own says.
constexpr double smoothing = 2000;

/// A subject names each of its words once; texts about it say them as often as texts of a clause say theirs.
constexpr double subject_emphasis = 3;

/// Long texts add up to differences that only the likest clause would survive: what a word says is divided
/// by one and this share of the text's words. Both fitted on the labelled texts that docs/accuracy.md names.
constexpr double evenness = 0.15;

}  // namespace

/// What bags hold before they are weighed: by row, the bags that have the word, and how often.
struct WordProfiles::Counts {
    std::vector<std::vector<Posting>> lists;
    std::vector<double> of_rows;
    std::vector<double> of_bags;
    double all = 0;

    void add(Terms& terms, std::uint16_t bag, double share) {
        each_count(terms, [&](std::uint32_t row, double count) {
            if (row >= lists.size()) lists.resize(row + 1);
            lists[row].push_back({bag, count * share});
        });
    }

    /// One posting a bag in each row; sums.
    void sum_up(std::size_t rows, std::size_t bags) {
        lists.resize(rows);
        of_bags.assign(bags, 0);
        for (std::vector<Posting>& list : lists) {
            std::ranges::stable_sort(list, {}, &Posting::bag);
            std::size_t kept = 0;
            double count = 0;
            for (std::size_t i = 0; i < list.size(); ++kept) {
                Posting sum = list[i++];
                while (i < list.size() && list[i].bag == sum.bag) sum.weight += list[i++].weight;
                list[kept] = sum;
                of_bags[sum.bag] += sum.weight;
                count += sum.weight;
            }
            list.resize(kept);
            of_rows.push_back(count);
            all += count;
        }
    }
};

/// What the words of a text say for each bag, against a background in which they stand as often as in these
/// bags and in those `beside` them.
WordProfiles::Bags WordProfiles::weighed(const Counts& counts, const Counts* beside) {
    Bags made;
    const double all = counts.all + (beside == nullptr ? 0 : beside->all);
    for (std::size_t row = 0; row < counts.lists.size(); ++row) {
        made.row_begin.push_back(static_cast<std::uint32_t>(made.postings.size()));
        const double count = counts.of_rows[row] + (beside == nullptr ? 0 : beside->of_rows[row]);
        for (const Posting& posting : counts.lists[row]) {
            const double weight = std::log(1 + posting.weight * all / (smoothing * count));
            made.postings.push_back({posting.bag, weight});
        }
    }
    made.row_begin.push_back(static_cast<std::uint32_t>(made.postings.size()));
    for (const double size : counts.of_bags)
        made.size_weights.push_back(size > 0 ? std::log(smoothing / (size + smoothing)) : no_bag);
    return made;
}

WordProfiles::WordProfiles(const std::vector<RuleFile>& files, const std::vector<RuleInfo>& rules,
                           const Catalogue& catalogue, Vocabulary& vocabulary) {
    Gatherer gatherer(files, vocabulary);
    // Where an edition merged three controls, three rules serve the clause. Its bag grows with the square
    // root of their number: the words of one shall not drown in those of the others.
    std::vector<double> shares(catalogue.clauses().size(), 0);  // of a rule in the bag of the clause
    for (const RuleInfo& rule : rules) {
        for (const ClauseIndex clause : rule.clauses) ++shares[clause];
    }
    for (double& share : shares) share = share > 0 ? 1 / std::sqrt(share) : 0;
    Counts clauses;
    std::unordered_map<std::string_view, std::vector<const std::string*>> wordings;
    for (const RuleFile& file : files) {
        for (const Wordings& given : file.wordings) {
            for (const std::string& text : given.texts) wordings[given.rule].push_back(&text);
        }
    }
    auto info = rules.begin();
    for (const RuleFile& file : files) {
        for (const Rule& rule : file.rules) {
            Terms terms = gatherer.terms_of(rule);
            for (const std::string* text : wordings[rule.name]) gatherer.add_text(*text, terms);
            for (const ClauseIndex clause : info->clauses) clauses.add(terms, clause, shares[clause]);
            ++info;
        }
    }
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (shares[i] == 0) continue;  // a group of clauses: they speak for it
        const auto clause = static_cast<ClauseIndex>(i);
        Terms terms;
        gatherer.add_text(catalogue.clause(clause).title, terms);
        clauses.add(terms, clause, 1);
    }

    Counts subjects;
    std::map<std::string_view, Terms> words;  // by subject, from all files
    for (const RuleFile& file : files) {
        for (const Subject& given : file.subjects) {
            for (const std::string& text : given.texts) gatherer.add_text(text, words[given.name]);
        }
    }
    std::uint16_t number = 0;
    for (auto& [name, terms] : words) subjects.add(terms, number++, subject_emphasis);

    const std::size_t row_count = gatherer.row_count();
    clauses.sum_up(row_count, shares.size());
    subjects.sum_up(row_count, words.size());
    rows_ = std::move(gatherer).rows();
    rows_.resize(vocabulary.size(), 0);
    for (std::uint32_t& row : rows_) {
        // Else a word of rules that tag no clause.
        if (clauses.lists[row].empty() && subjects.lists[row].empty()) row = 0;
    }
    clauses_ = weighed(clauses, nullptr);
    subjects_ = weighed(subjects, &clauses);
}

void WordProfiles::look_up(std::span<const Token> words, std::vector<std::uint32_t>& rows) const {
    for (const Token& word : words) {
        if (const std::uint32_t row = rows_[word.term]; row != 0) rows.push_back(row);
    }
}

void WordProfiles::add_up(const Bags& bags, std::uint32_t row, double times, std::vector<double>& weights) {
    for (std::uint32_t i = bags.row_begin[row]; i < bags.row_begin[row + 1]; ++i)
        weights[bags.postings[i].bag] += times * bags.postings[i].weight;
}

double WordProfiles::weigh(std::vector<std::uint32_t>& rows, std::vector<double>& weights) const {
    weights.assign(clauses_.size_weights.size(), 0);
    double length = 0;
    each_count(rows, [&](std::uint32_t row, double count) {
        if (!in_clauses(row)) return;
        const double times = damped(count);
        length += times;
        add_up(clauses_, row, times, weights);
    });
    if (length > 0) {
        for (std::size_t i = 0; i < weights.size(); ++i) weights[i] += length * clauses_.size_weights[i];
    }
    return length;
}

WordProfiles::SubjectWeight WordProfiles::weigh_subjects(std::vector<std::uint32_t>& rows) const {
    SubjectWeight made{no_bag, 0};
    if (subjects_.size_weights.empty()) return made;
    std::vector<double> found(subjects_.size_weights.size(), 0);
    double length = 0;
    each_count(rows, [&](std::uint32_t row, double count) {
        const double times = damped(count);
        length += times;
        if (!in_clauses(row)) made.only_theirs += times;
        add_up(subjects_, row, times, found);
    });
    for (std::size_t i = 0; i < found.size(); ++i)
        made.weight = std::max(made.weight, found[i] + length * subjects_.size_weights[i]);
    return made;
}

std::vector<double> WordProfiles::likeness(std::span<const Token> words) const {
    std::vector<std::uint32_t> rows;
    look_up(words, rows);
    std::vector<double> out;
    const double length = weigh(rows, out);
    if (length <= 0) return out;
    const double likest = *std::ranges::max_element(out);
    for (double& weight : out) weight = std::exp((weight - likest) / (1 + evenness * length));
    return out;
}

}  // namespace clausemark
