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

/// `known` must outlive it.
CheckContext check_context(const Knowledge& known, std::chrono::sys_days as_of);

/// "2026-11-30"; nothing where it is no day.
std::optional<std::chrono::sys_days> day_named(std::string_view text);
std::string day_text(std::chrono::sys_days day);
/// By the clock, in UTC.
std::chrono::sys_days today();

}  // namespace clausemark
