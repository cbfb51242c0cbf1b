// SPDX-License-Identifier: Apache-2.0
// What a page says of itself (front matter, fields of an export) as attributes, and whether its words count
// for a standard. Under which names the facts stand, which words mean which status and what is in scope comes
// from the settings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/config/config.h"
#include "indexer/standards/catalogue.h"
#include "indexer/store/record.h"
#include "parser/formats/document.h"

namespace clausemark {

/// Fills what `attributes` leaves empty from what the page says; at last the title from the key.
void complete(Attributes& attributes, const Document& document, const DocumentKey& id, const Config& config);

/// The management system that a page names, by its name in the settings; what the page says where that is
/// another ("both"); empty where it names none. Where the settings put it in the scope of others too, all of
/// them: they know of both, the page speaks for its own.
std::string named_system(const DocumentKey& id, const Attributes& attributes, const Document& document,
                         const Config& config);

/// Whether the rules can read a page of this language ("en-GB"), which may be unknown. `languages`: primary
/// subtags that the rules are written in; empty: any.
bool rules_speak(const std::string& language, const std::vector<std::string>& languages);
/// For one standard. `languages`: primary subtags that the rules are written in; empty: any.
Standing standing_of(const DocumentKey& id, const Attributes& attributes, const Document& document,
                     const Standard& standard, const Config& config,
                     const std::vector<std::string>& languages);

/// Lower case of ASCII letters.
std::string lower(std::string_view text);

}  // namespace clausemark
