// SPDX-License-Identifier: Apache-2.0
// How much a sentence commits: by the classes that occur in it (obligation, statement, denial ...), which are
// data. docs/rules.md has the table.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/matcher/evaluator.h"
#include "indexer/matcher/tag.h"

namespace clausemark {

class SentenceStrength {
  public:
    explicit SentenceStrength(const Program& program) : program_(program) {}

    /// Another passage: nothing is known of it. `procedure`: plain statements commit. `mention_only`: nothing
    /// does more than mention (a quotation, a heading).
    void begin(bool procedure, bool mention_only) {
        procedure_ = procedure;
        mention_only_ = mention_only;
        known_ = 0;
    }

    /// The strongest of the sentences that hold these tokens of the view. The classes are evaluated
    /// on first need.
    Strength of(Evaluator& evaluator, const View& view, Span tokens);

  private:
    void read(StrengthClass strength, Evaluator& evaluator, const View& view);
    void read_questions(const View& view);

    const Program& program_;
    bool procedure_ = false;
    bool mention_only_ = false;
    unsigned known_ = 0;                  ///< a bit for each class that was read, and one for questions
    std::vector<std::uint16_t> classes_;  ///< of each sentence: a bit a StrengthClass, and one for a question
};

}  // namespace clausemark
