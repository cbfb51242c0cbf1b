// SPDX-License-Identifier: Apache-2.0
// Lists as one value of a row: of places, words, shingles, passages of a print. Numbers are little-endian;
// words are separated by '\n' (none contains one: the visible text folds white space). Unpacking checks what
// it reads, since a store may be damaged.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/duplicates/tables.h"
#include "indexer/store/record.h"

namespace clausemark {

std::string pack(const std::vector<Place>& places);
std::optional<std::vector<Place>> unpack_places(std::string_view bytes);

std::string pack(const std::vector<std::string>& words);
std::vector<std::string> unpack_words(std::string_view text);

/// Eight little-endian bytes a shingle.
std::string pack(ShingleSet set);
bool append_shingles(std::string_view bytes, std::vector<Shingle>& set);  ///< false: damaged

std::string pack(const std::vector<StoredPassage>& passages);
std::optional<std::vector<StoredPassage>> unpack_passages(std::string_view bytes);

std::string pack(const std::vector<AlignedPassages>& pairs);
std::optional<std::vector<AlignedPassages>> unpack_pairs(std::string_view bytes);

}  // namespace clausemark
