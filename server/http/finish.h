// SPDX-License-Identifier: Apache-2.0
// What every answer gets before it is sent, whoever made it: a name for its request, a tag of its own for
// each form, 304 where the client has it already, gzip where that is worth it, and the headers that browsers
// must see. The one place where answers of all routes pass.
#pragma once

#include <string>
#include <string_view>

#include "server/http/message.h"

namespace clausemark {

/// The client's own name for its request where it is one (letters, digits, '.', '_', '-', at most
/// limits::request_id_bytes); else a new one: 24 hexadecimal digits, the same never twice.
std::string request_id(std::string_view given);

/// O(body), where it is compressed.
void finish(const HttpRequest& request, HttpResponse& response);

}  // namespace clausemark
