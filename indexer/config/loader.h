// SPDX-License-Identifier: Apache-2.0
// Reads one configuration text over a configuration. Used for the defaults and for clausemark.json alike.
#pragma once

#include "indexer/config/config.h"

namespace clausemark {

void read_config(Config& config, std::string_view path, std::string_view text, const Catalogue& catalogue,
                 std::vector<Diagnostic>& faults);

}  // namespace clausemark
