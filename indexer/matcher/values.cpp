// SPDX-License-Identifier: Apache-2.0
// See values.h. Dates are ISO dates (2024-05-12), dates with slashes or points, and month names beside
// numbers.
#include "indexer/matcher/values.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

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

/// True where a number and the word behind it may be one value: "30 days", "30-day", not "8.1 - Users".
bool touch(const View& view, std::uint32_t number, std::uint32_t unit) {
    const Span a = view.tokens[number].span;
    const Span b = view.tokens[unit].span;
    if (a.end >= b.begin) return true;
    const std::string_view gap = Span{a.end, b.begin}.of(view.text);
    return gap == "-" || (gap.find_first_of("-:;,./|\t") == std::string_view::npos &&
                          gap.find("\u2013") == std::string_view::npos);
}

/// Words of the longest phrase that bounds a value ("no later than").
constexpr std::uint32_t bound_tokens = 8;

struct Sign {
    std::string_view bytes;
    Bound bound;
};
constexpr std::array<Sign, 6> signs = {{{"<=", Bound::at_most},
                                        {">=", Bound::at_least},
                                        {"<", Bound::at_most},
                                        {">", Bound::at_least},
                                        {"\u2264", Bound::at_most},
                                        {"\u2265", Bound::at_least}}};

/// A sign that stands right before the value's number.
void read_sign(const View& view, Value& value) {
    const std::uint32_t number = view.tokens[value.begin].span.begin;
    std::uint32_t at = number;
    while (at > 0 && view.text[at - 1] == ' ') --at;
    for (const Sign& sign : signs) {
        if (!view.text.substr(0, at).ends_with(sign.bytes)) continue;
        value.bound = sign.bound;
        value.sign_bytes = number - at + static_cast<std::uint32_t>(sign.bytes.size());
        return;
    }
}

/// A number written a second time in brackets: "30 (thirty)", "thirty (30)".
bool repeats(const View& view, const Value& first, const Value& second) {
    if (first.value != second.value || first.end != second.begin) return false;
    const std::uint32_t begin = view.tokens[first.end - 1].span.end;
    const Span last = view.tokens[second.end - 1].span;
    if (begin > view.tokens[second.begin].span.begin || last.end >= view.text.size()) return false;
    const std::string_view gap = Span{begin, view.tokens[second.begin].span.begin}.of(view.text);
    return (gap == " (" || gap == "(") && view.text[last.end] == ')';
}

/// Of words inside longer ones the longer count: "more than" of "no more than" says the opposite.
void drop_inner(std::vector<RoleHit>& bounds) {
    std::sort(bounds.begin(), bounds.end(), [](const RoleHit& a, const RoleHit& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    std::uint32_t begin = 0;  // of the one that reaches farthest
    std::uint32_t end = 0;
    std::erase_if(bounds, [&](const RoleHit& hit) {
        const bool inside = hit.end < end || (hit.end == end && hit.begin > begin);
        if (hit.end > end) {
            begin = hit.begin;
            end = hit.end;
        }
        return inside;
    });
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
    bounds_.clear();
    values_.clear();
    kinds_ = 0;
}

void Values::add_hit(RoleHit hit) {
    const PatternRole& role = program_.roles[hit.pattern];
    if (role.value()) hits_.push_back(hit);
    if (role.bound()) bounds_.push_back(hit);
}

Value& Values::add(ValueKind kind, std::uint32_t begin, std::uint32_t end, double value,
                   std::string_view dimension, bool known) {
    kinds_ |= 1u << static_cast<unsigned>(kind);
    return values_.emplace_back(Value{.kind = kind,
                                      .begin = begin,
                                      .end = end,
                                      .value = value,
                                      .dimension = dimension,
                                      .known = known,
                                      .range_end = value,
                                      .written_begin = begin,
                                      .written_end = end});
}

void Values::read(const View& view, bool with_digits) {
    if (!with_digits && hits_.empty() && view.citations.empty()) return;
    std::sort(hits_.begin(), hits_.end(), [](const RoleHit& a, const RoleHit& b) {
        return a.begin != b.begin ? a.begin < b.begin
               : a.end != b.end   ? a.end > b.end
                                  : a.pattern < b.pattern;
    });
    drop_inner(bounds_);
    numbers_.clear();
    durations_.clear();
    read_numbers(view);
    read_quantities(view);
    read_frequencies(view);
    read_dates(view);
    read_citations(view);
    read_deadlines(view);
    read_bounds(view);
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
            numbers_.push_back({ValueKind::number, hit.begin, hit.end, program_.numbers[number], "number"});
            behind = hit.end;
        }
        if (token < behind || !view.tokens[token].is(Token::number)) continue;
        const auto value = number_value(surface(view, token));
        if (!value) continue;
        numbers_.push_back({ValueKind::number, token, token + 1, *value, "number"});
        behind = token + 1;
    }
    std::size_t kept = 0;
    for (const Value& number : numbers_) {
        if (kept > 0 && repeats(view, numbers_[kept - 1], number))
            numbers_[kept - 1].end = number.end;
        else
            numbers_[kept++] = number;
    }
    numbers_.resize(kept);
    for (const Value& number : numbers_)
        add(ValueKind::number, number.begin, number.end, number.value, "number");
}

/// The number that a range begins with ("6 to 12 months", "6-12 months", "between 6 and 12 months").
const Value* Values::range_before(const View& view, std::size_t number) const {
    if (number == 0) return nullptr;
    const Value& first = numbers_[number - 1];
    const Value& last = numbers_[number];
    if (first.value >= last.value || !same_sentence(view, first.begin, last.begin)) return nullptr;
    if (first.end == last.begin) {
        const auto gap =
            view.text.substr(view.tokens[first.end - 1].span.end,
                             view.tokens[last.begin].span.begin - view.tokens[first.end - 1].span.end);
        return gap == "-" || gap == "\u2013" || gap == " - " || gap == " \u2013 " ? &first : nullptr;
    }
    const auto is = [&](const std::vector<TermId>& words, std::uint32_t token) {
        return std::binary_search(words.begin(), words.end(), view.tokens[token].term);
    };
    if (first.end + 1 != last.begin) return nullptr;
    const bool between = first.begin > 0 && same_sentence(view, first.begin - 1, first.begin) &&
                         is(program_.between_words, first.begin - 1);
    return between || is(program_.range_words, first.end) ? &first : nullptr;
}

void Values::read_quantities(const View& view) {
    std::size_t next = 0;
    for (std::size_t n = 0; n < numbers_.size(); ++n) {
        const Value& number = numbers_[n];
        while (next < hits_.size() && hits_[next].begin < number.end) ++next;
        for (std::size_t i = next; i < hits_.size() && hits_[i].begin == number.end; ++i) {
            const std::uint32_t unit = program_.roles[hits_[i].pattern].unit;
            if (unit == PatternRole::none || !same_sentence(view, number.begin, number.end) ||
                !touch(view, number.end - 1, number.end))
                continue;
            const ProgramUnit& known = program_.units[unit];
            const Value* from = range_before(view, n);
            const Value& first = from == nullptr ? number : *from;
            const auto write = [&](ValueKind kind) {
                Value& made =
                    add(kind, first.begin, hits_[i].end, first.value * known.factor, known.dimension);
                made.range_end = number.value * known.factor;
                made.unit = known.name;
            };
            write(ValueKind::quantity);
            if (known.dimension == "duration") {
                write(ValueKind::duration);
                durations_.push_back(values_.back());
            }
            break;  // the longest unit
        }
    }
}

void Values::read_frequencies(const View& view) {
    std::size_t duration = 0;
    std::uint32_t behind = 0;  // a frequency inside a longer one ("bi annually") is none of its own
    const auto found = [&](std::uint32_t begin, std::uint32_t end, double seconds, double range_end,
                           std::string_view unit) {
        if (end <= behind) return;
        Value& made = add(ValueKind::frequency, begin, end, seconds, "frequency");
        made.range_end = range_end;
        made.unit = unit;
        behind = end;
    };
    for (std::size_t i = 0; i < hits_.size(); ++i) {
        const RoleHit& hit = hits_[i];
        const PatternRole& role = program_.roles[hit.pattern];
        if (role.period != PatternRole::none) {
            const ProgramPeriod& period = program_.periods[role.period];
            found(hit.begin, hit.end, period.seconds, period.seconds, period.name);
        }
        if (!role.every || !same_sentence(view, hit.begin, hit.end)) continue;
        while (duration < durations_.size() && durations_[duration].begin < hit.end) ++duration;
        if (duration < durations_.size() && durations_[duration].begin == hit.end) {
            const Value& every = durations_[duration];
            found(hit.begin, every.end, every.value, every.range_end, every.unit);
        }
        for (std::size_t j = i + 1; j < hits_.size() && hits_[j].begin <= hit.end; ++j) {
            const std::uint32_t unit = program_.roles[hits_[j].pattern].unit;
            if (hits_[j].begin != hit.end || unit == PatternRole::none) continue;
            const ProgramUnit& known = program_.units[unit];
            if (known.dimension == "duration")
                found(hit.begin, hits_[j].end, known.factor, known.factor, known.name);
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

/// A duration behind "within" is a deadline too.
void Values::read_deadlines(const View& view) {
    std::size_t duration = 0;
    for (const RoleHit& hit : bounds_) {
        if (!program_.roles[hit.pattern].within || !same_sentence(view, hit.begin, hit.end)) continue;
        while (duration < durations_.size() && durations_[duration].begin < hit.end) ++duration;
        if (duration == durations_.size() || durations_[duration].begin != hit.end) continue;
        const Value& known = durations_[duration];
        Value& made = add(ValueKind::deadline, hit.begin, known.end, known.value, known.dimension);
        made.range_end = known.range_end;
        made.unit = known.unit;
        made.bound = Bound::at_most;
    }
}

/// Words of a bound stand before the value, behind it ("12 characters or more"), or begin it ("at least
/// annually"); signs stand before its number.
void Values::read_bounds(const View& view) {
    for (Value& value : values_) {
        if (value.kind == ValueKind::citation || value.kind == ValueKind::date) continue;
        read_sign(view, value);
        const std::uint32_t from = value.begin > bound_tokens ? value.begin - bound_tokens : 0;
        auto near = std::lower_bound(bounds_.begin(), bounds_.end(), from,
                                     [](const RoleHit& hit, std::uint32_t at) { return hit.begin < at; });
        for (; near != bounds_.end() && near->begin <= value.end; ++near) {
            const RoleHit& hit = *near;
            const PatternRole& role = program_.roles[hit.pattern];
            const bool before = hit.end == value.begin && same_sentence(view, hit.begin, value.begin);
            const bool behind = hit.begin == value.end && same_sentence(view, value.begin, hit.begin);
            const bool opens = hit.begin == value.begin && hit.end < value.end;
            if (!(before || opens || (behind && !role.within))) continue;
            value.bound = role.at_least ? Bound::at_least : Bound::at_most;
            value.written_begin = std::min(value.written_begin, hit.begin);
            value.written_end = std::max(value.written_end, hit.end);
        }
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
