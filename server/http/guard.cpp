// SPDX-License-Identifier: Apache-2.0
// Checks on headers. See guard.h.
#include "server/http/guard.h"

#include <algorithm>

#include "parser/core/ascii.h"

namespace clausemark {
namespace {

bool is_port(std::string_view text) {
    return !text.empty() && text.size() <= 5 &&
           text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

bool is_loopback(std::string_view address) {
    return address == "127.0.0.1" || address == "::1" || ascii_lower(address) == "localhost";
}

std::string host_of(std::string_view header) {
    std::string_view host = header;
    std::string_view rest;
    if (header.starts_with('[')) {
        const std::size_t close = header.find(']');
        if (close == std::string_view::npos) return {};
        host = header.substr(1, close - 1);
        rest = header.substr(close + 1);
    } else if (const std::size_t colon = header.find(':'); colon != std::string_view::npos) {
        host = header.substr(0, colon);
        rest = header.substr(colon);
    }
    if (!rest.empty() && (rest[0] != ':' || !is_port(rest.substr(1)))) return {};
    return ascii_lower(host);
}

bool host_allowed(std::string_view header, std::span<const std::string> names) {
    const std::string host = host_of(header);
    return is_loopback(host) || (!host.empty() && std::find(names.begin(), names.end(), host) != names.end());
}

bool origin_allowed(std::string_view origin, std::string_view host) {
    const std::string own = ascii_lower(host);
    return origin.empty() || ascii_lower(origin) == "http://" + own ||
           ascii_lower(origin) == "https://" + own;
}

bool is_json_type(std::string_view content_type) {
    std::string_view type = content_type.substr(0, content_type.find(';'));
    while (!type.empty() && (type.back() == ' ' || type.back() == '\t')) type.remove_suffix(1);
    return ascii_lower(type) == "application/json";
}

}  // namespace clausemark
