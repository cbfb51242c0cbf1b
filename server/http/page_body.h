// SPDX-License-Identifier: Apache-2.0
// The JSON form of a page that is sent to the server: {"text", "format"?, "title"?, ...}, checked field by
// field.
#pragma once

#include <optional>

#include "indexer/pages/page_indexer.h"
#include "server/http/message.h"

namespace clausemark {

enum class PageBody {
    stored,   ///< with attributes: space, status, owner, revision ...
    passing,  ///< text, format, title, heading_path, system and type alone
};

/// Fills `input`, apart from its id; or gives the refusal.
std::optional<HttpResponse> read_page_body(const std::string& body, PageBody kind, PageInput& input);

}  // namespace clausemark
