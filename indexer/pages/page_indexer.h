// SPDX-License-Identifier: Apache-2.0
// From the text of a page to the record that is stored: reads its markup, analyses it, takes its attributes
// from what it says of itself, and decides for which standards its words count. Depends on the input, the
// rules and the settings alone: same input, same record, byte for byte.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "indexer/matcher/analyzer.h"
#include "indexer/pages/attributes.h"
#include "indexer/standards/citation.h"
#include "indexer/store/record.h"

namespace clausemark {

/// A page as it comes from a folder, an export or a wiki. What is empty is looked for in the page itself.
struct PageInput {
    DocumentKey id;
    std::string source;  ///< valid UTF-8, within limits::page_bytes
    Attributes given;    ///< title, space, format, permalink, revision ...; content_hash and rules_hash are
                         ///< filled here
    std::vector<std::string> heading_path;  ///< headings above the whole text
    std::vector<Diagnostic> diagnostics;    ///< found before: kept with the page
    std::string name;                       ///< what diagnostics call it; empty: its key
};

/// What every indexer shares; immutable.
struct IndexerParts {
    std::shared_ptr<const RuleSet> rules;
    std::shared_ptr<const CitationFinder> citations;
    std::shared_ptr<const Config> config;
    std::vector<std::string> languages;  ///< that the rules are written in, primary subtags
    std::string rules_hash;              ///< names rules, standards and settings together
};

/// One per thread.
class PageIndexer {
  public:
    explicit PageIndexer(IndexerParts parts);

    PageRecord index(PageInput input);

    /// The analysis of the last page, for those who explain it.
    const Analysis& analysis() const { return analysis_; }
    const Document& document() const { return document_; }

  private:
    IndexerParts parts_;
    Analyzer analyzer_;
    Document document_;
    Analysis analysis_;
    std::vector<FlaggedWords> flagged_;
};

}  // namespace clausemark
