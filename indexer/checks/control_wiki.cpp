// SPDX-License-Identifier: Apache-2.0
// CM801 to CM805 and CM811: facts of document control that pages fail to state. Judged over the whole wiki,
// so that one finding says what no page states.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "indexer/checks/control_checks.h"
#include "indexer/checks/document_types.h"
#include "indexer/pages/attributes.h"
#include "parser/core/control_codes.h"

namespace clausemark {
namespace {

struct MissingFact {
    ControlField field;
    Code code;
};
constexpr std::array missing_facts{
    MissingFact{ControlField::owner, check_codes::no_owner},
    MissingFact{ControlField::approver, check_codes::no_approver},
    MissingFact{ControlField::version, check_codes::no_version},
    MissingFact{ControlField::marking, check_codes::no_marking},
    MissingFact{ControlField::review_date, check_codes::no_review_date},
};

/// So few pages of a space say nothing about the space.
constexpr std::size_t few_pages = 3;
/// Where one page in so many states a fact, the others are expected to: on real wikis one page of a dozen
/// that names an owner was an accident, and eleven findings were noise.
constexpr std::size_t custom_share = 3;

std::string words_of(ControlField field) {
    std::string words(control_fields[static_cast<std::size_t>(field)]);
    std::ranges::replace(words, '-', ' ');
    return words;
}

std::string space_of(const DocumentRecord& document) {
    if (!document.attributes.space.empty()) return document.attributes.space;
    const std::size_t slash = document.id.key.find('/');
    return slash == std::string::npos ? "" : document.id.key.substr(0, slash);
}

/// A review that is due at intervals needs no date of the next one.
bool states(const PageDigest& page, ControlField field) {
    if (page.control.states(field)) return true;
    if (field != ControlField::review_date) return false;
    return page.control.states(ControlField::review_interval) &&
           (page.control.states(ControlField::last_review) ||
            page.control.states(ControlField::approval_date));
}

struct Group {
    std::vector<const PageDigest*> asked;  ///< pages that should state it
    std::size_t stating = 0;               ///< of the asked
    std::size_t unfilled = 0;              ///< of the asked: with a placeholder

    /// Whether stating it is the custom there.
    bool is_custom() const { return stating > 0 && stating * custom_share >= asked.size(); }
    void add(const Group& other) {
        asked.insert(asked.end(), other.asked.begin(), other.asked.end());
        stating += other.stating;
        unfilled += other.unfilled;
    }
};

std::string pages_words(std::size_t count) {
    return fmt::format("{} {}", count, count == 1 ? "page" : "pages");
}

/// "no page in desk states its owner, and 5 pages should (2 pages with a placeholder)"
std::string lack_words(const Group& group, const std::string& place, std::string_view fact) {
    std::string words = group.stating == 0
                            ? fmt::format("no page {} states its {}, and {} should", place, fact,
                                          pages_words(group.asked.size()))
                            : fmt::format("{} {} {} {}, and {} more should", pages_words(group.stating),
                                          place, group.stating == 1 ? "states its" : "state their", fact,
                                          group.asked.size() - group.stating);
    if (group.unfilled > 0) words += fmt::format(" ({} with a placeholder)", pages_words(group.unfilled));
    return words;
}

std::string hint_for(ControlField field) {
    const std::string_view key = control_fields[static_cast<std::size_t>(field)];
    return fmt::format(
        "state it on the pages; if they do under another name, add that name to \"from\" of \"documents\": "
        "\"{}\" in clausemark.json; if nobody needs it, switch the check off",
        key);
}

class FactSurvey {
  public:
    FactSurvey(const std::vector<PageDigest>& pages, const Config& config, std::vector<Finding>& out)
        : pages_(pages), config_(config), out_(out) {}

    void run() {
        for (const MissingFact& fact : missing_facts) survey(fact);
        report_unfilled();
    }

  private:
    void survey(const MissingFact& fact) {
        std::map<std::string, std::map<std::string, Group>> wikis;  // by wiki, then by space
        for (const PageDigest& page : pages_) {
            if (!is_asked(page, fact.field)) continue;
            Group& group = wikis[page.document.id.wiki][space_of(page.document)];
            group.asked.push_back(&page);
            if (states(page, fact.field))
                ++group.stating;
            else if (page.control.find(fact.field) != nullptr)
                ++group.unfilled;
        }
        for (const auto& [wiki, spaces] : wikis) survey_wiki(fact, wiki, spaces);
    }

    bool is_asked(const PageDigest& page, ControlField field) const {
        const Attributes& attributes = page.document.attributes;
        if (attributes.status == DocumentStatus::withdrawn) return false;
        // A page in another language names its facts in words that are not known.
        if (!rules_speak(attributes.language, config_.languages)) return false;
        // A draft has not been approved, so neither approver nor review date are due.
        const bool later = field == ControlField::approver || field == ControlField::review_date;
        if (later && attributes.status == DocumentStatus::draft) return false;
        return !is_form_by_name(page.document.id.key) && facts_asked_of(attributes, page.control, field);
    }

    void survey_wiki(const MissingFact& fact, const std::string& wiki,
                     const std::map<std::string, Group>& spaces) {
        Group all;
        bool somewhere = false;
        for (const auto& [space, group] : spaces) {
            all.add(group);
            somewhere |= group.is_custom();
        }
        if (!somewhere && !all.is_custom()) return report_lack(fact, all, wiki, "of " + wiki);
        for (const auto& [space, group] : spaces) {
            const bool few = group.asked.size() < few_pages;
            if (group.is_custom() || few)
                for (const PageDigest* page : group.asked) report(*page, fact);
            else if (space.empty())
                report_lack(fact, group, wiki + "/", "outside the folders of " + wiki);
            else
                report_lack(fact, group, fmt::format("{}/{}", wiki, space), fmt::format("in {}", space));
        }
    }

    void report_lack(const MissingFact& fact, const Group& group, const std::string& subject,
                     const std::string& place) {
        const std::string words = words_of(fact.field);
        out_.push_back(finding_of_wiki(fact.code, subject + "/" + words, lack_words(group, place, words),
                                       hint_for(fact.field)));
    }

    void report(const PageDigest& page, const MissingFact& fact) {
        if (states(page, fact.field)) return;
        if (page.control.find(fact.field) != nullptr) {
            unfilled_[&page].push_back(fact.field);
            return;
        }
        const auto names =
            ControlSettings::shipped().names_of(fact.field, config_, page.document.attributes.format);
        out_.push_back(finding_on(
            page.document, fact.code, fmt::format("the page does not state its {}", words_of(fact.field)),
            names.empty() ? "" : fmt::format("state it as \"{}\"; other pages do", names.front())));
    }

    void report_unfilled() {
        for (const PageDigest& page : pages_) {
            const auto found = unfilled_.find(&page);
            if (found == unfilled_.end()) continue;
            std::string words;
            for (const ControlField field : found->second)
                words += (words.empty() ? "" : ", ") + words_of(field);
            const ControlFact* first = page.control.find(found->second.front());
            Finding& finding = out_.emplace_back(
                finding_on(page.document, check_codes::control_placeholder,
                           fmt::format("not filled in yet: {} (\"{}\")", words, first->value),
                           "fill it in; other pages state it"));
            finding.at.source = first->source;
        }
    }

    const std::vector<PageDigest>& pages_;
    const Config& config_;
    std::vector<Finding>& out_;
    std::map<const PageDigest*, std::vector<ControlField>> unfilled_;
};

}  // namespace

Status check_control_facts(const WikiView& wiki, const CheckContext& context, std::vector<Finding>& out) {
    FactSurvey(wiki.pages, context.config, out).run();
    return Done{};
}

}  // namespace clausemark
