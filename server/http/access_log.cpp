// SPDX-License-Identifier: Apache-2.0
// Lines of the access log. See access_log.h.
#include "server/http/access_log.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "parser/core/printable.h"
#include "server/app/decisions.h"
#include "server/json/json.h"

namespace clausemark {

std::string log_line(LogForm form, const AnsweredRequest& request, std::string_view time) {
    const double ms =
        std::round(std::chrono::duration<double, std::milli>(request.took).count() * 1000) / 1000;
    if (form == LogForm::text)
        return fmt::format("{} {} {} {} {} {} {} ms {} bytes {}\n", time, request.peer,
                           request.token.empty() ? "-" : printable(request.token, ""), request.method,
                           request.route, request.status, ms, request.bytes, request.id);
    Json line = {{"time", time},           {"id", request.id},
                 {"peer", request.peer},   {"method", request.method},
                 {"route", request.route}, {"status", request.status},
                 {"bytes", request.bytes}, {"ms", ms}};
    if (!request.token.empty()) line["token"] = request.token;
    return write_json(line) + "\n";
}

void log_request(LogForm form, const AnsweredRequest& request) {
    if (form == LogForm::none) return;
    const std::string line = log_line(form, request, now_text());
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace clausemark
