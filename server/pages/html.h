// SPDX-License-Identifier: Apache-2.0
// The few HTML pages that `clausemark serve` shows to a person, made on the server: no scripts, no foreign
// assets, and a content security policy that would stop both. Everything that comes from a page or a name
// goes through escape().
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/http/message.h"

namespace clausemark {

/// For text and for attribute values in double quotes.
std::string escape(std::string_view text);

/// For a value in a query: everything but unreserved characters percent-encoded.
std::string query_value(std::string_view text);

/// A link's address that may be followed: http and https alone; else "".
std::string safe_address(std::string_view address);

struct DocumentRecord;
/// A link to the program's own page of a document.
std::string page_link(const DocumentRecord& document);
/// " (in the wiki)", where it has a permalink that may be followed; else "".
std::string wiki_link(const DocumentRecord& document);
/// "Heading > Heading", for HTML.
std::string path_html(const std::vector<std::string>& heading_path);
/// The page that says that the store failed.
HttpResponse store_failed(const Diagnostic& why);

/// A whole page around `body`, which is HTML.
HttpResponse html_page(std::string_view title, std::string_view body, int status = 200);

HttpResponse style_sheet();

}  // namespace clausemark
