// SPDX-License-Identifier: Apache-2.0
// What commands and handlers share about checks: the context of a run, and days as people write them.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/checks/run.h"
#include "server/app/knowledge.h"

namespace clausemark {

/// What the settings file says of checks. Its mistakes were reported when the knowledge was loaded from it.
CheckSettings check_settings(const KnowledgeSources& sources);

/// `known` and `settings` must outlive it.
CheckContext check_context(const Knowledge& known, const CheckSettings& settings,
                           std::chrono::sys_days as_of);

/// "2026-11-30"; nothing where it is no day.
std::optional<std::chrono::sys_days> day_named(std::string_view text);
std::string day_text(std::chrono::sys_days day);
/// By the clock, in UTC.
std::chrono::sys_days today();

}  // namespace clausemark
