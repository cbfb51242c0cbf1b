// SPDX-License-Identifier: Apache-2.0
// The tags of a page that are not shown, as one value of a row: a page has about thirty times as many of them
// as of those that are shown, and they are asked for seldom. Clauses, rules and aspects are written once and
// referred to; numbers are in seven-bit groups, low ones first. Unpacking checks what it reads.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/store/record.h"

namespace clausemark {

/// By passage, as in PageRecord; equal tags make equal bytes. O(tags).
std::string pack_tags(std::span<const TagRecord* const> tags);

/// Not shown, all of them. Nothing where the value is damaged.
std::optional<std::vector<TagRecord>> unpack_tags(std::string_view bytes);

/// What people said of one tag; empty for nothing.
std::string pack_said(const std::vector<Said>& said);
std::optional<std::vector<Said>> unpack_said(std::string_view bytes);

/// The clauses of packed tags alone, sorted, each once.
std::optional<std::vector<std::string>> clauses_of_tags(std::string_view bytes);

}  // namespace clausemark
