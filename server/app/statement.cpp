// SPDX-License-Identifier: Apache-2.0
// See statement.h.
#include "server/app/statement.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "indexer/applicability/check_statement.h"
#include "indexer/hash/sha256.h"
#include "server/tables/read_tables.h"

namespace clausemark {
namespace {

std::string hash_of(const Statement& statement) {
    Sha256 hash;
    const StatementHead& head = statement.head;
    for (const std::string& field : {head.title, head.version, head.approver, head.approved, head.scope})
        hash.add_field(field);
    for (const StatementRow& row : statement.rows) {
        hash.add_field(row.control);
        hash.add_field(row.title);
        for (const std::string& id : row.maps_to) hash.add_field(id);
        hash.add_field(fmt::format("{}{}{}", row.said.applicable, row.said.decided,
                                   static_cast<int>(row.said.implementation)));
        for (const InclusionReason reason : row.said.because) hash.add_field(name_of(reason));
        hash.add_field(row.said.justification);
        hash.add_field(row.said.treatment);
    }
    return hash.finish();
}

}  // namespace

LoadedStatement load_statement(const Catalogue& catalogue, const Config& config,
                               const std::string& config_path, std::vector<Diagnostic>& faults) {
    LoadedStatement out;
    const StatementSettings& settings = config.statement;
    const auto standard = statement_standard(catalogue, settings, config.in_force(catalogue));
    out.statement.exists = standard.has_value();
    out.statement.standard = standard.value_or(0);
    out.statement.head = settings.head;
    std::vector<Diagnostic> found;
    if (standard && !settings.file.empty()) {
        out.path = (std::filesystem::path(config_path).parent_path() / settings.file).string();
        std::error_code error;
        if (std::filesystem::exists(out.path, error)) {
            const auto tables = read_tables(out.path, settings.file, config, found);
            const bool read = std::ranges::none_of(
                found, [](const Diagnostic& d) { return d.severity == Severity::error; });
            if (read)
                out.filed =
                    read_statement(catalogue, *standard, false, settings, tables, out.path, found).rows;
        }
    }
    out.statement.rows = unite(catalogue, declared_rows(catalogue, config.applicability, config.own_controls),
                               out.filed, out.path, found);
    // Of the rest, what makes a statement wrong and not only incomplete: exclusions without a reason.
    check_statement(catalogue, settings, out.statement, out.path, found);
    for (Diagnostic& fault : found)
        if (fault.severity == Severity::error) faults.push_back(std::move(fault));
    out.hash = hash_of(out.statement);
    return out;
}

}  // namespace clausemark
