// SPDX-License-Identifier: Apache-2.0
// What the words that differ in two aligned sentences change: a value, a role, a duty, or nothing but the
// wording. How much each kind matters is one table here; the order of all findings is drift.cpp's.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "indexer/drift/alignment.h"
#include "indexer/drift/sentences.h"
#include "indexer/matcher/terms.h"

namespace clausemark::drift {

/// A finding about one pair of sentences, without explanation and place.
struct Finding {
    DriftKind kind = DriftKind::wording;
    double weight = 0;
    std::vector<Span> left_words;
    std::vector<Span> right_words;
};

/// How much a kind matters by itself.
double weight_of(DriftKind kind);

class Classifier {
  public:
    explicit Classifier(const std::shared_ptr<const RuleSet>& rules);

    /// The findings about a pair whose words differ in `hunks`; the wording where nothing else changed.
    /// Sorted by the place of what differs.
    std::vector<Finding> compare(const Side& left_side, const Sentence& left, const Side& right_side,
                                 const Sentence& right, const std::vector<Hunk>& hunks, double similarity);

    /// How much a sentence that one side has alone says, (0, 1]: 1 where it states a value or a duty, little
    /// where it only points to another text (an item of a list of references).
    double substance(const Side& side, const Sentence& sentence);

    Tokenizer& tokenizer() { return tokenizer_; }
    const RuleSet& rules() const { return finder_.rules(); }

  private:
    struct Touched {  ///< a term that lies in what differs
        Term term;
        Span instead;  ///< the other side's words for it, where it was replaced as a whole
        bool used = false;
    };

    /// Whether there are other words than those that say nothing of what is spoken of ("is", "and the").
    bool says_something(std::string_view words) const;
    std::vector<Term> terms_of(const Side& side, const Sentence& sentence);
    void add_values(std::vector<Touched>& left, std::vector<Touched>& right);
    void add_roles(std::vector<Touched>& left, std::vector<Touched>& right);
    void add_negations(std::vector<Touched>& left, std::vector<Touched>& right);
    void add_modality(std::vector<Touched>& left, std::vector<Touched>& right);
    void add_references(std::vector<Touched>& left, std::vector<Touched>& right);
    void add(DriftKind kind, const Term* left, const Term* right, double factor = 1);

    TermFinder finder_;
    Tokenizer tokenizer_;
    std::vector<Token> tokens_;
    std::vector<Finding> findings_;
    double tolerance_ = 0;
};

}  // namespace clausemark::drift
