// SPDX-License-Identifier: Apache-2.0
// What keeps a page in somebody's browser from reaching a server on the same machine: the Host must be one of
// ours (against names that are made to resolve to loopback), an Origin must be one of ours, a write must
// carry a content type that a foreign page cannot send without asking.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace clausemark {

/// "127.0.0.1", "localhost", "::1" and the like.
bool is_loopback(std::string_view address);

/// The host of a Host header, without its port: "[::1]:80" gives "::1". Empty where it is malformed.
std::string host_of(std::string_view header);

/// Whether the Host header names this machine's loopback, or one of the names (in small letters).
bool host_allowed(std::string_view header, std::span<const std::string> names = {});

/// Whether the Origin header, where there is one, is the page's own: http, or https where a proxy speaks it,
/// and the same host and port as Host.
bool origin_allowed(std::string_view origin, std::string_view host);

/// "application/json", in any case, with or without parameters.
bool is_json_type(std::string_view content_type);

}  // namespace clausemark
