// SPDX-License-Identifier: Apache-2.0
// What a page states of its own control: owner, approver, version, marking, dates; from its properties, and
// from lines and tables at its head or under a heading of document control. Under which names is said by the
// settings. What is asked of a page is left to indexer/checks.
#pragma once

#include <string>
#include <vector>

#include "indexer/checks/control_settings.h"
#include "parser/formats/document.h"

namespace clausemark {

struct ControlFact {
    ControlField field{};
    std::string name;          ///< as the page writes it: "Owner"
    std::string value;         ///< trimmed, without emphasis
    Span source;               ///< of the value
    bool placeholder = false;  ///< it says nothing yet: "[TODO]", "TBC", an unfilled template
};

/// By field, then: properties before the text, in the order of the page.
class ControlFacts {
  public:
    /// O(page).
    static ControlFacts of(const Document& document, const Config& config);

    const std::vector<ControlFact>& all() const { return facts_; }
    /// The first that is no placeholder, else the first; null: the page does not state it.
    const ControlFact* find(ControlField field) const;
    /// Whether it is stated with a value.
    bool states(ControlField field) const;
    bool empty() const { return facts_.empty(); }

  private:
    std::vector<ControlFact> facts_;
};

}  // namespace clausemark
