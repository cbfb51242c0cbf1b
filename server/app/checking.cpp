// SPDX-License-Identifier: Apache-2.0
// See checking.h.
#include "server/app/checking.h"

#include <fmt/format.h>

#include <charconv>

#include "indexer/files/read_file.h"
#include "parser/core/limits.h"

namespace clausemark {

CheckSettings check_settings(const KnowledgeSources& sources) {
    const std::string path = sources.config.empty() ? "clausemark.json" : sources.config;
    std::string why;
    const auto text = read_file(path, limits::config_bytes, FileKinds::any, why);
    return text ? check_settings_of(*text) : CheckSettings{};
}

CheckContext check_context(const Knowledge& known, const CheckSettings& settings,
                           std::chrono::sys_days as_of) {
    return {*known.catalogue,   *known.citations,       known.rules, *known.config, settings, known.parts,
            known.declarations, *known.correspondences, as_of};
}

std::optional<std::chrono::sys_days> day_named(std::string_view text) {
    const auto part = [&](std::size_t at, std::size_t size) {
        int value = -1;
        const char* begin = text.data() + at;
        const auto [end, error] = std::from_chars(begin, begin + size, value);
        return error == std::errc{} && end == begin + size ? value : -1;
    };
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const int year = part(0, 4), month = part(5, 2), day = part(8, 2);
    if (year < 0 || month < 0 || day < 0) return std::nullopt;
    const std::chrono::year_month_day date(std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
    return date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
}

std::string day_text(std::chrono::sys_days day) {
    const std::chrono::year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::chrono::sys_days today() {
    return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

}  // namespace clausemark
