// SPDX-License-Identifier: Apache-2.0
// A least Jaccard similarity as an exact ratio, and what follows from it in whole numbers: how much two sets
// must share, which sizes can be alike, and how long a prefix must be looked at. Nothing here rounds, so a
// pair exactly at 0.8 is in. Used by the join of many sets and by the store for one.
//
// The bounds are those of Chaudhuri, Ganti, Kaushik: A Primitive Operator for Similarity Joins in Data
// Cleaning (ICDE 2006); Bayardo, Ma, Srikant: Scaling Up All Pairs Similarity Search (WWW 2007); Xiao, Wang,
// Lin, Yu: Efficient Similarity Joins for Near Duplicate Detection (WWW 2008, "PPJoin").
#pragma once

#include <cstdint>
#include <numeric>
#include <optional>
#include <string_view>

namespace clausemark {

class Threshold {
  public:
    /// numerator / denominator; 0 < numerator <= denominator <= 10^9. Sizes of sets must be below 2^32.
    constexpr Threshold(std::uint64_t numerator, std::uint64_t denominator)
        : numerator_(numerator / std::gcd(numerator, denominator)),
          denominator_(denominator / std::gcd(numerator, denominator)) {}

    /// A decimal number as people write it ("0.8", "1", ".75"), above 0 and at most 1, with at most nine
    /// places; nothing for anything else.
    static std::optional<Threshold> parse(std::string_view text);

    /// What sets of these sizes must share at least. The pair is alike exactly where its overlap reaches it.
    constexpr std::uint64_t least_overlap(std::uint64_t a, std::uint64_t b) const {
        return divide_up(numerator_ * (a + b), numerator_ + denominator_);
    }
    constexpr bool reached(std::uint64_t overlap, std::uint64_t a, std::uint64_t b) const {
        return overlap > 0 && overlap >= least_overlap(a, b);
    }
    /// The sizes of the sets that can be alike to one of this size.
    constexpr std::uint64_t smallest_partner(std::uint64_t size) const {
        return divide_up(numerator_ * size, denominator_);
    }
    constexpr std::uint64_t largest_partner(std::uint64_t size) const {
        return denominator_ * size / numerator_;
    }
    /// Elements, in any order common to all sets, of which one at least is shared by the prefixes of any two
    /// alike sets. For a set of this size whatever the size of its partner:
    constexpr std::uint64_t prefix(std::uint64_t size) const {
        return size == 0 ? 0 : size - smallest_partner(size) + 1;
    }
    /// For the smaller set of the two (or one of equal ones), its partner having prefix(its size): shorter.
    constexpr std::uint64_t prefix_of_smaller(std::uint64_t size) const {
        return size == 0 ? 0 : size - least_overlap(size, size) + 1;
    }

    constexpr double value() const {
        return static_cast<double>(numerator_) / static_cast<double>(denominator_);
    }
    constexpr bool operator==(const Threshold&) const = default;

  private:
    static constexpr std::uint64_t divide_up(std::uint64_t a, std::uint64_t b) { return (a + b - 1) / b; }

    std::uint64_t numerator_;
    std::uint64_t denominator_;
};

}  // namespace clausemark
