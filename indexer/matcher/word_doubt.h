// SPDX-License-Identifier: Apache-2.0
// How far the words of a passage and of its section speak against a rule that matched there. Words mean other
// things under other subjects: the more clauses are likelier by the words than those of the rule, the more
// must have matched. docs/rules.md has the formula; how like a text is to a clause is word_profiles.h's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/matcher/passages.h"
#include "indexer/matcher/ruleset.h"
#include "indexer/matcher/word_profiles.h"
#include "parser/formats/document.h"
#include "parser/text/tokens.h"

namespace clausemark {

/// Of one page at a time, whose tokens `passages` has.
class WordDoubt {
  public:
    WordDoubt(const RuleSet& rules, PassageReader& passages);

    /// The page that is asked about from now on, and what stands above it. All must stay.
    void begin_page(const Document& document, std::string_view title,
                    const std::vector<std::string>& headings);

    // Each is 0 where a clause of the rule is the likest of its standard by the words there, and one more
    // each time that twice as many are likelier. A rule is as likely as the best placed of its clauses. Asked
    // first of a place: O(words there x clauses that have them); of a rule in it: O(clauses of its
    // standards).

    double in_passage(std::uint32_t rule, std::uint32_t passage);
    /// In all that stands directly under the passage's heading, the headings and the title.
    double in_section(std::uint32_t rule, std::uint32_t passage);

    /// Whether a subject that no clause is about is clearly likelier than any clause of the rule by the words
    /// of the passage.
    bool of_a_subject(std::uint32_t rule, std::uint32_t passage);

    /// What neither of the first two passes.
    double most() const { return most_; }

  private:
    struct Place {
        bool known = false;
        std::uint32_t number = no_passage;  ///< the passage, or the heading of the section
        bool empty = true;                  ///< no word is known: nothing speaks against any rule
        std::vector<double> weights;        ///< of its words, by clause
        std::vector<double> doubts;         ///< by rule; below 0: not asked yet
        std::vector<std::uint32_t> rows;    ///< of its words
        bool subjects_known = false;
        WordProfiles::SubjectWeight subject;
    };

    void read_section(std::uint32_t heading, std::uint32_t inside, std::vector<std::uint32_t>& rows);
    void read_above(std::uint32_t heading, std::vector<std::uint32_t>& rows);
    void weigh(Place& place);
    Place& enter_passage(std::uint32_t passage);
    Place& enter_section(std::uint32_t passage);
    double doubt(Place& place, std::uint32_t rule) const;

    const RuleSet& rules_;
    PassageReader& passages_;
    double most_ = 0;
    const Document* document_ = nullptr;
    std::string_view title_;
    const std::vector<std::string>* outer_ = nullptr;
    bool outer_known_ = false;
    std::vector<std::uint32_t> outer_rows_;  ///< words of the title and of the headings from outside
    Place passage_;
    Place section_;
};

}  // namespace clausemark
