// SPDX-License-Identifier: Apache-2.0
// The text before the body of an answer: status line and headers (RFC 9112).
#pragma once

#include <cstdint>
#include <string>

#include "server/http/message.h"

namespace clausemark {

enum class Afterwards : std::uint8_t { closes, stays };  ///< what the connection does

/// With the empty line behind it. A header with a line break in its value is left out. `idle_seconds`: how
/// long a connection that stays waits for the next request.
std::string answer_head(const HttpResponse& response, Afterwards afterwards, int idle_seconds);

}  // namespace clausemark
