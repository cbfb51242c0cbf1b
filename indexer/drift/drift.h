// SPDX-License-Identifier: Apache-2.0
// What differs between two copies of a procedure: sentences are aligned (also where they moved), the words of
// aligned sentences compared, and each difference classified by what it changes. English comes from the
// lexicon of the rules. Which passages belong together is found in indexer/duplicates; what is kept of a
// drift is the store's matter.
//
// Sentences: those of prose as the tokeniser divides them; a row of a table and a code block are one
// each. Alignment: equal sentences first, the k-th here with the k-th there; the longest increasing chain of
// these pairs (patience sorting; Fredman 1975) stays in order, the others are moved. What is left is paired
// by the share of words in common (Dice), best first, from at most limits::drift_candidates for each
// sentence. Words of a pair: a longest common subsequence up to limits::drift_cells, beyond it the same chain
// of equal words. All steps are O(n log n) in the words of both sides, at given limits.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/matcher/ruleset.h"
#include "parser/core/span.h"
#include "parser/formats/document.h"

namespace clausemark {

enum class DriftKind : std::uint8_t {
    negation,
    duration,
    deadline,
    frequency,
    quantity,
    role,
    missing,  ///< a sentence or step stands on the left alone
    added,    ///< ... on the right alone
    modality,
    date,
    reference,
    moved,        ///< the same sentence at another place
    wording,      ///< other words, the same values, roles and duties
    placeholder,  ///< a template's placeholders here, what they are filled with there; one a comparison
};
/// "negation", "missing-step", "added-step": as the API and the store write them.
std::string_view name_of(DriftKind kind);

/// One passage of a side. The texts must stay while `compare` runs.
struct DriftPassage {
    std::string_view text;
    PassageKind kind = PassageKind::paragraph;
    std::string_view lead_in;  ///< text of the passage that introduces its list; empty: none
};

inline constexpr std::uint32_t no_sentence = 0xffffffff;

/// Where a sentence stands. A lead-in that is no passage of its list is a sentence before its first item.
struct DriftSentence {
    std::uint32_t passage = 0;  ///< index in the list given
    bool in_lead_in = false;    ///< the span is in the passage's lead-in, not in its text
    Span span;                  ///< bytes
    bool operator==(const DriftSentence&) const = default;
};

/// A row of the view side by side. One side is no_sentence where the sentence stands on the other alone.
/// Spans are bytes of the passage (or lead-in) that hold the words which differ, whole words, sorted, not
/// overlapping; empty on both sides where the sentences have the same words.
struct DriftPair {
    std::uint32_t left = no_sentence;
    std::uint32_t right = no_sentence;
    bool moved = false;
    std::vector<Span> left_words;
    std::vector<Span> right_words;
    bool operator==(const DriftPair&) const = default;
};

/// One finding. Its spans are the words that the explanation speaks of, as in DriftPair.
struct Difference {
    DriftKind kind = DriftKind::wording;
    double weight = 0;       ///< how much it matters, (0, 1]; differences are sorted by it
    std::uint32_t pair = 0;  ///< index in Drift::pairs
    std::vector<Span> left_words;
    std::vector<Span> right_words;
    std::string explanation;  ///< one sentence of plain text: "90 days here, 30 days there." Left is "here"
    std::uint32_t more = 0;   ///< missing, added: so many sentences behind it stand on the same side alone
    std::uint64_t key = 0;    ///< of kind and words of both sentences: the same in every process, for either
                              ///< order of sides, until the text changes. For decisions
    bool operator==(const Difference&) const = default;
};

struct Drift {
    std::vector<DriftSentence> left;
    std::vector<DriftSentence> right;
    std::vector<DriftPair> pairs;         ///< in reading order: the left side's; right ones at their place
    std::vector<Difference> differences;  ///< what matters most first; empty for equal texts
    bool operator==(const Drift&) const = default;
};

/// One per thread: it keeps caches and buffers. The rules are shared.
class DriftFinder {
  public:
    explicit DriftFinder(const std::shared_ptr<const RuleSet>& rules);
    ~DriftFinder();
    DriftFinder(const DriftFinder&) = delete;
    DriftFinder& operator=(const DriftFinder&) = delete;

    /// Never fails. The same texts give the same drift; with the sides exchanged the same differences in the
    /// same order, `missing` and `added` exchanged. At most limits::drift_differences differences, the first
    /// ones.
    Drift compare(std::span<const DriftPassage> left, std::span<const DriftPassage> right);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace clausemark
