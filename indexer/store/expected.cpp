// SPDX-License-Identifier: Apache-2.0
// Versions, and what is expected of them. See expected.h.
#include "indexer/store/expected.h"

#include <algorithm>

#include "indexer/hash/sha256.h"

namespace clausemark {

bool Expected::holds(const std::optional<std::string>& version) const {
    switch (what) {
        case What::anything:
            return true;
        case What::nothing:
            return !version;
        case What::something:
            return version.has_value();
        case What::one_of:
            return version && std::ranges::find(versions, *version) != versions.end();
    }
    return false;
}

std::string version_of(std::int64_t sequence) {
    return std::to_string(sequence);
}

std::string version_of(const Decision& decision) {
    Sha256 hash;
    for (const std::string& field : {decision.key, decision.reason, decision.who, decision.when})
        hash.add_field(field);
    if (decision.tag) {
        hash.add_field(name_of(decision.tag->verdict));
        hash.add_field(decision.tag->words);
    }
    return hash.finish().substr(0, 16);
}

}  // namespace clausemark
