// SPDX-License-Identifier: Apache-2.0
// The views of ISO/IEC 27013 as tables, for spreadsheets and documents: the same content as the JSON form,
// one row a clause, requirement or pair of documents. Writing a table as CSV or Markdown stands here too.
#pragma once

#include <string>
#include <vector>

#include "server/app/integration_findings.h"

namespace clausemark {

struct TextTable {
    std::string title;
    std::vector<std::string> notes;  ///< sentences below the title
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
};

TextTable plan_table(const Knowledge& known, const PlanFindings& findings);
TextTable together_table(const Knowledge& known, const TogetherFindings& findings);
TextTable merge_table(const Knowledge& known, const MergeFindings& findings);

/// RFC 4180 with a first row of columns; cells that a spreadsheet would take for a formula begin with '.
std::string write_csv(const TextTable& table);
/// A heading, the notes, and a table of GitHub's kind.
std::string write_markdown(const TextTable& table);

/// "Backup policy (security/backup.md)".
std::string document_text(const DocumentRecord& document);
/// "ISO/IEC 27001:2022 control A.8.13".
std::string clause_text(const Catalogue& catalogue, ClauseIndex clause);
/// "ISO/IEC 27001:2022 A.5.24, A.5.25; ISO/IEC 20000-1:2018 8.7.3.3": clauses by standard.
std::string clauses_text(const Catalogue& catalogue, const std::vector<ClauseIndex>& clauses);
/// What a clause or requirement is called: its title, with that of the clause above where it has none.
std::string title_of(const Catalogue& catalogue, ClauseIndex clause);

}  // namespace clausemark
