// SPDX-License-Identifier: Apache-2.0
// Which pages an asker may know of. Each query that names, quotes or counts pages takes one, so that what is
// hidden is left out before anything is counted, ordered or cut into pages of answers.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace clausemark {

struct Visible {
    /// The spaces that may be seen; nothing: all of them. A page without a space is of the space "".
    std::optional<std::set<std::string, std::less<>>> spaces;

    bool operator==(const Visible&) const = default;
    bool all() const { return !spaces.has_value(); }
    bool sees(std::string_view space) const { return all() || spaces->find(space) != spaces->end(); }
};

/// What both show.
Visible both(const Visible& a, const Visible& b);

}  // namespace clausemark
