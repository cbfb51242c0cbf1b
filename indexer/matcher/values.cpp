// SPDX-License-Identifier: Apache-2.0
// See values.h. Dates are ISO dates (2024-05-12), dates with slashes or points, and month names beside
// numbers.
#include "indexer/matcher/values.h"

#include <algorithm>
#include <chrono>

#include "indexer/matcher/evaluator.h"
#include "parser/text/number.h"

namespace clausemark {
namespace {

bool same_sentence(const View& view, std::uint32_t a, std::uint32_t b) {
    return b < view.tokens.size() && view.sentences[a] == view.sentences[b];
}

std::string_view surface(const View& view, std::uint32_t token) {
    return view.tokens[token].span.of(view.text);
}

/// The one character between a token and the next, or 0.
char between(const View& view, std::uint32_t token) {
    const Span a = view.tokens[token].span;
    const Span b = view.tokens[token + 1].span;
    return a.end + 1 == b.begin ? view.text[a.end] : '\0';
}

bool digits(std::string_view text, std::size_t least, std::size_t most) {
    return text.size() >= least && text.size() <= most &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_year(std::string_view text) {
    return digits(text, 4, 4) && (text.starts_with("19") || text.starts_with("20"));
}

bool is_point_date(std::string_view text) {
    const auto first = text.find('.');
    const auto second = text.find('.', first == std::string_view::npos ? first : first + 1);
    if (second == std::string_view::npos) return false;
    return digits(text.substr(0, first), 1, 2) && digits(text.substr(first + 1, second - first - 1), 1, 2) &&
           digits(text.substr(second + 1), 2, 4);
}

double days(std::string_view year, std::string_view month, std::string_view day) {
    const auto part = [](std::string_view text) {
        return static_cast<unsigned>(number_value(text).value_or(0));
    };
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(part(year))),
                                           std::chrono::month(part(month)), std::chrono::day(part(day))};
    return date.ok() ? static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count()) : -1;
}

}  // namespace

void Values::clear() {
    hits_.clear();
    values_.clear();
    kinds_ = 0;
}

void Values::add(ValueKind kind, std::uint32_t begin, std::uint32_t end, double value,
                 std::string_view dimension, bool known) {
    values_.push_back({kind, begin, end, value, dimension, known});
    kinds_ |= 1u << static_cast<unsigned>(kind);
}

void Values::read(const View& view, bool with_digits) {
    if (!with_digits && hits_.empty() && view.citations.empty()) return;
    std::sort(hits_.begin(), hits_.end(), [](const RoleHit& a, const RoleHit& b) {
        return a.begin != b.begin ? a.begin < b.begin
               : a.end != b.end   ? a.end > b.end
                                  : a.pattern < b.pattern;
    });
    numbers_.clear();
    durations_.clear();
    read_numbers(view);
    read_quantities(view);
    read_frequencies(view);
    read_dates(view);
    read_citations(view);
    std::sort(values_.begin(), values_.end(), [](const Value& a, const Value& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end != b.end ? a.end < b.end : a.kind < b.kind;
    });
}

void Values::read_numbers(const View& view) {
    std::uint32_t behind = 0;  // a number inside a longer one is none of its own
    std::size_t next = 0;
    for (std::uint32_t token = 0; token < view.tokens.size(); ++token) {
        for (; next < hits_.size() && hits_[next].begin <= token; ++next) {
            const RoleHit& hit = hits_[next];
            const std::uint32_t number = program_.roles[hit.pattern].number;
            if (number == PatternRole::none || hit.begin < behind) continue;
            numbers_.push_back(
                {ValueKind::number, hit.begin, hit.end, program_.numbers[number], "number", true});
            behind = hit.end;
        }
        if (token < behind || !view.tokens[token].is(Token::number)) continue;
        const auto value = number_value(surface(view, token));
        if (!value) continue;
        numbers_.push_back({ValueKind::number, token, token + 1, *value, "number", true});
        behind = token + 1;
    }
    for (const Value& number : numbers_)
        add(ValueKind::number, number.begin, number.end, number.value, "number");
}

void Values::read_quantities(const View& view) {
    std::size_t next = 0;
    for (const Value& number : numbers_) {
        while (next < hits_.size() && hits_[next].begin < number.end) ++next;
        for (std::size_t i = next; i < hits_.size() && hits_[i].begin == number.end; ++i) {
            const std::uint32_t unit = program_.roles[hits_[i].pattern].unit;
            if (unit == PatternRole::none || !same_sentence(view, number.begin, number.end)) continue;
            const ProgramUnit& known = program_.units[unit];
            const double value = number.value * known.factor;
            add(ValueKind::quantity, number.begin, hits_[i].end, value, known.dimension);
            if (known.dimension == "duration") {
                add(ValueKind::duration, number.begin, hits_[i].end, value, known.dimension);
                durations_.push_back(values_.back());
            }
            break;  // the longest unit
        }
    }
}

void Values::read_frequencies(const View& view) {
    std::size_t duration = 0;
    std::uint32_t behind = 0;  // a frequency inside a longer one ("bi annually") is none of its own
    const auto found = [&](std::uint32_t begin, std::uint32_t end, double seconds) {
        if (end <= behind) return;
        add(ValueKind::frequency, begin, end, seconds, "frequency");
        behind = end;
    };
    for (std::size_t i = 0; i < hits_.size(); ++i) {
        const RoleHit& hit = hits_[i];
        const PatternRole& role = program_.roles[hit.pattern];
        if (role.period != PatternRole::none) found(hit.begin, hit.end, program_.periods[role.period]);
        if (!role.every || !same_sentence(view, hit.begin, hit.end)) continue;
        while (duration < durations_.size() && durations_[duration].begin < hit.end) ++duration;
        if (duration < durations_.size() && durations_[duration].begin == hit.end) {
            found(hit.begin, durations_[duration].end, durations_[duration].value);
        }
        for (std::size_t j = i + 1; j < hits_.size() && hits_[j].begin <= hit.end; ++j) {
            const std::uint32_t unit = program_.roles[hits_[j].pattern].unit;
            if (hits_[j].begin != hit.end || unit == PatternRole::none) continue;
            const ProgramUnit& known = program_.units[unit];
            if (known.dimension == "duration") found(hit.begin, hits_[j].end, known.factor);
            break;
        }
    }
}

void Values::read_dates(const View& view) {
    const auto& tokens = view.tokens;
    for (const Value& number : numbers_) {
        const std::uint32_t i = number.begin;
        if (!same_sentence(view, i, i + 2)) continue;
        const char mark = between(view, i);
        if ((mark != '-' && mark != '/') || between(view, i + 1) != mark) continue;
        const auto a = surface(view, i), b = surface(view, i + 1), c = surface(view, i + 2);
        if (is_year(a) && digits(b, 2, 2) && digits(c, 2, 2)) {
            const double value = days(a, b, c);
            add(ValueKind::date, i, i + 3, value, "date", value >= 0);
        } else if (digits(a, 1, 2) && digits(b, 1, 2) && (digits(c, 2, 2) || is_year(c))) {
            add(ValueKind::date, i, i + 3, 0, "date", false);
        }
    }
    for (const RoleHit& hit : hits_) {
        if (!program_.roles[hit.pattern].month) continue;
        std::uint32_t begin = hit.begin;
        std::uint32_t end = hit.end;
        if (begin > 0 && same_sentence(view, begin - 1, begin) && digits(surface(view, begin - 1), 1, 2))
            --begin;
        if (same_sentence(view, hit.begin, end) && digits(surface(view, end), 1, 2) && begin == hit.begin)
            ++end;
        if (same_sentence(view, hit.begin, end) && is_year(surface(view, end))) ++end;
        if (begin < hit.begin || end > hit.end) add(ValueKind::date, begin, end, 0, "date", false);
    }
    for (std::uint32_t i = 0; i < tokens.size(); ++i) {
        const std::string_view word = surface(view, i);
        if (word.size() >= 6 && word.front() <= '9' && is_point_date(word))
            add(ValueKind::date, i, i + 1, 0, "date", false);
    }
}

void Values::read_citations(const View& view) {
    std::uint32_t token = 0;
    const auto& tokens = view.tokens;
    for (const Span citation : view.citations) {
        while (token < tokens.size() &&
               (tokens[token].is(Token::borrowed) || tokens[token].span.begin < citation.begin)) {
            ++token;
        }
        const std::uint32_t begin = token;
        while (token < tokens.size() && tokens[token].span.begin >= citation.begin &&
               tokens[token].span.begin < citation.end) {
            ++token;
        }
        if (token > begin) add(ValueKind::citation, begin, token, 0, "citation", false);
    }
}

}  // namespace clausemark
