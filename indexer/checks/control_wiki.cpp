// SPDX-License-Identifier: Apache-2.0
// CM801 to CM805 and CM811: facts of document control that pages fail to state. Judged over the whole wiki,
// so that one finding says what no page states.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "indexer/checks/control_checks.h"
#include "indexer/checks/document_types.h"
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
    std::size_t stating = 0;               ///< of all pages, asked or not
    std::size_t unfilled = 0;              ///< of the asked: with a placeholder
};

std::string pages_words(std::size_t count) {
    return fmt::format("{} {}", count, count == 1 ? "page" : "pages");
}

std::string unfilled_words(const Group& group) {
    return group.unfilled == 0 ? "" : fmt::format(" ({} with a placeholder)", pages_words(group.unfilled));
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
        std::map<std::string, Group> wikis;
        std::map<std::pair<std::string, std::string>, Group> spaces;
        for (const PageDigest& page : pages_) {
            const DocumentRecord& document = page.document;
            const bool stated = states(page, fact.field);
            const ControlFact* found = page.control.find(fact.field);
            const bool current = document.attributes.status != DocumentStatus::withdrawn;
            // A draft has not been approved, so neither approver nor review date are due.
            const bool draft = document.attributes.status == DocumentStatus::draft;
            const bool later =
                fact.field == ControlField::approver || fact.field == ControlField::review_date;
            const bool asked = current && !(draft && later) && !is_form_by_name(document.id.key) &&
                               facts_asked_of(document.attributes, page.control, fact.field);
            for (Group* group : {&wikis[document.id.wiki], &spaces[{document.id.wiki, space_of(document)}]}) {
                if (stated) ++group->stating;
                if (asked) group->asked.push_back(&page);
                if (asked && !stated && found != nullptr) ++group->unfilled;
            }
        }
        for (const auto& [wiki, group] : wikis) {
            if (group.asked.empty() || group.stating > 0) continue;
            out_.push_back(finding_of_wiki(
                fact.code, wiki + "/" + words_of(fact.field),
                fmt::format("no page of {} states its {}, and {} should{}", wiki, words_of(fact.field),
                            pages_words(group.asked.size()), unfilled_words(group)),
                hint_for(fact.field)));
        }
        for (const auto& [place, group] : spaces) {
            if (group.asked.empty() || wikis[place.first].stating == 0) continue;
            if (group.stating == 0 && group.asked.size() >= few_pages && !place.second.empty()) {
                out_.push_back(finding_of_wiki(
                    fact.code, place.first + "/" + place.second + "/" + words_of(fact.field),
                    fmt::format("no page in {} states its {}, and {} should{}", place.second,
                                words_of(fact.field), pages_words(group.asked.size()), unfilled_words(group)),
                    hint_for(fact.field)));
                continue;
            }
            for (const PageDigest* page : group.asked) report(*page, fact);
        }
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
