// SPDX-License-Identifier: Apache-2.0
// The description of the HTTP API (OpenAPI 3.1), put together of the files beside this one, which are built
// into the program: openapi.json is the frame, each other file holds the operations and schemas of some tags,
// and the schemas of plugin/contract come in under their own names. What holds for every operation (problems,
// 304) is added here, so that no file repeats it. An operation's x-examples are what its test sends.
#pragma once

#include <string>

#include "server/json/json.h"

namespace clausemark {

/// Made at the first call. Throws std::logic_error where two files define one name.
const Json& api_description();
/// The same as it is served.
const std::string& api_text();

}  // namespace clausemark
