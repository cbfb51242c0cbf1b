// SPDX-License-Identifier: Apache-2.0
// What to call a page in messages: the file it was read from, where this run read it; else its key. And the
// other way round: which page a file name means.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "indexer/checks/checks.h"
#include "indexer/scan/scan.h"
#include "indexer/store/record.h"

namespace clausemark {

/// A path given to `scan` or `check`: the folder that keys of its pages are below.
struct PathOfPages {
    explicit PathOfPages(const std::string& path);
    /// The key of a file named as seen from the current folder; nothing where it lies elsewhere.
    std::optional<std::string> key_of(const std::string& file) const;

    std::string folder;
};

class PageFiles {
  public:
    /// Pages that a scan of these paths brings.
    void add(const ScanOptions& options, const Config& config);
    /// "wiki/security/backup.md", relative as the path was given; a page of no such path: its key.
    std::string name(const DocumentKey& id) const;
    /// Files below these folders, asked of the file system. Holds no reference to this.
    Surroundings surroundings() const;

  private:
    std::map<std::string, std::string> folders_;  ///< by wiki
};

}  // namespace clausemark
