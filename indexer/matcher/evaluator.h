// SPDX-License-Identifier: Apache-2.0
// Runs the program over one stretch of tokens (a passage with its lead-in, a heading, a title): one pass of
// the automaton, then the expressions that a gate woke, each at most once. Buffers are kept from passage to
// passage, so that nothing is allocated in steady state. Scores and strengths are the analyzer's.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "indexer/matcher/contexts.h"
#include "indexer/matcher/program.h"
#include "indexer/matcher/values.h"
#include "parser/text/tokens.h"

namespace clausemark {

/// Tokens read as one text: their sentences are numbered from 0 and may join what stood apart.
struct View {
    std::string_view text;  ///< what the tokens' spans lie in
    std::vector<Token> tokens;
    std::vector<std::uint32_t> sentences;  ///< of each token; ascending
    std::vector<Span> citations;           ///< sorted

    void clear();
    /// Adds tokens; the first one opens a sentence unless it is `joined` to what is there.
    void append(std::span<const Token> tokens, bool joined, bool borrowed);
    /// A place that no phrase reaches across (between cells); same sentence.
    void append_gap();
};

/// One match of an expression: a leaf, or two matches put together.
struct Occurrence {
    static constexpr std::uint32_t none = 0xffffffff;
    std::uint32_t begin = 0;  ///< tokens [begin, end)
    std::uint32_t end = 0;
    std::uint32_t left = none;  ///< none: a leaf, all of its tokens are meant
    std::uint32_t right = none;
    std::uint32_t captured = none;  ///< the occurrence remembered by `as`
};

/// What an expression gave: occurrences, sorted by begin and end, and whether it holds by context alone.
struct Found {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    bool context = false;
    bool holds() const { return count > 0 || context; }
};

class Evaluator {
  public:
    Evaluator(const Program& program, const Contexts& contexts);

    /// Scans the view, which must stay until the next call. O(tokens + occurrences of phrases).
    void load(const View& view);

    /// What the occurring gates wake, where nothing else it needs is missing: sorted, each once; valid until
    /// the next call.
    std::span<const std::uint32_t> woken(const Triggers& triggers);
    /// What an expression gives here; each is evaluated once.
    Found find(NodeId node);

    const Occurrence& occurrence(std::uint32_t index) const { return arena_[index]; }
    /// The tokens that an occurrence means, as ranges [begin, end) in the order of the expression.
    void leaves(std::uint32_t occurrence, std::vector<Span>& ranges) const;
    const Values& values() const { return values_; }

  private:
    struct Hit {
        std::uint32_t begin;
        std::uint32_t end;
        std::uint32_t next;  ///< the next of the same pattern
    };
    struct Memo {
        std::uint32_t epoch = 0;
        Found found;
    };
    /// All that a hit asks of its pattern, in one line of a core's cache: most of what a scan waits for is
    /// this table.
    struct alignas(32) PatternState {
        std::uint32_t epoch = 0;
        std::uint32_t first = 0;
        std::uint32_t last = 0;
        std::uint32_t groups_begin = 0;  ///< in Program::groups
        std::uint32_t groups_end = 0;
        PatternInfo info;
    };
    struct Ending {
        std::uint32_t pattern;
        std::uint32_t end;
    };

    /// What is known of a group in one word, since views mark thousands at random: in the high bits the
    /// number of the view in which a rare member last occurred, in the others a bit i where present_[i] is
    /// one; the last of them: some behind are.
    using GroupState = std::uint64_t;
    static constexpr std::size_t last_member = 47;
    static constexpr std::size_t member_bits = last_member + 1;
    static constexpr std::uint64_t member_mask = (std::uint64_t{1} << member_bits) - 1;

    void scan();
    void find_endings();
    void hit(Ending ending);
    void join_groups(std::uint32_t begin, std::uint32_t end, std::size_t place);
    bool occurs(std::uint32_t group) const;
    bool may_hold(NodeId node, std::uint32_t known = 0) const;
    bool same_letters(std::uint32_t pattern, std::uint32_t end) const;
    Found evaluate(const Node& node);
    Found phrase(std::uint32_t pattern);
    Found phrase_set(const Node& node);
    Found any(const Node& node);
    Found sequence(const Node& node);
    Found pairs(const Node& node);
    Found unless(const Node& node);
    Found capture(const Node& node);
    bool joins(const Node& node, const Occurrence& left, const Occurrence& right) const;
    bool share_words(const Occurrence& left, const Occurrence& right) const;
    void keep(std::uint32_t from, const Occurrence& made);
    void copy(std::uint32_t from, const Found& found);
    Found since(std::uint32_t from, bool context = false) const;

    const Program& program_;
    const Contexts& contexts_;
    const View* view_ = nullptr;
    Values values_;
    std::uint32_t epoch_ = 0;
    std::vector<PatternState> states_;  ///< by pattern
    std::vector<GroupState> group_states_;
    std::uint64_t group_epoch_ = 0;       ///< the high bits of this view
    std::vector<std::uint32_t> present_;  ///< patterns that occur, in order of their first end
    FrequentRow present_row_{};           ///< the frequent ones among them
    std::vector<Ending> endings_;         ///< of phrases, in order of their ends
    bool digits_ = false;                 ///< a token is a number
    std::vector<Hit> hits_;
    std::vector<Memo> memos_;             ///< by node
    std::vector<std::uint32_t> members_;  ///< of the set at hand: patterns that occur
    std::vector<Occurrence> arena_;
    std::vector<std::uint32_t> woken_;
    std::vector<std::uint32_t> woken_epoch_;
    std::uint32_t wake_ = 0;
    mutable std::vector<std::uint32_t> walk_;
    mutable std::vector<Span> left_leaves_, right_leaves_;
};

}  // namespace clausemark
