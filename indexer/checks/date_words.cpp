// SPDX-License-Identifier: Apache-2.0
// See date_words.h.
#include "indexer/checks/date_words.h"

#include <algorithm>

namespace clausemark {
namespace {

namespace ch = std::chrono;

constexpr unsigned first_year = 1900;
constexpr unsigned last_year = 2199;
constexpr std::size_t most_parts = 8;

struct Part {
    bool number = false;
    unsigned value = 0;  ///< of a number; of a word: its month, 0 for none
    std::size_t digits = 0;
    std::string word;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

unsigned month_named(const std::string& word, const std::vector<std::string>& months) {
    for (std::size_t i = 0; i < months.size(); ++i) {
        std::string_view names = months[i];
        while (!names.empty()) {
            const std::size_t bar = std::min(names.find('|'), names.size());
            if (names.substr(0, bar) == word) return static_cast<unsigned>(i + 1);
            names.remove_prefix(std::min(bar + 1, names.size()));
        }
    }
    return 0;
}

/// Numbers and words; nothing where there are more than a date has, or other signs.
std::optional<std::vector<Part>> parts_of(std::string_view text, const std::vector<std::string>& months) {
    constexpr std::string_view between = " \t./-,\xE2\x80\x93";
    std::vector<Part> parts;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        if (parts.size() == most_parts) return std::nullopt;
        if (is_digit(text[at])) {
            Part part;
            part.number = true;
            for (; at < text.size() && is_digit(text[at]) && at - begin < 9; ++at)
                part.value = part.value * 10 + static_cast<unsigned>(text[at] - '0');
            part.digits = at - begin;
            // 2026-09-30T10:00, 2026-09-30 10:00: the day is all that counts.
            if (at < text.size() && text[at] == ':' && parts.size() >= 3) return parts;
            parts.push_back(part);
            if (at < text.size() && text[at] == 'T' && parts.size() == 3) return parts;
        } else if (is_letter(text[at])) {
            Part part;
            for (; at < text.size() && is_letter(text[at]); ++at)
                part.word += static_cast<char>(text[at] | 0x20);
            part.value = month_named(part.word, months);
            const bool behind_number = !parts.empty() && parts.back().number && part.word.size() == 2 &&
                                       text[begin - 1] != ' ' && is_digit(text[begin - 1]);
            if (behind_number) continue;  // 1st, 22nd
            parts.push_back(std::move(part));
        } else if (between.find(text[at]) != std::string_view::npos) {
            ++at;
        } else {
            return std::nullopt;
        }
    }
    return parts;
}

bool is_year(const Part& part) {
    return part.number && part.digits == 4 && part.value >= first_year && part.value <= last_year;
}

std::optional<DateWords> day(unsigned year, unsigned month, unsigned day_of_month) {
    const ch::year_month_day date{ch::year(static_cast<int>(year)), ch::month(month), ch::day(day_of_month)};
    if (!date.ok()) return std::nullopt;
    return DateWords{ch::sys_days(date), ch::sys_days(date)};
}

std::optional<DateWords> month_of(unsigned year, unsigned month) {
    const ch::year_month_day_last last{ch::year(static_cast<int>(year)),
                                       ch::month_day_last(ch::month(month))};
    if (!last.ok()) return std::nullopt;
    return DateWords{ch::sys_days(last.year() / last.month() / 1), ch::sys_days(last)};
}

std::optional<DateWords> join(std::optional<DateWords> a, std::optional<DateWords> b) {
    if (!a || !b) return a ? a : b;
    return DateWords{std::min(a->earliest, b->earliest), std::max(a->latest, b->latest)};
}

}  // namespace

std::optional<DateWords> read_date(std::string_view text, const std::vector<std::string>& months) {
    const auto read = parts_of(text, months);
    if (!read) return std::nullopt;
    const std::vector<Part>& p = *read;
    const auto is_month = [](const Part& part) { return !part.number && part.value > 0; };
    if (p.size() == 1 && is_year(p[0])) return join(month_of(p[0].value, 1), month_of(p[0].value, 12));
    if (p.size() == 2) {
        if (is_month(p[0]) && is_year(p[1])) return month_of(p[1].value, p[0].value);
        if (is_year(p[0]) && is_month(p[1])) return month_of(p[0].value, p[1].value);
        if (is_year(p[0]) && p[1].number) return month_of(p[0].value, p[1].value);
        if (is_year(p[1]) && p[0].number) return month_of(p[1].value, p[0].value);
    }
    if (p.size() == 3) {
        // "Q3 2026"
        const bool quarter = !p[0].number && p[0].word == "q" && p[1].number && p[1].value >= 1 &&
                             p[1].value <= 4 && is_year(p[2]);
        if (quarter)
            return join(month_of(p[2].value, p[1].value * 3 - 2), month_of(p[2].value, p[1].value * 3));
        if (is_year(p[0]) && p[1].number && p[2].number) return day(p[0].value, p[1].value, p[2].value);
        if (is_year(p[0]) && is_month(p[1]) && p[2].number) return day(p[0].value, p[1].value, p[2].value);
        if (p[0].number && is_month(p[1]) && is_year(p[2])) return day(p[2].value, p[1].value, p[0].value);
        if (is_month(p[0]) && p[1].number && is_year(p[2])) return day(p[2].value, p[0].value, p[1].value);
        // Day or month first: both, where both exist. With full stops the day comes first.
        if (p[0].number && p[1].number && is_year(p[2])) {
            const auto day_first = day(p[2].value, p[1].value, p[0].value);
            if (text.find('.') != std::string_view::npos) return day_first;
            return join(day_first, day(p[2].value, p[0].value, p[1].value));
        }
    }
    return std::nullopt;
}

}  // namespace clausemark
