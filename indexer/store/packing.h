// SPDX-License-Identifier: Apache-2.0
// Short lists of places and of words as one value of a row: four little-endian 32-bit numbers a place, words
// separated by '\n' (none contains one: the visible text folds white space). Unpacking checks what it reads,
// since a store may be damaged.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/store/record.h"

namespace clausemark {

std::string pack(const std::vector<Place>& places);
std::optional<std::vector<Place>> unpack_places(std::string_view bytes);

std::string pack(const std::vector<std::string>& words);
std::vector<std::string> unpack_words(std::string_view text);

}  // namespace clausemark
