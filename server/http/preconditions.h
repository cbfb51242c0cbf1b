// SPDX-License-Identifier: Apache-2.0
// Entity tags and the headers that speak of them (RFC 9110, 8.8 and 13). A tag is "VERSION" or
// "VERSION-MORE-OF-THE-STATE", in quotes; each form of an answer (CSV, gzip) has a tag of its own with a word
// more behind, so every tag is strong. If-Match is compared by the version alone: whichever form a client
// read, it has seen that state. The weak mark that a compressing proxy puts before a tag changes nothing
// here. Whether the version still stands is found out by the store, in the transaction that writes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "indexer/store/expected.h"
#include "server/http/message.h"

namespace clausemark {

/// Of a form of an answer: "42-ab" and "csv" give "42-ab-csv", all in quotes. An empty form changes nothing.
std::string tag_of_form(const std::string& tag, std::string_view form);

/// Whether an If-None-Match header names a tag, as reads compare it: the weak mark left aside.
bool names_tag(std::string_view header, std::string_view tag);

/// What If-Match or If-None-Match of a write says must stand; or the refusal of headers that say nothing.
std::optional<HttpResponse> read_expected(const HttpRequest& request, Expected& expected);

/// 412: another version stands than was expected. `version`: which; empty: there is none.
HttpResponse precondition_failed(const std::string& what, const std::string& version,
                                 const std::string& revision = {});

}  // namespace clausemark
