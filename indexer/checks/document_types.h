// SPDX-License-Identifier: Apache-2.0
// Which facts of document control are asked of a page, by its type: corpus/document-control. What is
// done where one is missing is left to the checks.
#pragma once

#include <span>

#include "indexer/checks/control_facts.h"
#include "indexer/config/config.h"
#include "indexer/store/record.h"

namespace clausemark {

/// By the type that the page states, else by the word its title begins or ends with; of no type, but with
/// some fact stated: what is asked of all others; without any: nothing.
std::span<const ControlField> facts_asked_of(const Attributes& attributes, const ControlFacts& facts);
/// Whether the name of a file, or of a folder above it, says that the page is a form or record, of which
/// nothing is asked: "charter_template.md", "templates/charter.md"; or a file that every repository has
/// ("SECURITY.md").
bool is_form_by_name(std::string_view key);
bool facts_asked_of(const Attributes& attributes, const ControlFacts& facts, ControlField field);

}  // namespace clausemark
