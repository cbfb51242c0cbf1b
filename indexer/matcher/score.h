// SPDX-License-Identifier: Apache-2.0
// How weights become a score. Reasons add up; the score is s = w / (w + 1/2) of their sum, so that it grows
// with every reason, orders texts of any length without saturating, is 1/2 for a sum of 1/2, and never
// reaches 1.
#pragma once

namespace clausemark {

inline constexpr double even_weight = 0.5;  ///< the sum of weights at which a tag is as likely as not

constexpr double score_of(double weight) {
    return weight / (weight + even_weight);
}

/// The inverse, for scores below 1.
constexpr double weight_of(double score) {
    return even_weight * score / (1 - score);
}

}  // namespace clausemark
