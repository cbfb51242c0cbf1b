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
    passing,  ///< text, format, title, heading_path, system and type; beside a stored page, attributes too
};

/// What a body says beside the page.
struct PageGiven {
    bool stored = false;  ///< "stored": {"wiki", "key"}, the page that it would replace: PageInput::id
    bool format = false;
    std::string author;  ///< of a page to store: of its revision, for history
};

/// {"wiki", "key"}; what is wrong is added as "name.wiki" ...
DocumentKey read_key(const Json& object, const std::string& name, std::vector<FieldError>& errors);

/// Fills `input`, apart from its id; gives what is wrong. `page` is used up.
std::vector<FieldError> read_page(Json& page, PageBody kind, PageInput& input, PageGiven* given = nullptr);

/// The same of a whole body; gives the refusal, or nothing. With `given`, a passing page may name a stored
/// one.
std::optional<HttpResponse> read_page_body(const std::string& body, PageBody kind, PageInput& input,
                                           PageGiven* given = nullptr);

}  // namespace clausemark
