// SPDX-License-Identifier: Apache-2.0
// See alignment.h; the algorithms are named in drift.h.
#include "indexer/drift/alignment.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "parser/core/limits.h"

namespace clausemark::drift {
namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;

/// Names what a short sentence speaks of: the words of a row's first cell, or those before a colon
/// ("Frequency: each quarter"). 0 where there are none, or where more than a value follows.
std::uint64_t label_of(const Side& side, const Sentence& sentence) {
    constexpr std::uint32_t most_of_label = 6;
    constexpr std::uint32_t most_behind = 16;
    const bool row = sentence.kind == PassageKind::table_row;
    const std::string_view text = side.text_of(sentence).substr(0, sentence.place.span.end);
    const std::size_t end = text.find(row ? "\t" : ": ", sentence.place.span.begin);
    if (end == std::string_view::npos) return 0;
    std::uint64_t label = 0;
    std::uint32_t words = 0;
    const auto all = side.words_of(sentence);
    while (words < all.size() && all[words].span.end <= end) label = mix(label, all[words++].value);
    const std::size_t behind = all.size() - words;
    const bool names = words > 0 && words <= most_of_label && behind > 0 && (row || behind <= most_behind);
    return names ? label : 0;
}

/// The k-th of each value on the left with the k-th on the right; by left.
std::vector<Pair> pair_equal(const std::vector<std::uint64_t>& left,
                             const std::vector<std::uint64_t>& right) {
    const auto order = [](const std::vector<std::uint64_t>& values) {
        std::vector<std::uint32_t> indexes(values.size());
        for (std::uint32_t i = 0; i < values.size(); ++i) indexes[i] = i;
        std::stable_sort(indexes.begin(), indexes.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return values[a] < values[b]; });
        return indexes;
    };
    const auto a = order(left);
    const auto b = order(right);
    std::vector<Pair> pairs;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        const std::uint64_t one = left[a[i]];
        const std::uint64_t two = right[b[j]];
        if (one == two) pairs.emplace_back(a[i], b[j]);
        i += one <= two ? 1 : 0;
        j += two <= one ? 1 : 0;
    }
    std::sort(pairs.begin(), pairs.end());
    return pairs;
}

/// Of pairs sorted by left, marks the longest chain in which the right ones increase too. O(n log n).
std::vector<bool> longest_chain(const std::vector<Pair>& pairs) {
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::vector<std::size_t> ends;  // of each length, the chain whose last right one is least
    std::vector<std::size_t> before(pairs.size(), none);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto place =
            std::lower_bound(ends.begin(), ends.end(), pairs[i].second,
                             [&](std::size_t end, std::uint32_t right) { return pairs[end].second < right; });
        if (place != ends.begin()) before[i] = *(place - 1);
        if (place == ends.end()) {
            ends.push_back(i);
        } else {
            *place = i;
        }
    }
    std::vector<bool> in_chain(pairs.size(), false);
    for (std::size_t i = ends.empty() ? none : ends.back(); i != none; i = before[i]) in_chain[i] = true;
    return in_chain;
}

/// Pairs the sentences that have no equal on the other side.
class SimilarPairs {
  public:
    SimilarPairs(const Side& left, const Side& right, const std::vector<Pair>& equal)
        : left_(left), right_(right) {
        gaps(equal, longest_chain(equal));
        read_words(left_, open_left_, left_words_, left_open_);
        read_words(right_, open_right_, right_words_, right_open_);
        for (const Open& o : open_left_) left_labels_.push_back(label_of(left_, left_.sentences[o.sentence]));
        for (std::uint32_t j = 0; j < open_right_.size(); ++j) {
            right_labels_.push_back(label_of(right_, right_.sentences[open_right_[j].sentence]));
            if (right_labels_.back() != 0) labelled_[right_labels_.back()].push_back(j);
        }
        for (std::uint32_t j = 0; j < open_right_.size(); ++j) {
            for (const std::uint64_t word : right_words_[j]) postings_[word].push_back(j);
        }
    }

    void add_to(std::vector<SentencePair>& pairs) {
        counts_.assign(open_right_.size(), 0);
        for (std::uint32_t i = 0; i < open_left_.size(); ++i) propose(i);
        std::sort(proposals_.begin(), proposals_.end(), [](const Proposal& a, const Proposal& b) {
            return std::tuple(-a.rank, a.distance, a.left, a.right) <
                   std::tuple(-b.rank, b.distance, b.left, b.right);
        });
        std::vector<bool> left_taken(open_left_.size(), false);
        std::vector<bool> right_taken(open_right_.size(), false);
        for (const Proposal& p : proposals_) {
            if (left_taken[p.left] || right_taken[p.right]) continue;
            left_taken[p.left] = right_taken[p.right] = true;
            pairs.push_back(
                {open_left_[p.left].sentence, open_right_[p.right].sentence, false, p.similarity});
        }
    }

  private:
    struct Open {  ///< a sentence without an equal one
        std::uint32_t sentence = 0;
        std::uint32_t gap = 0;    ///< number of chained pairs before it
        std::uint32_t place = 0;  ///< among the open ones of its gap
    };
    struct Proposal {
        double rank = 0;
        double similarity = 0;
        std::uint32_t distance = 0;
        std::uint32_t left = 0;  ///< in open_left_
        std::uint32_t right = 0;
    };

    void gaps(const std::vector<Pair>& equal, const std::vector<bool>& in_chain) {
        enum : std::uint8_t { open, taken, chained };
        std::vector<std::uint8_t> of_left(left_.sentences.size(), open);
        std::vector<std::uint8_t> of_right(right_.sentences.size(), open);
        for (std::size_t i = 0; i < equal.size(); ++i)
            of_left[equal[i].first] = of_right[equal[i].second] = in_chain[i] ? chained : taken;
        const auto collect = [](const std::vector<std::uint8_t>& states, std::vector<Open>& out) {
            std::uint32_t gap = 0;
            std::uint32_t place = 0;
            for (std::uint32_t i = 0; i < states.size(); ++i) {
                if (states[i] == open) out.push_back({i, gap, place++});
                if (states[i] == chained) {
                    ++gap;
                    place = 0;
                }
            }
        };
        collect(of_left, open_left_);
        collect(of_right, open_right_);
    }

    static void read_words(const Side& side, const std::vector<Open>& open,
                           std::vector<std::vector<std::uint64_t>>& words,
                           std::vector<std::uint32_t>& placeholders) {
        for (const Open& o : open) {
            const auto forms = side.forms_of(side.sentences[o.sentence]);
            placeholders.push_back(static_cast<std::uint32_t>(std::count_if(
                forms.begin(), forms.end(), [](WordForm form) { return form != WordForm::plain; })));
            auto& made = words.emplace_back();
            for (const Word& word : side.words_of(side.sentences[o.sentence])) made.push_back(word.value);
            std::sort(made.begin(), made.end());
            made.erase(std::unique(made.begin(), made.end()), made.end());
        }
    }

    /// Candidates: those that share the most rare words, and in the same gap those of the same label and the
    /// neighbours.
    void propose(std::uint32_t i) {
        candidates_.clear();
        for (const std::uint64_t word : left_words_[i]) {
            const auto found = postings_.find(word);
            if (found == postings_.end() || found->second.size() > limits::drift_postings) continue;
            for (const std::uint32_t j : found->second) {
                if (counts_[j]++ == 0) candidates_.push_back(j);
            }
        }
        std::sort(candidates_.begin(), candidates_.end(), [&](std::uint32_t a, std::uint32_t b) {
            return counts_[a] != counts_[b] ? counts_[a] > counts_[b] : a < b;
        });
        for (const std::uint32_t j : candidates_) counts_[j] = 0;
        if (candidates_.size() > limits::drift_candidates) candidates_.resize(limits::drift_candidates);
        const Open& here = open_left_[i];
        const auto add = [&](std::uint32_t j) {
            if (std::find(candidates_.begin(), candidates_.end(), j) == candidates_.end())
                candidates_.push_back(j);
        };
        if (const auto labelled = labelled_.find(left_labels_[i]); labelled != labelled_.end()) {
            const auto& places = labelled->second;
            auto j = std::lower_bound(
                places.begin(), places.end(), here.gap,
                [&](std::uint32_t k, std::uint32_t gap) { return open_right_[k].gap < gap; });
            for (std::size_t n = 0;
                 n < limits::drift_candidates && j != places.end() && open_right_[*j].gap == here.gap;
                 ++n, ++j)
                add(*j);
        }
        const auto same_place =
            std::lower_bound(open_right_.begin(), open_right_.end(), here, [](const Open& a, const Open& b) {
                return std::tuple(a.gap, a.place) < std::tuple(b.gap, b.place);
            });
        if (same_place != open_right_.end() && same_place->gap == here.gap) {
            add(static_cast<std::uint32_t>(same_place - open_right_.begin()));
        }
        for (const std::uint32_t j : candidates_) weigh(i, j);
    }

    void weigh(std::uint32_t i, std::uint32_t j) {
        // A counterpart elsewhere must be more alike than one that stands where it is looked for.
        constexpr double least_here = 0.4;
        constexpr double least_elsewhere = 0.55;
        constexpr double bonus_here = 0.1;
        constexpr double bonus_of_label = 0.3;
        const Open& a = open_left_[i];
        const Open& b = open_right_[j];
        const bool here = a.gap == b.gap;
        const bool labelled = here && left_labels_[i] != 0 && left_labels_[i] == right_labels_[j];
        const double least = labelled ? 0 : here ? least_here : least_elsewhere;
        const auto& one = left_words_[i];
        const auto& two = right_words_[j];
        const auto sizes = static_cast<double>(one.size() + two.size());
        if (2.0 * static_cast<double>(std::min(one.size(), two.size())) < least * sizes) return;
        std::size_t shared = 0;
        for (auto x = one.begin(), y = two.begin(); x != one.end() && y != two.end();) {
            if (*x == *y) ++shared;
            const std::uint64_t low = std::min(*x, *y);
            if (*x == low) ++x;
            if (*y == low) ++y;
        }
        // What stands where the other side has a placeholder may be what it is filled with.
        const std::size_t alone = std::min(one.size(), two.size()) - shared;
        const std::size_t filled = std::min<std::size_t>(alone, left_open_[i] + right_open_[j]);
        const double similarity = 2.0 * static_cast<double>(shared + filled) / sizes;
        if (similarity < least) return;
        const std::uint32_t distance =
            here ? std::max(a.place, b.place) - std::min(a.place, b.place) : 0xffffffff;
        const double bonus = (here ? bonus_here : 0) + (labelled ? bonus_of_label : 0);
        proposals_.push_back({similarity + bonus, similarity, distance, i, j});
    }

    const Side& left_;
    const Side& right_;
    std::vector<Open> open_left_;
    std::vector<Open> open_right_;
    std::vector<std::vector<std::uint64_t>> left_words_;  ///< distinct, sorted
    std::vector<std::vector<std::uint64_t>> right_words_;
    std::vector<std::uint32_t> left_open_;  ///< placeholders
    std::vector<std::uint32_t> right_open_;
    std::vector<std::uint64_t> left_labels_;  ///< 0: none
    std::vector<std::uint64_t> right_labels_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> labelled_;  ///< of the right
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> postings_;
    std::vector<std::uint32_t> counts_;
    std::vector<std::uint32_t> candidates_;
    std::vector<Proposal> proposals_;
};

void add_hunk(std::vector<Hunk>& hunks, const Hunk& hunk) {
    if (hunk.left_begin < hunk.left_end || hunk.right_begin < hunk.right_end) hunks.push_back(hunk);
}

/// Longest common subsequence of words [l, l + n) and [r, r + m), by the table of all its suffixes.
std::vector<Pair> common_subsequence(std::span<const Word> left, std::span<const Word> right) {
    const std::size_t n = left.size();
    const std::size_t m = right.size();
    std::vector<std::uint32_t> table((n + 1) * (m + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return table[i * (m + 1) + j]; };
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t j = m; j-- > 0;) {
            at(i, j) =
                left[i].value == right[j].value ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
        }
    }
    std::vector<Pair> pairs;
    for (std::size_t i = 0, j = 0; i < n && j < m;) {
        if (left[i].value == right[j].value) {
            pairs.emplace_back(i++, j++);
        } else if (at(i + 1, j) >= at(i, j + 1)) {
            ++i;
        } else {
            ++j;
        }
    }
    return pairs;
}

/// Equal words in one order, not always the most: for long sentences.
std::vector<Pair> common_chain(std::span<const Word> left, std::span<const Word> right) {
    const auto values = [](std::span<const Word> words) {
        std::vector<std::uint64_t> out;
        out.reserve(words.size());
        for (const Word& word : words) out.push_back(word.value);
        return out;
    };
    const std::vector<Pair> equal = pair_equal(values(left), values(right));
    const std::vector<bool> in_chain = longest_chain(equal);
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < equal.size(); ++i) {
        if (in_chain[i]) pairs.push_back(equal[i]);
    }
    return pairs;
}

}  // namespace

std::vector<SentencePair> align_sentences(const Side& left, const Side& right) {
    const auto values = [](const Side& side) {
        std::vector<std::uint64_t> out;
        out.reserve(side.sentences.size());
        for (const Sentence& sentence : side.sentences) out.push_back(sentence.value);
        return out;
    };
    const std::vector<Pair> equal = pair_equal(values(left), values(right));
    std::vector<SentencePair> pairs;
    pairs.reserve(equal.size());
    for (const auto& [i, j] : equal) pairs.push_back({i, j, false, 1});
    if (equal.size() < left.sentences.size() && equal.size() < right.sentences.size())
        SimilarPairs(left, right, equal).add_to(pairs);
    std::sort(pairs.begin(), pairs.end(),
              [](const SentencePair& a, const SentencePair& b) { return a.left < b.left; });
    std::vector<Pair> places;
    places.reserve(pairs.size());
    for (const SentencePair& pair : pairs) places.emplace_back(pair.left, pair.right);
    const std::vector<bool> in_chain = longest_chain(places);
    for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i].moved = !in_chain[i];
    return pairs;
}

std::vector<Hunk> compare_words(std::span<const Word> left, std::span<const Word> right) {
    std::size_t front = 0;
    const std::size_t most = std::min(left.size(), right.size());
    while (front < most && left[front].value == right[front].value) ++front;
    std::size_t back = 0;
    while (back < most - front && left[left.size() - 1 - back].value == right[right.size() - 1 - back].value)
        ++back;
    const auto one = left.subspan(front, left.size() - front - back);
    const auto two = right.subspan(front, right.size() - front - back);
    const bool small = one.empty() || two.size() <= limits::drift_cells / one.size();
    const std::vector<Pair> same = small ? common_subsequence(one, two) : common_chain(one, two);

    std::vector<Hunk> hunks;
    const auto offset = static_cast<std::uint32_t>(front);
    Hunk open{offset, offset, offset, offset};
    const auto close = [&](std::uint32_t i, std::uint32_t j) {
        open.left_end = i;
        open.right_end = j;
        add_hunk(hunks, open);
        open = {i + 1, i + 1, j + 1, j + 1};
    };
    for (const auto& [i, j] : same) close(offset + i, offset + j);
    close(offset + static_cast<std::uint32_t>(one.size()), offset + static_cast<std::uint32_t>(two.size()));
    return hunks;
}

}  // namespace clausemark::drift
