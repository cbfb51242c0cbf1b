// SPDX-License-Identifier: Apache-2.0
// The settings that rule files may name, and their bounds. Part of Compiler; what each does is in
// docs/rules.md.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "indexer/matcher/compiler.h"
#include "parser/core/edit_distance.h"

namespace clausemark {
namespace {

struct NamedSetting {
    std::string_view name;
    double Scoring::*value;
    double most = 1;
};
constexpr double most_doubt = 10;  // no rule's reasons come to so much: nothing shows
constexpr auto settings = std::to_array<NamedSetting>({
    {"shown-at", &Scoring::shown_at},
    {"commitment", &Scoring::commitment},
    {"description", &Scoring::description},
    {"mention", &Scoring::mention},
    {"heading-topic", &Scoring::heading_topic},
    {"likeness", &Scoring::likeness},
    {"calendar-tolerance", &Scoring::calendar_tolerance},
    {"stands-alone", &Scoring::stands_alone},
    {"page-share", &Scoring::page_share},
    {"terse", &Scoring::terse, 100},
    {"doubt-of-commitment", &Scoring::doubt_of_commitment, most_doubt},
    {"doubt-of-description", &Scoring::doubt_of_description, most_doubt},
    {"doubt-of-unnamed", &Scoring::doubt_of_unnamed, most_doubt},
    {"doubt-of-lonely", &Scoring::doubt_of_lonely, most_doubt},
    {"doubt-of-subject", &Scoring::doubt_of_subject, most_doubt},
});

}  // namespace

void Compiler::read_settings() {
    for (std::size_t file = 0; file < files_.size(); ++file) {
        for (const Setting& setting : files_[file].settings) {
            const auto known = std::find_if(settings.begin(), settings.end(),
                                            [&](const NamedSetting& s) { return s.name == setting.name; });
            if (known == settings.end()) {
                std::vector<std::string_view> names;
                names.reserve(settings.size());
                for (const NamedSetting& s : settings) names.push_back(s.name);
                const auto near = nearest_name(setting.name, names, misspelling(setting.name));
                lowering_.fault(Code::rule_unknown_setting, file, setting.span,
                                fmt::format("there is no setting {}", setting.name),
                                near.empty() ? fmt::format("settings are {}", fmt::join(names, ", "))
                                             : fmt::format("did you mean {}?", near));
            } else if (setting.value < 0 || setting.value > known->most) {
                lowering_.fault(Code::rule_bad_number, file, setting.span,
                                fmt::format("{} is between 0 and {}", setting.name, known->most));
            } else {
                made_->scoring_.*known->value = setting.value;
            }
        }
    }
}

}  // namespace clausemark
