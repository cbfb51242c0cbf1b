// SPDX-License-Identifier: Apache-2.0
// The Statement of Applicability of an organisation: what clausemark.json and the file it names declare, put
// together when the knowledge is loaded.
#pragma once

#include <string>
#include <vector>

#include "indexer/applicability/read_statement.h"
#include "indexer/config/config.h"

namespace clausemark {

struct LoadedStatement {
    Statement statement;
    std::vector<StatementRow> filed;  ///< the file's rows alone: what an import merges into
    std::string path;  ///< of the file, from the folder the program is in; empty: there is none
    std::string hash;  ///< of the rows: answers drawn from the statement hold while it stays
};

/// `config_path`: of clausemark.json, beside which the file lies. A file that is named and does not exist yet
/// is an empty one. Errors that make the statement unusable are in `faults`; what only a good statement
/// should have is left to check_statement().
LoadedStatement load_statement(const Catalogue& catalogue, const Config& config,
                               const std::string& config_path, std::vector<Diagnostic>& faults);

}  // namespace clausemark
