// SPDX-License-Identifier: Apache-2.0
// A line for each answer, on standard error. It names the route and never what was asked for there: queries
// and bodies hold titles and words of pages.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace clausemark {

enum class LogForm : std::uint8_t { none, text, json };

struct AnsweredRequest {
    std::string_view id;  ///< X-Request-Id of the answer
    std::string_view method;
    std::string_view route;  ///< as the table of routes has it, or "other"
    int status = 0;
    std::size_t bytes = 0;  ///< of the answer's body
    std::chrono::nanoseconds took{0};
    std::string_view token;  ///< its name; empty without
    std::string_view peer;
};

/// With a line break. `time`: "2026-11-01T12:00:00Z".
std::string log_line(LogForm form, const AnsweredRequest& request, std::string_view time);

/// Writes it in one go, so that lines of several threads do not mix. Nothing for LogForm::none.
void log_request(LogForm form, const AnsweredRequest& request);

}  // namespace clausemark
