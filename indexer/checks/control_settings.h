// SPDX-License-Identifier: Apache-2.0
// Where pages keep the facts of document control, and which are asked of documents of each type:
// corpus/document-control/defaults.json. Names of owner, approver, version, review date, status and type come
// from clausemark.json ("documents"), where it gives any. What is made of it is left to the checks.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/config/config.h"

namespace clausemark {

enum class ControlField : std::uint8_t {
    status,
    owner,
    approver,
    version,
    review_date,
    type,
    marking,
    approval_date,
    last_review,
    review_interval,
    author
};
inline constexpr std::array<std::string_view, 11> control_fields{
    "status",  "owner",         "approver",    "version",         "review-date", "type",
    "marking", "approval-date", "last-review", "review-interval", "author"};

/// What documents of a type must say of themselves.
struct DocumentType {
    std::vector<std::string> names;    ///< lower-case words, in the page's own "type" or in its title
    std::vector<ControlField> states;  ///< the facts that each of them states
};

struct ControlSettings {
    std::array<std::vector<std::string>, control_fields.size()>
        names;                              ///< of properties and labels, lower case
    std::vector<std::string> headings;      ///< lower case: sections of facts, wherever they stand
    std::vector<std::string> placeholders;  ///< lower case: values that say nothing yet
    std::vector<std::string> months;        ///< lower case, from January on, "may" or "march|mar"
    std::vector<DocumentType> types;        ///< the first that fits decides
    std::vector<ControlField> otherwise;    ///< of pages that state some fact and are of none of the types
    std::vector<std::string>
        document_words;                     ///< with which names begin that are a document's: "policy" owner
    std::vector<std::string> review_facts;  ///< parameters by which a page says how often it is reviewed
    std::vector<std::string> repository_files;  ///< names of files that are no documents: "README"

    /// The shipped ones, read once.
    static const ControlSettings& shipped();
    /// Under which names pages of a format state a fact.
    std::vector<std::string> names_of(ControlField field, const Config& config, Format format) const;
};

/// Reads settings; every mistake is added to `faults`. O(text).
ControlSettings read_control_settings(std::string_view path, std::string_view text,
                                      std::vector<Diagnostic>& faults);

}  // namespace clausemark
