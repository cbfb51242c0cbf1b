// SPDX-License-Identifier: Apache-2.0
// Heads of answers. See answer_head.h.
#include "server/http/answer_head.h"

#include <fmt/chrono.h>

#include <array>
#include <charconv>
#include <ctime>
#include <string_view>

namespace clausemark {
namespace {

std::string_view reason_of(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 304:
            return "Not Modified";
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 406:
            return "Not Acceptable";
        case 409:
            return "Conflict";
        case 411:
            return "Length Required";
        case 412:
            return "Precondition Failed";
        case 413:
            return "Content Too Large";
        case 414:
            return "URI Too Long";
        case 415:
            return "Unsupported Media Type";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 503:
            return "Service Unavailable";
        case 507:
            return "Insufficient Storage";
        default:
            return "";  // RFC 9112, 4: it may be left out
    }
}

void add_number(std::string& head, std::size_t number) {
    std::array<char, 20> digits;
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    head.append(digits.data(), end);
}

void add_header(std::string& head, std::string_view name, std::string_view value) {
    if (value.find_first_of("\r\n") != std::string_view::npos) return;
    head.append(name).append(": ").append(value).append("\r\n");
}

/// The time in the form of RFC 9110, 5.6.7; it is made once a second.
const std::string& date() {
    thread_local std::time_t made = 0;
    thread_local std::string text;
    const std::time_t now = std::time(nullptr);
    if (now != made) {
        text = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(now));
        made = now;
    }
    return text;
}

}  // namespace

std::string answer_head(const HttpResponse& response, Afterwards afterwards, int idle_seconds) {
    std::string head;
    head.reserve(640);
    head += "HTTP/1.1 ";
    add_number(head, static_cast<std::size_t>(response.status));
    head.append(" ").append(reason_of(response.status)).append("\r\n");
    const std::size_t length = response.text().size();
    if (length > 0) add_header(head, "Content-Type", response.type);
    if (response.status != 304) {
        head += "Content-Length: ";
        add_number(head, length);
        head += "\r\n";
    }
    add_header(head, "Date", date());
    for (const auto& [name, value] : response.headers) add_header(head, name, value);
    head += "Accept-Ranges: none\r\n";
    if (afterwards == Afterwards::closes) {
        head += "Connection: close\r\n\r\n";
    } else {
        head += "Keep-Alive: timeout=";
        add_number(head, static_cast<std::size_t>(idle_seconds));
        head += "\r\n\r\n";
    }
    return head;
}

}  // namespace clausemark
