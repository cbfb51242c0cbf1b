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

using Terms = std::vector<TermId>;

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
    Gatherer(const std::vector<RuleFile>& files, Vocabulary& vocabulary)
        : vocabulary_(vocabulary), tokenizer_(std::make_shared<Vocabulary>()) {
        for (const RuleFile& file : files) {
            for (const Definition& definition : file.definitions) {
                if (definition.kind == Definition::Kind::pattern)
                    definitions_.emplace(definition.name, &definition.expr);
            }
            for (const Alias& alias : file.aliases) {
                for (const std::string& spelling : alias.spellings)
                    vocabulary_.add_alias(tokenizer_.fold(spelling), tokenizer_.fold(alias.word));
            }
        }
    }

    void add_text(std::string_view text, Terms& terms) {
        tokens_.clear();
        tokenizer_.tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, tokens_);
        for (const Token& token : tokens_) {
            if (token.is(Token::number)) continue;
            terms.push_back(vocabulary_.add(tokenizer_.fold(token.span.of(text)), stemmer_));
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

  private:
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
};

constexpr double no_bag = 1;  // of size weights, which are below 0

/// A word that stands in a text many times says less each time.
double damped(double count) {
    return 1 + std::log(count);
}

/// Words of any text that a bag is thought to hold beside its own: the less, the more each of its own says.
constexpr double smoothing = 2000;

/// Long texts add up to differences that only the likest clause would survive: what a word says is divided
/// by one and this share of the text's words. Both fitted on the labelled texts that docs/accuracy.md names.
constexpr double evenness = 0.15;

}  // namespace

WordProfiles::WordProfiles(const std::vector<RuleFile>& files, const std::vector<RuleInfo>& rules,
                           const Catalogue& catalogue)
    : size_weights_(catalogue.clauses().size(), no_bag) {
    const auto vocabulary = std::make_shared<Vocabulary>();
    Gatherer gatherer(files, *vocabulary);
    // Where an edition merged three controls, three rules serve the clause. Its bag grows with the square
    // root of their number: the words of one shall not drown in those of the others.
    std::vector<double> shares(size_weights_.size(), 0);  // of a rule in the bag of the clause
    for (const RuleInfo& rule : rules) {
        for (const ClauseIndex clause : rule.clauses) ++shares[clause];
    }
    for (double& share : shares) share = share > 0 ? 1 / std::sqrt(share) : 0;
    const auto add = [&](Terms& terms, ClauseIndex clause, double share) {
        each_count(terms, [&](TermId term, double count) {
            if (term >= postings_.size()) postings_.resize(vocabulary->size());
            postings_[term].push_back({clause, count * share});
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

    vocabulary_ = vocabulary;
    postings_.resize(vocabulary->size());
    std::vector<double> sizes(size_weights_.size(), 0);
    std::vector<double> counts;  // over all bags, by term
    double all = 0;
    for (std::vector<Posting>& list : postings_) {
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
    for (std::size_t term = 0; term < postings_.size(); ++term) {
        for (Posting& posting : postings_[term])
            posting.weight = std::log(1 + posting.weight * all / (smoothing * counts[term]));
    }
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (sizes[i] > 0) size_weights_[i] = std::log(smoothing / (sizes[i] + smoothing));
    }
}

std::vector<double> WordProfiles::likeness(std::span<const Token> words) const {
    Terms terms;
    for (const Token& word : words) {
        if (word.term != unknown_term && !postings_[word.term].empty()) terms.push_back(word.term);
    }
    std::vector<double> out(size_weights_.size(),
                            0);  // first how likely, as a logarithm, each bag gives the words
    double length = 0;
    each_count(terms, [&](TermId term, double count) {
        const double times = damped(count);
        length += times;
        for (const Posting& posting : postings_[term]) out[posting.clause] += times * posting.weight;
    });
    if (length <= 0) return out;
    double likest = -std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < out.size(); ++i) {
        if (size_weights_[i] == no_bag) continue;
        out[i] += length * size_weights_[i];
        likest = std::max(likest, out[i]);
    }
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = size_weights_[i] == no_bag ? 0 : std::exp((out[i] - likest) / (1 + evenness * length));
    return out;
}

}  // namespace clausemark
