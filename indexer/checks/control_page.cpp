// SPDX-License-Identifier: Apache-2.0
// CM806, CM807, CM809, CM812: what the document control of one page says that cannot be right, or is no
// longer. What pages fail to say is judged over the whole wiki: control_wiki.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "indexer/checks/control_checks.h"
#include "indexer/checks/control_facts.h"
#include "indexer/checks/date_words.h"
#include "indexer/checks/document_types.h"
#include "indexer/matcher/program.h"
#include "indexer/matcher/terms.h"
#include "indexer/pages/attributes.h"
#include "parser/core/control_codes.h"

namespace clausemark {
namespace {

namespace ch = std::chrono;

/// A month of a period counts as 30 days, those of the calendar have up to 31.
constexpr double calendar_slack = 1.04;
constexpr double seconds_a_day = 86400;

std::string day_words(ch::sys_days day) {
    const ch::year_month_day date(day);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string days_words(ch::days days) {
    return fmt::format("{} {}", days.count(), days.count() == 1 ? "day" : "days");
}

/// The date of a fact; notes such as "(Executive Board)" behind it are passed over.
std::optional<DateWords> date_of(const ControlFact& fact) {
    if (auto date = read_date(fact.value, ControlSettings::shipped().months)) return date;
    const std::size_t note = fact.value.find_first_of("(,;");
    if (note == std::string::npos) return std::nullopt;
    return read_date(std::string_view(fact.value).substr(0, note), ControlSettings::shipped().months);
}

/// A time between reviews.
struct Interval {
    ch::days days;
    std::string words;
    Span source;
};

/// "annually", "every 2 years", "12 months".
std::optional<Interval> interval_of(const ControlFact& fact, const CheckContext& context) {
    TermFinder finder(context.rules);
    Tokenizer tokenizer(finder.rules().program().vocabulary);
    std::vector<Token> tokens;
    tokenizer.tokenize(fact.value, {0, static_cast<std::uint32_t>(fact.value.size())}, tokens);
    std::vector<Term> terms;
    finder.find(fact.value, tokens, terms);
    for (const Term& term : terms) {
        const bool time = term.kind == TermKind::frequency || term.kind == TermKind::duration;
        if (!time || term.measure.range_end <= 0) continue;
        const double days = term.measure.range_end / seconds_a_day * calendar_slack;
        return Interval{ch::days(static_cast<int>(std::ceil(days))), fact.value, fact.source};
    }
    return std::nullopt;
}

/// How often the page says that it is reviewed, where it says it once or alike.
std::optional<Interval> interval_in_text(const PageView& page) {
    std::optional<Interval> found;
    for (const FactRecord& fact : page.record.facts) {
        if (std::ranges::find(ControlSettings::shipped().review_facts, fact.parameter) ==
            ControlSettings::shipped().review_facts.end())
            continue;
        const double days = fact.measure.range_end / seconds_a_day * calendar_slack;
        if (days < 1) return std::nullopt;
        const Interval interval{ch::days(static_cast<int>(std::ceil(days))), fact.written, fact.place.source};
        if (found && found->days != interval.days) return std::nullopt;
        if (!found) found = interval;
    }
    return found;
}

void check_dates(const PageView& page, const ControlFacts& facts, const CheckContext& context,
                 std::vector<Finding>& out) {
    for (const ControlFact& fact : facts.all()) {
        const bool is_date = fact.field == ControlField::review_date ||
                             fact.field == ControlField::approval_date ||
                             fact.field == ControlField::last_review;
        if (!is_date || fact.placeholder || date_of(fact)) continue;
        const bool has_digit = fact.value.find_first_of("0123456789") != std::string::npos;
        // "approved: yes" states no date at all, and "review: annually" states how often.
        if (!has_digit || interval_of(fact, context)) continue;
        out.push_back(
            finding_in_source(page, check_codes::unreadable_date, fact.source,
                              fmt::format("\"{}\" of {} is no date that can be read", fact.value, fact.name),
                              "write it as 2026-09-30 or 30 September 2026"));
    }
}

void check_overdue(const PageView& page, const ControlFacts& facts, const CheckContext& context,
                   std::vector<Finding>& out) {
    if (page.record.document.attributes.status == DocumentStatus::withdrawn) return;
    constexpr std::string_view hint =
        "review the page and state the next date; a review without change is one too";
    const ControlFact* review = facts.find(ControlField::review_date);
    const bool dated = review != nullptr && !review->placeholder;
    if (dated) {
        const auto due = date_of(*review);
        if (due && due->latest < context.as_of) {
            out.push_back(finding_in_source(
                page, check_codes::review_overdue, review->source,
                fmt::format("the review was due on {}, {} before {}", day_words(due->latest),
                            days_words(context.as_of - due->latest), day_words(context.as_of)),
                std::string(hint)));
        }
        if (due) return;
    }
    const ControlFact* last = facts.find(ControlField::last_review);
    if (last == nullptr || last->placeholder) last = facts.find(ControlField::approval_date);
    if (last == nullptr || last->placeholder) return;
    const auto from = date_of(*last);
    if (!from) return;
    std::optional<Interval> interval;
    const ControlFact* stated = facts.find(ControlField::review_interval);
    if (stated != nullptr && !stated->placeholder) interval = interval_of(*stated, context);
    if (!interval && dated) interval = interval_of(*review, context);
    const bool asked = facts_asked_of(page.record.document.attributes, facts, ControlField::review_date);
    if (!interval && asked) interval = interval_in_text(page);
    if (!interval || from->latest + interval->days >= context.as_of) return;
    Finding& finding = out.emplace_back(finding_in_source(
        page, check_codes::review_overdue, last->source,
        fmt::format("{} is {}, and the page is to be reviewed \"{}\": that was over {} before {}", last->name,
                    last->value, interval->words, days_words(context.as_of - from->latest - interval->days),
                    day_words(context.as_of)),
        std::string(hint)));
    RelatedPlace place;
    place.document = page.record.document.id;
    place.title = page.record.document.attributes.title;
    place.source = interval->source;
    place.message = "how often it is reviewed";
    finding.related.push_back(std::move(place));
}

std::string plain_value(const ControlFact& fact, const Config& config) {
    if (fact.field == ControlField::status) {
        // "DRAFT 0.3 -- not approved": the words before the first sign or number.
        const std::size_t words = fact.value.find_first_of("0123456789(,;:-");
        DocumentStatus status = config.status_named(fact.value);
        if (status == DocumentStatus::unstated && words != std::string::npos && words > 0)
            status =
                config.status_named(fact.value.substr(0, fact.value.find_last_not_of(' ', words - 1) + 1));
        if (status != DocumentStatus::unstated) return std::string(name_of(status));
    }
    if (const auto date = date_of(fact)) return day_words(date->latest);
    std::string out;
    for (const char c : lower(fact.value))
        if (std::string_view(" \t[](){}\"'*_").find(c) == std::string_view::npos) out += c;
    const bool version = fact.field == ControlField::version && out.size() > 1 && out[0] == 'v';
    return version ? out.substr(1) : out;
}

/// The front matter says one thing, the table below another.
void check_agreement(const PageView& page, const ControlFacts& facts, const CheckContext& context,
                     std::vector<Finding>& out) {
    using enum ControlField;
    for (const ControlField field :
         {status, owner, approver, version, marking, review_date, approval_date, last_review}) {
        const ControlFact* first = facts.find(field);
        if (first == nullptr || first->placeholder) continue;
        for (const ControlFact& fact : facts.all()) {
            if (fact.field != field || &fact == first || fact.placeholder) continue;
            if (plain_value(fact, context.config) == plain_value(*first, context.config)) continue;
            Finding& finding = out.emplace_back(
                finding_in_source(page, check_codes::control_facts_differ, fact.source,
                                  fmt::format("{} is \"{}\" here and \"{}\" elsewhere on the page", fact.name,
                                              fact.value, first->value),
                                  "state it once, where the settings look for it"));
            RelatedPlace place;
            place.document = page.record.document.id;
            place.title = page.record.document.attributes.title;
            place.source = first->source;
            place.message = "the other value";
            finding.related.push_back(std::move(place));
            break;
        }
    }
}

void check_approver(const PageView& page, const ControlFacts& facts, const CheckContext& context,
                    std::vector<Finding>& out) {
    const ControlFact* approver = facts.find(ControlField::approver);
    if (approver == nullptr || approver->placeholder) return;
    for (const ControlField field : {ControlField::owner, ControlField::author}) {
        const ControlFact* other = facts.find(field);
        if (other == nullptr || other->placeholder) continue;
        if (plain_value(*other, context.config) != plain_value(*approver, context.config)) continue;
        out.push_back(finding_in_source(
            page, check_codes::approver_is_owner, approver->source,
            fmt::format("{} approves the page and is its {} too", approver->value,
                        control_fields[static_cast<std::size_t>(field)]),
            "let somebody else approve it, or say in the organisation's rules that the owner may"));
        return;
    }
}

}  // namespace

void check_control(const PageView& page, const CheckContext& context, std::vector<Finding>& out) {
    const ControlFacts facts = ControlFacts::of(page.document, context.config);
    if (facts.empty()) return;
    check_dates(page, facts, context, out);
    check_overdue(page, facts, context, out);
    check_agreement(page, facts, context, out);
    check_approver(page, facts, context, out);
}

}  // namespace clausemark
