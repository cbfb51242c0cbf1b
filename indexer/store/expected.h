// SPDX-License-Identifier: Apache-2.0
// What a writer believes to stand in the store, checked inside the transaction that writes: so that nobody
// overwrites what he has not seen. A version is a word that changes with each change of what it names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/store/decisions.h"

namespace clausemark {

struct Expected {
    enum class What : std::uint8_t {
        anything,
        nothing,    ///< it does not exist
        something,  ///< it exists
        one_of      ///< it exists in one of `versions`
    } what = What::anything;
    std::vector<std::string> versions = {};

    /// Of what stands; nothing: it does not exist.
    bool holds(const std::optional<std::string>& version) const;
};

/// Of a document: the number of the change that made it what it is.
std::string version_of(std::int64_t sequence);
/// Of a decision: a hash of what was decided. What the store fills later (outcome, passage) is no part of it.
std::string version_of(const Decision& decision);

}  // namespace clausemark
