// SPDX-License-Identifier: Apache-2.0
// A half-open range of bytes. What the bytes belong to (the source of a page, or its visible text) is said by
// the field that holds the span; the two are never mixed.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace clausemark {

/// [begin, end) in bytes. Sources are capped well below 4 GiB (limits.h), so 32 bits are enough.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    constexpr std::uint32_t size() const { return end - begin; }
    constexpr bool empty() const { return end <= begin; }
    constexpr bool contains(std::uint32_t offset) const { return begin <= offset && offset < end; }
    constexpr bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
    constexpr bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
    constexpr bool operator==(const Span&) const = default;
    constexpr auto operator<=>(const Span&) const = default;

    /// The bytes of `all` that this span covers; clipped to what is there.
    constexpr std::string_view of(std::string_view all) const {
        const std::size_t first = std::min<std::size_t>(begin, all.size());
        return all.substr(first, std::min<std::size_t>(end, all.size()) - first);
    }
};

/// The smallest span that covers both.
constexpr Span cover(Span a, Span b) {
    return {std::min(a.begin, b.begin), std::max(a.end, b.end)};
}

}  // namespace clausemark
