// SPDX-License-Identifier: Apache-2.0
// What to call a page in messages: the file it was read from, where this run read it; else its title and key.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "indexer/scan/scan.h"
#include "indexer/store/record.h"

namespace clausemark {

class PageFiles {
  public:
    /// Pages that a scan of these paths brings.
    void add(const ScanOptions& options, const Config& config);
    /// "wiki/security/backup.md", relative as the path was given; a page of no such path: its key.
    std::string name(const DocumentKey& id) const;

  private:
    std::map<std::string, std::string> folders_;  ///< by wiki
};

}  // namespace clausemark
