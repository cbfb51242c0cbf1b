// SPDX-License-Identifier: Apache-2.0
// The audit pack: what an auditor of an integrated system asks for, frozen for a day: scopes, Statement of
// Applicability, register of documents, matrix of clauses and documents, documented information, changes,
// gaps by owner, decisions, and how all of it was found. The same store, settings and arguments give the same
// bytes.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/store/store.h"
#include "server/app/knowledge.h"

namespace clausemark {

struct PackFile {
    std::string path;  ///< below the pack's folder: "data/matrix.csv"; letters, digits, '.', '-', '/'
    std::string bytes;
};

struct PackArguments {
    std::string day;                                 ///< YYYY-MM-DD, what the pack is dated by
    std::optional<std::int64_t> since;               ///< changes behind this sequence number of the store
    std::optional<std::chrono::sys_days> since_day;  ///< instead: by the dates that pages state
    std::string program;                             ///< name and version
};

/// index.html first, then the workbook and the data, manifest.json and SHA256SUMS last. O(store).
Result<std::vector<PackFile>> audit_pack(Store& store, const Knowledge& known,
                                         const PackArguments& arguments);

/// A ZIP archive of the files below `folder`, dated by `day`. Throws where libzip fails.
std::string zip_archive(const std::vector<PackFile>& files, const std::string& folder,
                        const std::string& day);

}  // namespace clausemark
