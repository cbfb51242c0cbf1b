// SPDX-License-Identifier: Apache-2.0
// See word_profiles.h.
#include "indexer/matcher/word_profiles.h"

#include <algorithm>
#include <cmath>
#include <limits>
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

/// Long texts add up to differences that only the likest clause would survive: what a word says is divided
/// by one and this share of the text's words. Both fitted on the labelled texts that docs/accuracy.md names.
constexpr double evenness = 0.15;

}  // namespace

WordProfiles::WordProfiles(const std::vector<RuleFile>& files, const std::vector<RuleInfo>& rules,
                           const Catalogue& catalogue, Vocabulary& vocabulary)
    : size_weights_(catalogue.clauses().size(), no_bag) {
    Gatherer gatherer(files, vocabulary);
    // Where an edition merged three controls, three rules serve the clause. Its bag grows with the square
    // root of their number: the words of one shall not drown in those of the others.
    std::vector<double> shares(size_weights_.size(), 0);  // of a rule in the bag of the clause
    for (const RuleInfo& rule : rules) {
        for (const ClauseIndex clause : rule.clauses) ++shares[clause];
    }
    for (double& share : shares) share = share > 0 ? 1 / std::sqrt(share) : 0;
    std::vector<std::vector<Posting>> postings;  // by row
    const auto add = [&](Terms& terms, ClauseIndex clause, double share) {
        each_count(terms, [&](std::uint32_t row, double count) {
            if (row >= postings.size()) postings.resize(gatherer.row_count());
            postings[row].push_back({clause, count * share});
        });
    };
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
            for (const ClauseIndex clause : info->clauses) add(terms, clause, shares[clause]);
            ++info;
        }
    }
    for (std::size_t i = 0; i < size_weights_.size(); ++i) {
        if (shares[i] == 0) continue;  // a group of clauses: they speak for it
        const auto clause = static_cast<ClauseIndex>(i);
        Terms terms;
        gatherer.add_text(catalogue.clause(clause).title, terms);
        add(terms, clause, 1);
    }

    postings.resize(gatherer.row_count());
    rows_ = std::move(gatherer).rows();
    rows_.resize(vocabulary.size(), 0);
    for (std::uint32_t& row : rows_) {
        if (postings[row].empty()) row = 0;  // a word of rules that tag no clause
    }
    std::vector<double> sizes(size_weights_.size(), 0);
    std::vector<double> counts;  // over all bags, by row
    double all = 0;
    for (std::vector<Posting>& list : postings) {
        std::ranges::stable_sort(list, {}, &Posting::clause);
        std::size_t kept = 0;
        double count = 0;
        for (std::size_t i = 0; i < list.size(); ++kept) {
            Posting sum = list[i++];
            while (i < list.size() && list[i].clause == sum.clause) sum.weight += list[i++].weight;
            list[kept] = sum;
            sizes[sum.clause] += sum.weight;
            count += sum.weight;
        }
        list.resize(kept);
        counts.push_back(count);
        all += count;
    }
    for (std::size_t row = 0; row < postings.size(); ++row) {
        row_begin_.push_back(static_cast<std::uint32_t>(postings_.size()));
        for (const Posting& posting : postings[row]) {
            const double weight = std::log(1 + posting.weight * all / (smoothing * counts[row]));
            postings_.push_back({posting.clause, weight});
        }
    }
    row_begin_.push_back(static_cast<std::uint32_t>(postings_.size()));
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (sizes[i] > 0) size_weights_[i] = std::log(smoothing / (sizes[i] + smoothing));
    }
}

void WordProfiles::look_up(std::span<const Token> words, std::vector<std::uint32_t>& rows) const {
    for (const Token& word : words) {
        if (const std::uint32_t row = rows_[word.term]; row != 0) rows.push_back(row);
    }
}

double WordProfiles::weigh(std::vector<std::uint32_t>& rows, std::vector<double>& weights) const {
    weights.assign(size_weights_.size(), 0);
    double length = 0;
    each_count(rows, [&](std::uint32_t row, double count) {
        const double times = damped(count);
        length += times;
        for (std::uint32_t i = row_begin_[row]; i < row_begin_[row + 1]; ++i)
            weights[postings_[i].clause] += times * postings_[i].weight;
    });
    if (length > 0) {
        for (std::size_t i = 0; i < weights.size(); ++i) weights[i] += length * size_weights_[i];
    }
    return length;
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
