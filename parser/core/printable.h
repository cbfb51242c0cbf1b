// SPDX-License-Identifier: Apache-2.0
// Text from pages, names and messages made fit to be shown: on a terminal, which control characters would
// drive, and to a person, whom invisible and reordering characters would mislead. What is stored or sent to
// programs stays as it is.
#pragma once

#include <string>
#include <string_view>

namespace clausemark {

/// Tabs become blanks; other control characters (C0, C1, DEL), but for those in `kept`, and bytes that are no
/// UTF-8 become \xNN; characters that reorder the text around them or have no width become [U+202E]. Marks
/// that Arabic, Hebrew and Indic scripts need (LRM, RLM, ZWJ, ZWNJ) stay. O(text).
std::string printable(std::string_view text, std::string_view kept = {});

}  // namespace clausemark
