// SPDX-License-Identifier: Apache-2.0
// Which form an answer takes: the media type a client likes best of those that a route offers, and gzip where
// the client takes it and it is worth the work. Headers in, plain values out (RFC 9110, 12.5); what the forms
// hold is the handlers' matter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace clausemark {

/// The one of `offered` with the highest weight in an Accept header, the first of equals. The first where the
/// header is empty; "" where it takes none of them. O(header x offered).
std::string best_type(std::string_view accept, const std::vector<std::string>& offered);

/// Whether an Accept-Encoding header takes gzip.
bool takes_gzip(std::string_view accept_encoding);

/// Text and JSON; what is packed already (XLSX) is not.
bool is_compressible(std::string_view media_type);

/// RFC 1952, without a time or name, so that the same bytes give the same. Throws where memory ends.
std::string gzip(std::string_view bytes);

}  // namespace clausemark
